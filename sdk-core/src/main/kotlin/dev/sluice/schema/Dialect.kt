package dev.sluice.schema

import kotlinx.serialization.json.JsonObject

/** How a provider wants a schema written: a pure function from the neutral tree. */
internal interface Dialect {
    fun render(document: SchemaDocument): RenderedSchema
}

/** A schema in a provider's dialect. */
internal class RenderedSchema(
    val json: JsonObject,
    /** Whether the provider can hold the model to it, token by token. */
    val isStrict: Boolean,
    /** What could not be expressed, and what was done instead, a sentence each, with the path. */
    val concessions: List<String>,
)
