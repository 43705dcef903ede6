package dev.sluice.schema

import java.math.BigDecimal
import java.math.BigInteger

/**
 * Numbers by their literals, exactly and without traps: `1e999999999` is eleven characters and would fill the memory as an integer.
 */
internal object ExactNumber {
    /** The longest number, in digits before or after the point, that is worked with when its exponent says so. */
    private const val MAX_DIGITS = 5_000

    /**
     * The whole number that [literal] stands for, or null if it has a fraction, or an exponent beyond all sense. `1.0` and `1e2` are
     * whole, as they are in JSON Schema: nothing is lost.
     */
    fun integer(literal: String): BigInteger? {
        if (literal.length <= 18 && literal.isPlainInteger()) return BigInteger.valueOf(literal.toLong())
        if (literal.isPlainInteger()) return BigInteger(literal)
        val number = decimal(literal) ?: return null
        return if (number.signum() != 0 && number.stripTrailingZeros().scale() > 0) null else number.toBigInteger()
    }

    /** [literal] as a decimal, or null if its exponent is beyond all sense. */
    fun decimal(literal: String): BigDecimal? {
        val number = try {
            BigDecimal(literal)
        } catch (_: NumberFormatException) {
            return null
        }
        if (number.signum() == 0) return BigDecimal.ZERO
        val magnitude = number.precision().toLong() - number.scale()
        val isSane =
            literal.isPlainInteger() || (magnitude in -MAX_DIGITS..MAX_DIGITS && number.scale() <= maxOf(MAX_DIGITS, literal.length))
        return number.takeIf { isSane }
    }

    fun isMultiple(number: BigDecimal, of: BigDecimal): Boolean = number.remainder(of).signum() == 0

    private fun String.isPlainInteger(): Boolean {
        val start = if (startsWith('-')) 1 else 0
        return length > start && (start until length).all { this[it] in '0'..'9' }
    }
}
