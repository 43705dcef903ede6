package dev.sluice.testing.offline.answer

import dev.sluice.testing.offline.request.ToolCall
import dev.sluice.testing.offline.request.Turn
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Says what tools gave back, in words. */
internal object ResultsAnswer {
    fun to(results: List<Turn>): String =
        results.joinToString("\n", postfix = "\n\n${PlainAnswer.WHO}") { "${named(it.call)} says: ${readable(it.text)}" }

    /** What tools gave back, as a text to read facts from: the input of a call stands beside its result. */
    fun asText(
        results: List<Turn>,
    ): String = results.joinToString("\n") { "${readable(it.call?.arguments.orEmpty())}\n${readable(it.text)}" }

    /** `get_weather (Paris)`. */
    private fun named(call: ToolCall?): String {
        val inputs = (call?.arguments?.let(::parse) as? JsonObject)?.values.orEmpty().joinToString(", ", transform = ::inWords)
        return call?.tool.orEmpty().ifEmpty { "The tool" } + if (inputs.isEmpty()) "" else " ($inputs)"
    }

    private fun readable(text: String): String = parse(text)?.let(::inWords) ?: text.trim()

    private fun inWords(value: JsonElement): String = when (value) {
        is JsonPrimitive -> value.content
        is JsonArray -> value.joinToString(", ", transform = ::inWords)
        is JsonObject -> value.entries.joinToString(", ") { (name, inner) -> "$name: ${inWords(inner)}" }
    }

    private fun parse(text: String): JsonElement? = try {
        Json.parseToJsonElement(text)
    } catch (_: SerializationException) {
        null
    }
}
