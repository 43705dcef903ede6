package dev.sluice.json

/** A value that is read out of a [text] from [start] on. */
internal class JsonCandidate(private val text: CharSequence, val start: Int, limits: JsonLimits, repairs: Set<JsonRepairKind>) {
    private val reader = JsonReader.at(start, limits, repairs)
    private var keysSeen = 0
    private var hasKnownKey = false
    private var requiredSeen = 0

    /** Where it went on behind its end, if it did. */
    private var tornAt = -1
    private val isTorn get() = tornAt >= 0

    val isObject: Boolean = text[start] == '{'
    val value: JsonValue? get() = reader.value

    /** Whether it is whole. */
    val isComplete: Boolean get() = reader.isComplete && !isTorn
    val hasFailed: Boolean get() = reader.hasFailed

    /** Whether something had to be mended in it so far. */
    val isMended: Boolean get() = reader.isMended
    val warnings: List<JsonWarning> get() = reader.warnings
    val repairs: List<JsonRepair> get() = reader.repairs

    /** How many objects are open in it, or lists if it is one. */
    val openLikeRoot: Int get() = reader.openLikeRoot

    /** Whether something in it shows. */
    val isBegun: Boolean get() = value.isBegun()

    /** Whether it is meant as JSON, and no brace in prose: it has a key with a colon, or what only JSON with mistakes has. */
    val isMeant: Boolean get() = isBegun || reader.isBehindColon || reader.isRefused || isAtMemberSign

    /** Whether it is open within the first word of a brace, with no quote: prose rather than JSON that is not done. */
    val isInBareKey: Boolean get() = reader.isInBareKey

    /** Whether it broke off at an equals sign, or another that is no colon, behind a key. */
    private val isAtMemberSign: Boolean
        get() = hasFailed && reader.isBehindKey && text.getOrNull(reader.offset.toInt())?.let { it in MEMBER_SIGNS } == true

    /** How many of its keys are [asked] for, always the same. Looks at each key once. */
    fun fit(asked: AskedKeys): KeyFit {
        val keys = (value as? ObjectValue)?.keys.orEmpty()
        while (keysSeen < keys.size) {
            val key = keys[keysSeen++]
            if (asked.isKnown(key)) hasKnownKey = true
            if (key in asked.required) requiredSeen++
        }
        return if (!hasKnownKey) {
            KeyFit.NONE
        } else if (requiredSeen < asked.required.size) {
            KeyFit.SOME
        } else {
            KeyFit.ALL
        }
    }

    /** Whether the key at its root that it broke off under or behind is [asked] for, be there a value that shows or not. */
    fun breaksOffUnder(asked: AskedKeys): Boolean =
        isObject && (reader.currentPath.segments.firstOrNull() as? String)?.let(asked.isKnown) == true

    /** It seemed whole, but goes on at [at], behind its end: that was one brace too many, or stood in a string. */
    fun tear(at: Int) {
        tornAt = at
    }

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
    fun error(): RuntimeException = if (isTorn) {
        JsonSyntaxException("Expected no more members behind the '}' that ends the object", tornAt.toLong(), JsonPath.ROOT)
    } else {
        reader.error ?: incompleteness()
    }

    private fun incompleteness(): JsonIncompleteException = try {
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
        return if (reader.isInString || (text[before].isQuote() && before > string)) string + 1 else failure
    }

    private companion object {
        const val FIRST_STEP = 8
    }
}

/** A list is begun once one of its elements is. */
private fun JsonValue?.isBegun(): Boolean = when (this) {
    null -> false
    is ObjectValue -> size > 0
    is ArrayValue -> elements.size > 1 || elements.singleOrNull().isBegun()
    else -> true
}
