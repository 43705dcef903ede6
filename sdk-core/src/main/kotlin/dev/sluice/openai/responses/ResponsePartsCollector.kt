package dev.sluice.openai.responses

import dev.sluice.wire.array
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.util.TreeMap

/** Puts the parts of one item together again, and finds the part that each event is about. */
internal class ResponsePartsCollector {
    private val parts = TreeMap<Int, Part>()

    /** One part, whose text stands in [field]. */
    class Part(var json: JsonObject, private val field: String) {
        val text = StringBuilder(json.string(field).orEmpty())
        val annotations = ArrayList<JsonObject>()
        private val logprobs = ArrayList<JsonObject>()

        fun addLogprobs(tokens: List<JsonObject>) {
            logprobs += tokens
        }

        fun toJson(): JsonObject {
            val lists = mapOf("annotations" to annotations, "logprobs" to logprobs)
                .filter { (name, list) -> list.isNotEmpty() && json.array(name).isNullOrEmpty() }
                .mapValues { JsonArray(it.value) }
            return JsonObject(json + (field to JsonPrimitive(text.toString())) + lists)
        }
    }

    fun toJson(): JsonArray = JsonArray(parts.values.map { it.toJson() })

    fun addText(event: ResponseStreamEvent.Delta, type: String, field: String): Part =
        of(event, type, field).also { it.text.append(event.delta) }

    fun setText(event: ResponseStreamEvent.Done, type: String, field: String) = of(event, type, field).text.replaceBy(event.whole)

    fun begin(event: ResponseStreamEvent, json: JsonObject) {
        parts[event.contentIndex ?: parts.size] = Part(json, fieldOf(json))
    }

    fun end(event: ResponseStreamEvent, json: JsonObject) {
        val part = of(event, json.string("type") ?: "output_text", fieldOf(json))
        part.json = JsonObject(part.json + json)
        part.text.replaceBy(json.string(fieldOf(json)).orEmpty())
    }

    /** The part that [event] is about; where it does not say which, the last one if it is of the same kind, else a new one. */
    fun of(event: ResponseStreamEvent, type: String, field: String): Part {
        val index = event.contentIndex ?: parts.lastEntry()?.takeIf { it.value.json.string("type") == type }?.key ?: parts.size
        return parts.getOrPut(index) { Part(JsonObject(mapOf("type" to JsonPrimitive(type))), field) }
    }

    private fun fieldOf(part: JsonObject) = if (part.string("type") == "refusal") "refusal" else "text"
}
