package dev.sluice.calls

import dev.sluice.json.isJsonSpace

/** The input of one call, on its way into the answer's text. */
internal interface CallInput {
    /** Whether nothing of it can follow in the text. */
    val isDone: Boolean

    /** Whether it may end here although more may be cut off with the answer: what it is by now, it stays. */
    val canEnd: Boolean

    /** What came and is not in the text, of a call that is cut with its answer. */
    val heldBack: CharSequence

    fun take(piece: CharSequence)

    fun end()

    /** What came behind the end of the input, once. */
    fun takeSurplus(): String = ""

    /** Puts what is sure by now at the end of [text]. */
    fun moveInto(text: StringBuilder)
}

/**
 * The input that is the whole answer, or its one value: as it comes, right or wrong, with [member] in front of its own where it is an
 * object. No input at all means an empty object.
 */
internal class AnswerInput(private val member: String?) : CallInput {
    private val ready = StringBuilder()
    private var step = Step.BEGIN

    override val isDone: Boolean get() = false
    override val canEnd: Boolean get() = false
    override val heldBack: CharSequence get() = ""

    override fun take(piece: CharSequence) {
        var at = 0
        while (at < piece.length && step != Step.GO_ON) next(piece[at++])
        ready.append(piece, at, piece.length)
    }

    private fun next(char: Char) {
        if (char.isJsonSpace()) {
            if (step == Step.OPENED) ready.append(char)
            return
        }
        val isOpening = step == Step.BEGIN && char == '{'
        if (step == Step.OPENED && char == '"' && member != null) ready.append(',')
        ready.append(char)
        if (isOpening && member != null) ready.append(member)
        step = if (isOpening) Step.OPENED else Step.GO_ON
    }

    override fun end() {
        if (step == Step.BEGIN) take("{}")
    }

    override fun moveInto(text: StringBuilder) {
        text.append(ready)
        ready.setLength(0)
    }

    private enum class Step { BEGIN, OPENED, GO_ON }
}

/** A call of what is no tool of the answer's: its [name] and input stand in the text as a string, which fits no object. */
internal class StrayInput(private val name: String) : CallInput {
    private val input = StringBuilder()
    private val surplus = StringBuilder()
    private var isEnded = false
    override var isDone: Boolean = false
        private set
    override val canEnd: Boolean get() = true
    override val heldBack: CharSequence get() = "$name($input)".quoted()

    override fun take(piece: CharSequence) {
        (if (isDone) surplus else input).append(piece)
    }

    override fun end() {
        isEnded = true
    }

    override fun takeSurplus(): String = surplus.drain()

    override fun moveInto(text: StringBuilder) {
        if (!isEnded || isDone) return
        text.append(heldBack)
        isDone = true
    }
}

internal fun StringBuilder.drain(): String = toString().also { setLength(0) }
