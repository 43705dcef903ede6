package dev.sluice.json

/**
 * The JSON object in a text that says other things too, in fences and prose, with thoughts before it.
 *
 * An object is a candidate from its first member on; braces that lead to none are prose. It shows as it comes, in place of the one
 * before. The last candidate that is complete counts: one that breaks off gives way to it again, and so does an empty object, which
 * counts only if it is all there is. What was thought counts never. In a list no candidate is looked for, nor in the rest of one that
 * broke off: a piece of an answer must not pass for the whole.
 *
 * Costs a constant time per character, whatever the text.
 */
internal class JsonInText(
    private val text: CharSequence,
    private val limits: JsonLimits,
    private val kinds: Set<JsonRepairKind>,
    private val handedOut: JsonPath?,
) : JsonSource {
    private val prose = ProseScanner()
    private var read = 0
    private var current: JsonCandidate? = null
    private var shown: JsonCandidate? = null
    private var complete: JsonCandidate? = null

    /** The first with elements in the list that is handed out. */
    private var holder: JsonCandidate? = null
    private var firstList: JsonValue? = null
    private val ownWarnings = ArrayList<JsonWarning>()

    /** The last that broke off, and the last that was no object. */
    private var broken: JsonCandidate? = null
    private var list: JsonCandidate? = null

    override val value: JsonValue? get() = firstList ?: shown?.value
    override var candidate: Int = 1
        private set
    override var isTakenBack: Boolean = false
        private set
    override val warnings: List<JsonWarning> get() = shown?.warnings.orEmpty() + ownWarnings
    override val repairs: List<JsonRepair> get() = shown?.repairs.orEmpty()

    /** Why there is none. */
    val missing: String
        get() = when {
            list != null -> "the answer must be a JSON object, not a list"
            prose.isThinking -> "there is no JSON object in the answer, only thoughts without an end"
            else -> "there is no JSON object in the answer"
        }

    override fun read() {
        val end = minOf(text.length.toLong(), limits.maxLength).toInt()
        while (read < end && !isTakenBack) current?.let { follow(it, end) } ?: seek(end)
        if (end < text.length) throw JsonLimitException("maxLength", limits.maxLength, end.toLong(), JsonPath.ROOT)
    }

    override fun finish() {
        val open = current
        current = null
        if (isTakenBack) return
        if (open != null) giveUp(open)
        val whole = complete
        if (whole != null && (holder == null || holder === whole)) return
        (open ?: broken)?.let { throw it.error() }
        if (prose.start >= 0 || text.isBlank()) throw JsonIncompleteException(EXPECTED, text.length.toLong(), JsonPath.ROOT)
    }

    private fun seek(end: Int) {
        read = prose.scan(text, read, end)
        when (prose.mark) {
            ProseMark.VALUE -> begin(prose.start)
            ProseMark.END_OF_THOUGHTS -> forget()
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
        if (isTakenBack) return
        if (candidate.isObject && candidate.isBegun) show(candidate)
        when {
            candidate.isComplete -> {
                current = null
                prose.resume(text, read)
                end(candidate)
            }

            candidate.hasFailed -> {
                current = null
                read = candidate.resumption()
                prose.resume(text, read, if (candidate.isMeant) candidate.depth else 0)
                giveUp(candidate)
            }
        }
    }

    private fun show(candidate: JsonCandidate) {
        if (shown === candidate || holder != null) return
        if (shown != null) this.candidate++
        shown = candidate
    }

    private fun end(candidate: JsonCandidate) {
        when {
            !candidate.isObject -> list = candidate

            !candidate.isBegun && shown != null -> Unit

            holder != null -> isTakenBack = true

            else -> {
                show(candidate)
                complete = candidate
                hold(candidate)
            }
        }
    }

    private fun giveUp(candidate: JsonCandidate) {
        if (!candidate.isMeant) return
        broken = candidate
        if (candidate === shown) hold(candidate)
        val before = complete ?: return
        if (ownWarnings.size < KEPT_WARNINGS) ownWarnings += candidate.brokenOff()
        if (candidate !== shown || holder != null) return
        shown = before
        this.candidate++
    }

    private fun hold(candidate: JsonCandidate) {
        if (handedOut != null &&
            candidate.value.at(handedOut).let { it is ArrayValue && it.elements.any(JsonValue::isComplete) }
        ) {
            holder = candidate
        }
    }

    /** All so far was thought. */
    private fun forget() {
        if (holder != null) {
            isTakenBack = true
            return
        }
        if (shown != null) candidate++
        shown = null
        complete = null
        broken = null
        list = null
        ownWarnings.clear()
    }

    private fun duplicate(candidate: JsonCandidate, path: JsonPath, offset: Int) {
        if (path != handedOut || holder != null || isTakenBack) return
        isTakenBack = true
        show(candidate)
        firstList = JsonCandidate(text, candidate.start, limits, kinds).also { it.read(it.start, offset) }.value
    }

    private companion object {
        const val EXPECTED = "expected a JSON object"
        const val KEPT_WARNINGS = 100
    }
}

private fun JsonCandidate.brokenOff() =
    JsonWarning(JsonPath.ROOT, start.toLong(), "The JSON object here is broken, so the one before it counts")

private fun JsonValue?.at(path: JsonPath): JsonValue? =
    path.segments.fold(this) { value, key -> (value as? ObjectValue)?.get(key as String) }
