package dev.sluice.schema

/** A map from strings to [values]. [keys] says which strings may be keys: a string, an enum, a whole number; null means any. */
public class MapSchema
@JvmOverloads
constructor(
    public val values: Schema,
    public val minProperties: Int? = null,
    public val maxProperties: Int? = null,
    override val nullable: Boolean = false,
    override val description: String? = null,
    public val keys: Schema? = null,
) : Schema() {
    internal override val parts: List<Any?> get() = listOf(values, minProperties, maxProperties, keys)
}
