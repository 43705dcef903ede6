package dev.sluice.schema

/** A number without a fraction. [range] is what the target type holds; null means any size. Bounds from annotations stand in [bounds]. */
public class IntegerSchema
@JvmOverloads
constructor(
    public val range: IntegerRange? = null,
    public val bounds: NumberBounds = NumberBounds.NONE,
    override val nullable: Boolean = false,
    override val description: String? = null,
) : Schema() {
    internal override val parts: List<Any?> get() = listOf(range, bounds)
}
