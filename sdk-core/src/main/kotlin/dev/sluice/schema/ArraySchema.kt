package dev.sluice.schema

/**
 * A list or a set.
 *
 * A plain list ([atomic] false) grows while it arrives. A set, an array or a value class around a list is atomic: what is read
 * of it so far would not be a value of the type, so it shows when it is complete.
 */
public class ArraySchema
@JvmOverloads
constructor(
    public val items: Schema,
    public val minItems: Int? = null,
    public val maxItems: Int? = null,
    public val uniqueItems: Boolean = false,
    override val nullable: Boolean = false,
    override val description: String? = null,
    public val atomic: Boolean = false,
) : Schema() {
    internal override val parts: List<Any?> get() = listOf(items, minItems, maxItems, uniqueItems, atomic)
}
