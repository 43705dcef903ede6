package dev.sluice.schema

import java.math.BigDecimal
import java.math.BigInteger

/** Limits of a number's value, from annotations. All inclusive unless their name says otherwise. */
public class NumberBounds(
    public val minimum: BigDecimal? = null,
    public val maximum: BigDecimal? = null,
    public val exclusiveMinimum: BigDecimal? = null,
    public val exclusiveMaximum: BigDecimal? = null,
    public val multipleOf: BigDecimal? = null,
) {
    public companion object {
        /** No limits. */
        @JvmField
        public val NONE: NumberBounds = NumberBounds()
    }
}

/** The whole numbers that a type holds, both ends inclusive. */
public class IntegerRange(public val minimum: BigInteger, public val maximum: BigInteger)

/** How a fractional number is held. */
public enum class NumberPrecision { FLOAT, DOUBLE, EXACT }
