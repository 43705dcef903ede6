package dev.sluice.schema

/** A type that stands in [SchemaDocument.definitions], because it holds itself, or because writing it out again would be long. */
public class ReferenceSchema
@JvmOverloads
constructor(
    public val target: String,
    override val nullable: Boolean = false,
    override val description: String? = null,
) : Schema() {
    internal override val parts: List<Any?> get() = listOf(target)
}
