package dev.sluice.json

/** Reads `true`, `false` or `null`. May be interrupted after any character. */
internal class LiteralScanner {
    private var word = ""
    private var matched = 0

    /** Begins with a literal's first letter, which [scan] reads again; false if no literal begins so. */
    fun begin(first: Char): Boolean {
        matched = 0
        word = when (first) {
            't' -> "true"
            'f' -> "false"
            'n' -> "null"
            else -> return false
        }
        return true
    }

    /** Reads [chars] in [from] until [to]; gives the index behind what it took. */
    fun scan(chars: CharArray, from: Int, to: Int): Int {
        var at = from
        while (at < to && matched < word.length) {
            if (chars[at] != word[matched]) {
                throw Malformed("Expected '${word[matched]}' of the literal $word, got ${describe(chars[at])}", at)
            }
            matched++
            at++
        }
        return at
    }

    /** The value, or null while letters are missing. */
    fun value(): JsonValue? = when {
        matched < word.length -> null
        word == "null" -> NullValue
        else -> RealBoolean.of(word == "true")
    }
}
