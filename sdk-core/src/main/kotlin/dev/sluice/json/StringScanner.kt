package dev.sluice.json

/**
 * Reads the inside of a string or key, up to and including the closing quote. May be interrupted after any character.
 *
 * The text goes to [target]; longer than [maximum] it breaks the limit named [limit].
 */
internal class StringScanner(private val target: TextBuffer, private val limit: String, private val maximum: Int) {
    /** What is missing of an escape: [NOTHING], [ESCAPED] (the character after the backslash), or 1 to 4 hexadecimal digits. */
    private var missing = NOTHING
    private var code = 0

    private var closers = QUOTE
    private var hasControls = false

    /** Hears of the first raw control character of each string, which is then read as it is; without it such a string is no JSON. */
    var onControl: ((at: Int) -> Unit)? = null

    /** Whether the closing quote was read. */
    var isClosed = true
        private set

    /** Begins behind the opening quote; any of [closers] ends it. */
    fun begin(closers: String = QUOTE) {
        target.begin()
        this.closers = closers
        hasControls = false
        missing = NOTHING
        isClosed = false
    }

    /** Reads [chars] in [from] until [to]; gives the index behind what it took. */
    fun scan(chars: CharArray, from: Int, to: Int): Int {
        var at = from
        while (at < to && !isClosed) {
            if (missing != NOTHING) {
                escape(chars[at], at)
                at++
            } else {
                val plainEnd = if (closers === QUOTE) plainEnd(chars, at, to) else plainEndBeforeClosers(chars, at, to)
                appendRun(chars, at, plainEnd)
                at = plainEnd
                if (at < to) special(chars[at], at++)
            }
        }
        return at
    }

    private fun plainEnd(chars: CharArray, from: Int, to: Int): Int {
        var at = from
        while (at < to) {
            val character = chars[at]
            // In this order most letters pass after two comparisons; this loop is where most of the time of reading goes.
            val isPlain = if (character > '\\') !character.isSurrogate() else character >= ' ' && character != '"' && character != '\\'
            if (!isPlain) break
            at++
        }
        return at
    }

    private fun plainEndBeforeClosers(chars: CharArray, from: Int, to: Int): Int {
        var at = from
        while (at < to) {
            val character = chars[at]
            if (character < ' ' || character == '\\' || character.isSurrogate() || character in closers) break
            at++
        }
        return at
    }

    private fun appendRun(chars: CharArray, from: Int, to: Int) {
        if (from == to) return
        val taken = minOf(to - from, maximum - target.length)
        target.append(chars, from, from + taken)
        if (taken < to - from) throw LimitPassed(limit, maximum.toLong(), from + taken)
    }

    private fun append(character: Char, at: Int) {
        if (target.length == maximum) throw LimitPassed(limit, maximum.toLong(), at)
        target.append(character)
    }

    private fun special(character: Char, at: Int) {
        when {
            character in closers -> isClosed = true
            character == '\\' -> missing = ESCAPED
            character < ' ' -> control(character, at)
            else -> append(character, at)
        }
    }

    private fun control(character: Char, at: Int) {
        val hear = onControl
            ?: throw Malformed("Expected control characters in a string to be escaped, got ${describe(character)}", at)
        if (!hasControls) hear(at)
        hasControls = true
        append(character, at)
    }

    private fun escape(character: Char, at: Int) {
        when {
            missing == ESCAPED && character == 'u' -> {
                missing = HEX_DIGITS
                code = 0
            }

            missing == ESCAPED -> {
                append(unescaped(character, at), at)
                missing = NOTHING
            }

            else -> {
                code = code * 16 + hexDigit(character, at)
                if (--missing == NOTHING) append(code.toChar(), at)
            }
        }
    }

    private fun unescaped(character: Char, at: Int): Char = when (character) {
        '"', '\\', '/' -> character
        'n' -> '\n'
        't' -> '\t'
        'r' -> '\r'
        'b' -> '\b'
        'f' -> '\u000C'
        in closers -> character
        else -> throw Malformed("Expected one of \" \\ / b f n r t u after a backslash, got ${describe(character)}", at)
    }

    private fun hexDigit(character: Char, at: Int): Int = when (character) {
        in '0'..'9' -> character - '0'
        in 'a'..'f' -> character - 'a' + 10
        in 'A'..'F' -> character - 'A' + 10
        else -> throw Malformed("Expected four hexadecimal digits after \\u, got ${describe(character)}", at)
    }

    companion object {
        const val QUOTE = "\""
        private const val NOTHING = 0
        private const val HEX_DIGITS = 4
        private const val ESCAPED = 5
    }
}
