package dev.sluice.json

/** A value that is read out of a [text] from [start] on. */
internal class JsonCandidate(private val text: CharSequence, val start: Int, limits: JsonLimits, repairs: Set<JsonRepairKind>) {
    private val reader = JsonReader.at(start, limits, repairs)
    private var keysSeen = 0
    private var hasKnownKey = false

    val isObject: Boolean = text[start] == '{'
    val value: JsonValue? get() = reader.value
    val isComplete: Boolean get() = reader.isComplete
    val hasFailed: Boolean get() = reader.hasFailed

    /** Whether something had to be mended in it so far. */
    val isMended: Boolean get() = reader.isMended
    val warnings: List<JsonWarning> get() = reader.warnings
    val repairs: List<JsonRepair> get() = reader.repairs

    /** How many objects are open in it, or lists if it is one. */
    val openLikeRoot: Int get() = reader.openLikeRoot

    /** Whether something in it shows. */
    val isBegun: Boolean get() = value.let { (it is ObjectValue && it.size > 0) || (it is ArrayValue && it.elements.isNotEmpty()) }

    /** Whether it is meant as JSON, and no brace in prose: it has a key with a colon, or what only JSON with mistakes has. */
    val isMeant: Boolean get() = isBegun || reader.isBehindColon || reader.isRefused

    /** Whether one of its keys [isKnown], always the same question. Looks at each key once. */
    fun hasKey(isKnown: (String) -> Boolean): Boolean {
        val keys = (value as? ObjectValue)?.keys.orEmpty()
        while (!hasKnownKey && keysSeen < keys.size) hasKnownKey = isKnown(keys[keysSeen++])
        return hasKnownKey
    }

    /** Whether the key at its root that it broke off under or behind [isKnown], be there a value that shows or not. */
    fun breaksOffUnder(isKnown: (String) -> Boolean): Boolean =
        (reader.currentPath.segments.firstOrNull() as? String)?.let(isKnown) == true

    /** Reads on from [from] until [to] in the text; gives the index behind what it took. */
    fun read(from: Int, to: Int): Int {
        var at = from
        var taken = -1
        // In growing steps, since a reader copies what it is given: a brace in prose must not cost a look at all that follows.
        while (at < to && taken != 0 && !hasFailed) {
            val step = minOf(to - at, maxOf(FIRST_STEP, at - start))
            taken = reader.readOn(text, at, at + step)
            at += taken
            if (taken < step) break
        }
        return at
    }

    /** Why it is no whole JSON. */
    fun error(): RuntimeException = reader.error ?: try {
        error("${reader.finish()} is whole")
    } catch (open: JsonIncompleteException) {
        open
    }

    /** Calls [hear] with the path and the offset of every key that its object has already. */
    fun onDuplicate(hear: (JsonPath, Long) -> Unit) {
        reader.onDuplicate = hear
    }

    /**
     * Where to look for other JSON after this failed: where it did, unless that is in or right behind a string. Then it is the string that
     * was misread, and its text is looked at again.
     */
    fun resumption(): Int {
        val failure = reader.offset.toInt()
        val string = reader.stringOffset.toInt()
        if (string < start) return failure
        var before = failure - 1
        while (before > string && text[before].isWhitespace()) before--
        return if (reader.isInString || (text[before] in QUOTES && before > string)) string + 1 else failure
    }

    private companion object {
        const val FIRST_STEP = 8
        const val QUOTES = "\"'\u2018\u2019\u201C\u201D"
    }
}
