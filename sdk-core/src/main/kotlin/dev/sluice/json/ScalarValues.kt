package dev.sluice.json

/** Equal when written alike: `1.0` is not `1`, because nothing here may depend on rounding. */
internal class RealNumber private constructor(override val literal: String) : NumberValue {
    override val isComplete: Boolean get() = true

    override fun equals(other: Any?): Boolean = other is NumberValue && literal == other.literal

    override fun hashCode(): Int = literal.hashCode()

    override fun toString(): String = literal

    companion object {
        private val DIGITS = Array(10) { RealNumber(it.toString()) }

        /** [literal] follows JSON's grammar. Digits are shared: lists of small numbers are many, and the smallest text for much memory. */
        fun of(literal: String): RealNumber = if (literal.length == 1) DIGITS[literal[0] - '0'] else RealNumber(literal)
    }
}

internal class RealBoolean private constructor(override val value: Boolean) : BooleanValue {
    override val isComplete: Boolean get() = true

    override fun equals(other: Any?): Boolean = other is BooleanValue && value == other.value

    override fun hashCode(): Int = value.hashCode()

    override fun toString(): String = value.toString()

    companion object {
        private val TRUE = RealBoolean(true)
        private val FALSE = RealBoolean(false)

        fun of(value: Boolean): RealBoolean = if (value) TRUE else FALSE
    }
}
