package dev.sluice.json

/**
 * The JSON object in a text that says other things too, in fences and prose, with thoughts before it.
 *
 * An object is a candidate from its first member on; braces that lead to none are prose. [Choice] says which one counts, and it shows as
 * it comes. In thoughts no candidate is looked for, not even if they have no end: a draft is no answer. Nor is one looked for in a list,
 * in the rest of what broke off, or behind a key: a piece of an answer must not pass for the whole. Where it is in doubt whether it is
 * one, the answer is broken.
 *
 * Costs a constant time per character, whatever the text.
 */
internal class JsonInText(
    private val text: CharSequence,
    private val limits: JsonLimits,
    private val kinds: Set<JsonRepairKind>,
    private val handedOut: JsonPath?,
    /** The keys that the object which is asked for must have. */
    required: Set<String> = emptySet(),
    /** Whether it may have a key. */
    isKnownKey: (String) -> Boolean = { true },
) : JsonSource {
    private val prose = ProseScanner()
    private val choice = Choice(handedOut, AskedKeys(required, isKnownKey))
    private val rereading = Rereading()
    private var read = 0
    private var current: JsonCandidate? = null
    private var lastWhole: JsonCandidate? = null
    private var firstList: JsonValue? = null

    /** Where the text goes on behind thoughts that were not known to be some. */
    private var thoughtsEnd = 0

    override val value: JsonValue? get() = firstList ?: choice.shown?.value
    override val candidate: Int get() = choice.number
    override val takenBack: TakenBack? get() = choice.takenBack
    override val warnings: List<JsonWarning> get() = choice.shown?.warnings.orEmpty() + choice.warnings
    override val repairs: List<JsonRepair> get() = choice.shown?.repairs.orEmpty()

    /** Why there is none. */
    val missing: String
        get() = when {
            choice.isThought -> "the only JSON object in the answer stands in thoughts, before the tag that ends them"
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
        open?.let(choice::brokeOff)
        val answer = choice.textEnds(isThoughtLast = (thoughtsEnd until text.length).all { text[it].isWhitespace() })
        if (answer != null && !answer.isComplete) throw answer.error()
        if (answer != null || choice.isThought) return
        val isBegun = prose.start >= 0 && open?.isInBareKey != true
        if (isBegun || text.isBlank()) throw JsonIncompleteException(EXPECTED, text.length.toLong(), JsonPath.ROOT)
    }

    private fun seek(end: Int) {
        read = prose.scan(text, read, end)
        when (prose.mark) {
            ProseMark.VALUE -> begin(prose.start)

            ProseMark.TORN -> lastWhole?.let { choice.wasTorn(it, at = read - 1) }

            ProseMark.MAYBE_THOUGHTS -> choice.thoughtsMayBegin()

            ProseMark.END_OF_THOUGHTS -> {
                thoughtsEnd = read
                choice.thoughtsEnd()
            }

            null -> Unit
        }
    }

    private fun begin(start: Int) {
        read = start
        val candidate = JsonCandidate(text, start, limits, kinds)
        if (handedOut != null && candidate.isObject) {
            candidate.onDuplicate { path, offset -> listCameAgain(candidate, path, offset.toInt()) }
        }
        current = candidate
    }

    private fun follow(candidate: JsonCandidate, end: Int) {
        read = candidate.read(read, end)
        if (takenBack != null) return
        choice.grew(candidate)
        if (candidate.isComplete) {
            completed(candidate)
        } else if (candidate.hasFailed) {
            brokeOff(candidate)
        }
    }

    private fun completed(candidate: JsonCandidate) {
        current = null
        if (candidate.isObject) {
            lastWhole = candidate
            prose.resumeBehindWhole(text, read)
        } else {
            prose.resume(text, read)
        }
        choice.completed(candidate)
    }

    private fun brokeOff(candidate: JsonCandidate) {
        current = null
        read = rereading.from(candidate.resumption(), read)
        if (candidate.isMeant) {
            prose.passOver(text, read, text[candidate.start], candidate.openLikeRoot, candidate.isBegun)
        } else {
            prose.resume(text, read)
        }
        choice.brokeOff(candidate)
    }

    private fun listCameAgain(candidate: JsonCandidate, path: JsonPath, offset: Int) {
        if (path != handedOut || !choice.listCameAgain(candidate)) return
        firstList = JsonCandidate(text, candidate.start, limits, kinds).also { it.read(it.start, offset) }.value
    }

    private companion object {
        const val EXPECTED = "expected a JSON object"
    }
}
