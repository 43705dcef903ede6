package dev.sluice.json

/**
 * The JSON object in a text that says other things too, in fences and prose, with thoughts before it.
 *
 * An object is a candidate from its first member on; braces that lead to none are prose. [Choice] says which one counts, and it shows as
 * it comes. In thoughts no candidate is looked for, not even if they have no end: a draft is no answer. In a list no candidate is looked for, nor in the rest of one that broke off: a piece of an
 * answer must not pass for the whole.
 *
 * Costs a constant time per character, whatever the text.
 */
internal class JsonInText(
    private val text: CharSequence,
    private val limits: JsonLimits,
    private val kinds: Set<JsonRepairKind>,
    private val handedOut: JsonPath?,
    /** Whether the object that is asked for may have a key. */
    isKnownKey: (String) -> Boolean = { true },
) : JsonSource {
    private val prose = ProseScanner()
    private val choice = Choice(handedOut, isKnownKey)
    private var read = 0
    private var current: JsonCandidate? = null
    private val rereading = Rereading()
    private var firstList: JsonValue? = null

    override val value: JsonValue? get() = firstList ?: choice.shown?.value
    override val candidate: Int get() = choice.number
    override val takenBack: TakenBack? get() = choice.takenBack
    override val warnings: List<JsonWarning> get() = choice.shown?.warnings.orEmpty() + choice.warnings
    override val repairs: List<JsonRepair> get() = choice.shown?.repairs.orEmpty()

    /** Why there is none. */
    val missing: String
        get() = when {
            choice.hasList -> "the answer must be a JSON object, not a list"
            prose.isThinking -> "there is no JSON object in the answer, only thoughts without an end"
            else -> "there is no JSON object in the answer"
        }

    override fun read() {
        val end = minOf(text.length.toLong(), limits.maxLength).toInt()
        while (read < end && takenBack == null) current?.let { follow(it, end) } ?: seek(end)
        if (end < text.length) throw JsonLimitException("maxLength", limits.maxLength, end.toLong(), JsonPath.ROOT)
    }

    override fun finish() {
        val open = current
        current = null
        if (takenBack != null) return
        open?.let(choice::giveUp)
        val answer = choice.finish()
        if (answer?.isComplete == true) return
        (open ?: answer)?.let { throw it.error() }
        if (prose.start >= 0 || text.isBlank()) throw JsonIncompleteException(EXPECTED, text.length.toLong(), JsonPath.ROOT)
    }

    private fun seek(end: Int) {
        read = prose.scan(text, read, end)
        when (prose.mark) {
            ProseMark.VALUE -> begin(prose.start)
            ProseMark.MAYBE_THOUGHTS -> choice.remember()
            ProseMark.END_OF_THOUGHTS -> choice.forget()
            null -> Unit
        }
    }

    private fun begin(start: Int) {
        read = start
        val candidate = JsonCandidate(text, start, limits, kinds)
        if (handedOut != null && candidate.isObject) candidate.onDuplicate { path, offset -> duplicate(candidate, path, offset.toInt()) }
        current = candidate
    }

    private fun follow(candidate: JsonCandidate, end: Int) {
        read = candidate.read(read, end)
        if (takenBack != null) return
        choice.follow(candidate)
        when {
            candidate.isComplete -> {
                current = null
                prose.resume(text, read)
                choice.end(candidate)
            }

            candidate.hasFailed -> {
                current = null
                read = rereading.from(candidate.resumption(), read)
                if (candidate.isMeant) {
                    prose.passOver(text, read, text[candidate.start], candidate.openLikeRoot)
                } else {
                    prose.resume(text, read)
                }
                choice.giveUp(candidate)
            }
        }
    }

    private fun duplicate(candidate: JsonCandidate, path: JsonPath, offset: Int) {
        if (path != handedOut || !choice.repeat(candidate)) return
        firstList = JsonCandidate(text, candidate.start, limits, kinds).also { it.read(it.start, offset) }.value
    }

    private companion object {
        const val EXPECTED = "expected a JSON object"
    }
}
