package dev.sluice.calls

import dev.sluice.model.OutputTools

/** A call of one of [tools], on its way into the answer's text. */
internal class SplicedCall(private val tools: OutputTools) {
    /** What came before it was known what is called. */
    private val early = StringBuilder()

    /** How many calls had begun when it was last heard of. */
    private var begunBy = 0
    var name: String? = null
        private set
    var input: CallInput? = null
        private set

    /** How many characters of the input have come. */
    var length: Int = 0
        private set

    /** Whether no more of it comes. */
    var isEnded: Boolean = false

    /** Whether the text has its beginning. */
    var isWritten: Boolean = false

    /** Takes a [piece] of the input, and the [name] if it is known by now, when [begun] calls have begun. */
    fun take(name: String?, piece: CharSequence, begun: Int) {
        begunBy = begun
        if (this.name.isNullOrEmpty()) this.name = name
        length += piece.length
        val input = open()
        if (input == null) early.append(piece) else input.take(piece)
    }

    /** Ends with the input [whole], if no piece of it came. */
    fun end(name: String?, whole: String, begun: Int) {
        take(name, if (length > 0) "" else whole, begun)
        isEnded = true
    }

    /** Its input, if it is known what is called, or [isOver] says that nobody will say. */
    fun open(isOver: Boolean = isEnded): CallInput? {
        val isNamed = !name.isNullOrEmpty() || tools.find(name) != null
        if (input == null && (isNamed || isOver)) {
            input = newInput().also { it.take(early.drain()) }
        }
        return input
    }

    /** Gives up what it holds: it is not to be written. */
    fun forget() {
        early.setLength(0)
        early.trimToSize()
        input = null
    }

    /** Whether fewer than [begun] calls had begun when it was last heard of. */
    fun isSilentSince(begun: Int): Boolean = begunBy < begun

    private fun newInput(): CallInput {
        val tool = tools.find(name)
        val tag = (tool?.tag ?: name).takeIf { tools.discriminator != null && !it.isNullOrEmpty() }
        val member = tag?.let { "${tools.discriminator!!.quoted()}:${it.quoted()}" }
        return when {
            tool == null && tools.discriminator == null -> StrayInput(name.orEmpty())
            tools.isList -> ElementInput(member)
            else -> AnswerInput(member)
        }
    }
}
