package dev.sluice.testing.offline.request

import dev.sluice.testing.offline.filling.text
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Finds the schema that stands in the words of a system message, as it does where the provider has no place of its own for it. */
internal object SchemaInText {
    /** What is asked for when nothing is said of the shape. */
    val ANY_OBJECT: JsonObject = JsonObject(mapOf("type" to JsonPrimitive("object"), "additionalProperties" to JsonPrimitive(true)))

    /** The first schema in the system messages of [turns], if there is one. In [isJsonMode] nothing but JSON can be answered. */
    fun find(
        turns: List<Turn>,
        isJsonMode: Boolean = false,
    ): Output? = turns.filter { it.speaker == Speaker.SYSTEM }.firstNotNullOfOrNull { turn ->
        schemaIn(turn.text)?.let { Output(it.text("title") ?: "answer", it.text("description"), it, !isJsonMode && BLOCK in turn.text) }
    }

    private fun schemaIn(text: String): JsonObject? {
        var start = text.indexOf('{')
        var tries = 0
        while (start >= 0 && tries++ < MOST_TRIES) {
            val end = endOf(text, start)
            val candidate = if (end > start) parse(text.substring(start, end)) else null
            if (candidate is JsonObject && isSchema(candidate)) return candidate
            start = text.indexOf('{', if (candidate != null) end else start + 1)
        }
        return null
    }

    /** The position behind the brace that closes the one at [start]; braces in strings do not count. */
    private fun endOf(text: String, start: Int): Int {
        var depth = 0
        var quoted = false
        var at = start
        while (at < text.length) {
            when (text[at]) {
                '\\' -> if (quoted) at++
                '"' -> quoted = !quoted
                '{' -> if (!quoted) depth++
                '}' -> if (!quoted && --depth == 0) return at + 1
            }
            at++
        }
        return -1
    }

    private fun parse(text: String): JsonElement? = try {
        Json.parseToJsonElement(text)
    } catch (_: SerializationException) {
        null
    }

    private fun isSchema(json: JsonObject): Boolean = KEYWORDS.any { it in json }

    private val KEYWORDS = listOf("properties", "\$ref", "anyOf", "oneOf", "items", "additionalProperties", "\$defs")
    private const val BLOCK = "```json"
    private const val MOST_TRIES = 50
}
