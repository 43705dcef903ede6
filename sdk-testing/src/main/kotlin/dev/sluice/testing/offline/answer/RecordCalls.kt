package dev.sluice.testing.offline.answer

import dev.sluice.testing.offline.filling.Amendment
import dev.sluice.testing.offline.filling.Filler
import dev.sluice.testing.offline.filling.Records
import dev.sluice.testing.offline.filling.Scope
import dev.sluice.testing.offline.filling.Source
import dev.sluice.testing.offline.request.Output
import dev.sluice.testing.offline.request.ToolCall
import dev.sluice.testing.offline.request.Tools
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.add
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject

/** One call for each record of a text, of the tool whose input the record is most like: a list, whose elements are given one by one. */
internal class RecordCalls(private val tools: Tools, private val source: Source, private val amendments: List<Amendment>) {
    /** Whether there are several, by what is asked or by the look of the text, should that not be the look of one input's own list. */
    fun areAskedFor(): Boolean =
        MANY.containsMatchIn(source.instruction) || (Records.isListed(Scope(source)) && tools.offered.none(::holdsList))

    private fun holdsList(tool: Output): Boolean = propertiesOf(tool).values.any { LIST.containsMatchIn(it.toString()) }

    private fun propertiesOf(tool: Output) = ((tool.schema as? JsonObject)?.get("properties") as? JsonObject).orEmpty()

    /** The calls, in the order of the text. */
    fun all(): List<ToolCall> {
        val list = buildJsonObject {
            put("type", "array")
            put("items", anyInput())
        }
        return (filled("items", list) as? JsonArray).orEmpty().filterIsInstance<JsonObject>().map(::call)
    }

    /** The call of the tool that the whole text is most like. */
    fun one(): ToolCall? = (filled("value", anyInput()) as? JsonObject)?.let(::call)

    /** What the property [name], of this [schema], is filled with. */
    private fun filled(name: String, schema: JsonElement): JsonElement? {
        val root = buildJsonObject {
            put("type", "object")
            putJsonObject("properties") { put(name, schema) }
            putJsonArray("required") { add(name) }
            put("\$defs", JsonObject(tools.offered.map(::definitionsOf).fold(emptyMap()) { all, some -> some + all }))
        }
        return (Filler(root, "Answer", source, amendments).fill() as JsonObject)[name]
    }

    private fun anyInput(): JsonElement = tools.offered.map(::variantOf).let { variants ->
        variants.singleOrNull() ?: buildJsonObject { put("anyOf", JsonArray(variants)) }
    }

    /** The input of [tool] with the tool's name in front, which tells the inputs apart. */
    private fun variantOf(tool: Output): JsonObject {
        val schema = tool.schema as? JsonObject ?: JsonObject(emptyMap())
        val tag = buildJsonObject { put("const", tool.name) }
        val properties = mapOf(TAG to tag) + propertiesOf(tool)
        val required = listOf(JsonPrimitive(TAG)) + (schema["required"] as? JsonArray).orEmpty()
        return JsonObject(schema - "\$defs" + mapOf("properties" to JsonObject(properties), "required" to JsonArray(required)))
    }

    private fun definitionsOf(tool: Output) = ((tool.schema as? JsonObject)?.get("\$defs") as? JsonObject).orEmpty()

    private fun call(part: JsonObject) = ToolCall((part.getValue(TAG) as JsonPrimitive).content, JsonObject(part - TAG).toString())

    private companion object {
        const val TAG = "\$tool"
        val LIST = Regex("\"type\":\"array\"")
        val MANY = Regex("\\b(?:all|every|each|list)\\b", RegexOption.IGNORE_CASE)
    }
}
