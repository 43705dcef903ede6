package dev.sluice.schema

/** Any JSON at all: a `JsonElement`, a Jackson `JsonNode`. */
public class AnySchema
@JvmOverloads
constructor(override val nullable: Boolean = true, override val description: String? = null) :
    Schema() {
    internal override val parts: List<Any?> get() = emptyList()
}
