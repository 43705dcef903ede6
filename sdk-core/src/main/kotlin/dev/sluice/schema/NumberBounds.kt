package dev.sluice.schema

import java.math.BigDecimal
import java.math.BigInteger

/** Limits of a number's value, from annotations. All inclusive unless their name says otherwise. */
public class NumberBounds
@JvmOverloads
constructor(
    minimum: BigDecimal? = null,
    maximum: BigDecimal? = null,
    exclusiveMinimum: BigDecimal? = null,
    exclusiveMaximum: BigDecimal? = null,
    multipleOf: BigDecimal? = null,
) {
    public val minimum: BigDecimal? = minimum?.plain()
    public val maximum: BigDecimal? = maximum?.plain()
    public val exclusiveMinimum: BigDecimal? = exclusiveMinimum?.plain()
    public val exclusiveMaximum: BigDecimal? = exclusiveMaximum?.plain()
    public val multipleOf: BigDecimal? = multipleOf?.plain()

    private val parts: List<Any?> get() = listOf(minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf)

    override fun equals(other: Any?): Boolean = other is NumberBounds && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String = parts.toString()

    /** `10`, not `10.0` or `1E+1`: the limit as a person writes it, and one form of it, so that equal limits are equal. */
    private fun BigDecimal.plain(): BigDecimal = stripTrailingZeros().let { if (it.scale() < 0) it.setScale(0) else it }

    public companion object {
        /** No limits. */
        @JvmField
        public val NONE: NumberBounds = NumberBounds()
    }
}

/** The whole numbers that a type holds, both ends inclusive. */
public class IntegerRange(public val minimum: BigInteger, public val maximum: BigInteger) {
    override fun equals(other: Any?): Boolean = other is IntegerRange && minimum == other.minimum && maximum == other.maximum

    override fun hashCode(): Int = minimum.hashCode() * 31 + maximum.hashCode()

    override fun toString(): String = "$minimum..$maximum"

    internal companion object {
        fun signed(bits: Int): IntegerRange = powerOfTwo(bits - 1).let { IntegerRange(it.negate(), it - BigInteger.ONE) }

        fun unsigned(bits: Int): IntegerRange = IntegerRange(BigInteger.ZERO, powerOfTwo(bits) - BigInteger.ONE)

        private fun powerOfTwo(exponent: Int): BigInteger = BigInteger.ONE.shiftLeft(exponent)
    }
}

/** How a fractional number is held. */
public enum class NumberPrecision {
    /** As a `float`. */
    FLOAT,

    /** As a `double`. */
    DOUBLE,

    /** With all its digits, as a `BigDecimal`. */
    EXACT,
}
