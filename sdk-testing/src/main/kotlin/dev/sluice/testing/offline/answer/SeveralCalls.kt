package dev.sluice.testing.offline.answer

import dev.sluice.testing.offline.filling.Source
import dev.sluice.testing.offline.filling.text
import dev.sluice.testing.offline.request.Output
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonObject

/** One call for each of the names that a question holds: `the weather in Paris and in London` is two questions to a tool. */
internal object SeveralCalls {
    /** The inputs of [tool], of which [arguments] are the first, in the order of the names. */
    fun of(tool: Output, arguments: String, source: Source): List<String> {
        val first = Json.parseToJsonElement(arguments) as? JsonObject ?: return listOf(arguments)
        val names = source.passage.names.all
        val (property, name) = first.keys.firstNotNullOfOrNull { key ->
            names.firstOrNull { it.text == first.text(key) }?.let { key to it }
        }
            ?: return listOf(arguments)
        if (!isFree(tool, property)) return listOf(arguments)
        return names.filter { it.kind == name.kind }.map { JsonObject(first + (property to JsonPrimitive(it.text))).toString() }
    }

    /** Whether [property] takes any text. */
    private fun isFree(tool: Output, property: String): Boolean {
        val properties = (tool.schema as? JsonObject)?.get("properties") as? JsonObject ?: return false
        val schema = properties[property]?.jsonObject ?: return false
        return schema.text("type") == "string" && "enum" !in schema
    }
}
