package dev.sluice.wire

import dev.sluice.schema.Dialect
import dev.sluice.schema.RenderedSchema
import dev.sluice.schema.SchemaDocument
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Renders every schema as `{"dialect": name}`, so that a test sees which dialect was asked, and where its schema went. */
internal class FakeDialect(private val name: String, private val isStrict: Boolean = true) : Dialect {
    override fun render(document: SchemaDocument) =
        RenderedSchema(JsonObject(mapOf("dialect" to JsonPrimitive(name))), isStrict, listOf("$name: a concession"))
}
