package dev.sluice.json

/** Reads a number by JSON's grammar and keeps its text. May be interrupted after any character. */
internal class NumberScanner(private val maxLength: Int) {
    private var state = NumberState.START
    private var kept = CharArray(32)
    private var keptLength = 0

    /** Whether what was read can stand as a number. */
    val canEnd: Boolean get() = state.missing == null

    /** Begins with [character], which is `-` or a digit; it is then also the first of what [scan] reads. */
    fun begin() {
        state = NumberState.START
        keptLength = 0
    }

    /** Reads [chars] in [from] until [to]; gives the index of the first character that is not part of the number, or [to]. */
    fun scan(chars: CharArray, from: Int, to: Int): Int {
        var at = from
        var now = state
        while (at < to) {
            if (!now.isInDigits || chars[at] !in '0'..'9') now = now.after(chars[at], at) ?: break
            at++
        }
        state = now
        if (keptLength + (at - from) > maxLength) {
            throw LimitPassed("maxNumberLength", maxLength.toLong(), from + (maxLength - keptLength))
        }
        keep(chars, from, at)
        return at
    }

    /** The number's text. */
    fun literal(): String = String(kept, 0, keptLength)

    private fun keep(chars: CharArray, from: Int, to: Int) {
        val length = keptLength + (to - from)
        if (length > kept.size) kept = kept.copyOf(maxOf(length, 2 * kept.size))
        System.arraycopy(chars, from, kept, keptLength, to - from)
        keptLength = length
    }
}

/** How far a number has come; [missing] says what it still needs before it can end. */
private enum class NumberState(val missing: String?) {
    START("a number"),
    MINUS("a digit after '-'"),
    ZERO(null),
    INTEGER(null),
    POINT("a digit after '.'"),
    FRACTION(null),
    EXPONENT("a digit, '+' or '-' after the exponent mark"),
    EXPONENT_SIGN("a digit after the exponent's sign"),
    EXPONENT_DIGITS(null),
    ;

    /** Whether a digit changes nothing. */
    val isInDigits: Boolean get() = this == INTEGER || this == FRACTION || this == EXPONENT_DIGITS

    /** The state behind [character], or null if that does not belong to the number. */
    fun after(character: Char, at: Int): NumberState? {
        val next = if (character in '0'..'9') afterDigit(character, at) else afterSign(character)
        if (next == null && missing != null) throw Malformed("Expected $missing, got ${describe(character)}", at)
        return next
    }

    private fun afterDigit(digit: Char, at: Int): NumberState = when (this) {
        START, MINUS -> if (digit == '0') ZERO else INTEGER
        ZERO -> throw Malformed("Expected no digit after a leading 0, got ${describe(digit)}", at)
        INTEGER -> INTEGER
        POINT, FRACTION -> FRACTION
        EXPONENT, EXPONENT_SIGN, EXPONENT_DIGITS -> EXPONENT_DIGITS
    }

    private fun afterSign(character: Char): NumberState? = when (character) {
        '.' -> if (this == ZERO || this == INTEGER) POINT else null

        'e', 'E' -> if (this == ZERO || this == INTEGER || this == FRACTION) EXPONENT else null

        '-' -> if (this == START) {
            MINUS
        } else if (this == EXPONENT) {
            EXPONENT_SIGN
        } else {
            null
        }

        '+' -> if (this == EXPONENT) EXPONENT_SIGN else null

        else -> null
    }
}
