package dev.sluice.schema

/**
 * A number that may have a fraction. [precision] says how the target type holds it; a number too large for that is an error, digits
 * beyond it are rounded as the type does.
 */
public class NumberSchema
@JvmOverloads
constructor(
    public val bounds: NumberBounds = NumberBounds.NONE,
    public val precision: NumberPrecision = NumberPrecision.DOUBLE,
    override val nullable: Boolean = false,
    override val description: String? = null,
) : Schema() {
    internal override val parts: List<Any?> get() = listOf(bounds, precision)
}
