package dev.sluice.testing

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray

/** Numbers the events as they are written. */
internal class ResponseEvents(private val hasPlaces: Boolean) {
    val steps = ArrayList<Step>()

    fun add(type: String, index: Int? = null, fields: JsonObjectBuilder.() -> Unit) {
        val all = buildJsonObject {
            put("type", type)
            put("sequence_number", steps.size)
            if (index != null) put("output_index", index)
            fields()
        }
        steps += Step.event(type, (if (hasPlaces) all else JsonObject(all.filterKeys { it !in PLACES })).toString())
    }

    private companion object {
        val PLACES = setOf("sequence_number", "output_index", "item_id", "content_index", "summary_index")
    }
}

/** One item of the output, and how it is told in pieces. */
internal abstract class ResponseItem(val id: String, val pieces: List<String>) {
    fun whole(): JsonObject = json(pieces.joinToString(""), "completed")

    abstract fun json(text: String, status: String): JsonObject

    abstract fun tell(events: ResponseEvents, index: Int)

    /** The events of one text: its pieces, then the whole of it as [field]. */
    protected fun tell(events: ResponseEvents, index: Int, name: String, field: String, places: JsonObjectBuilder.() -> Unit) {
        for (piece in pieces) {
            events.add("response.$name.delta", index) {
                put("item_id", id)
                places()
                put("delta", piece)
            }
        }
        events.add("response.$name.done", index) {
            put("item_id", id)
            places()
            put(field, pieces.joinToString(""))
        }
    }
}

internal class ResponseMessage(id: String, pieces: List<String>, private val refuses: Boolean) : ResponseItem(id, pieces) {
    private val field = if (refuses) "refusal" else "text"

    override fun json(text: String, status: String): JsonObject = buildJsonObject {
        put("id", id)
        put("type", "message")
        put("status", status)
        put("role", "assistant")
        put("content", JsonArray(if (status == "in_progress") emptyList() else listOf(part(text))))
    }

    override fun tell(events: ResponseEvents, index: Int) {
        events.add("response.content_part.added", index) { place(part("")) }
        tell(events, index, if (refuses) "refusal" else "output_text", field) { put("content_index", 0) }
        events.add("response.content_part.done", index) { place(part(pieces.joinToString(""))) }
    }

    private fun JsonObjectBuilder.place(part: JsonObject) {
        put("item_id", id)
        put("content_index", 0)
        put("part", part)
    }

    private fun part(text: String) = buildJsonObject {
        put("type", if (refuses) "refusal" else "output_text")
        if (!refuses) putJsonArray("annotations") {}
        put(field, text)
    }
}

internal class ResponseFunctionCall(id: String, pieces: List<String>, private val callId: String, private val name: String) :
    ResponseItem(id, pieces) {
    override fun json(text: String, status: String): JsonObject = buildJsonObject {
        put("id", id)
        put("type", "function_call")
        put("status", status)
        put("call_id", callId)
        put("name", name)
        put("arguments", text)
    }

    override fun tell(events: ResponseEvents, index: Int) = tell(events, index, "function_call_arguments", "arguments") {}
}

internal class ResponseReasoning(id: String, pieces: List<String>) : ResponseItem(id, pieces) {
    override fun json(text: String, status: String): JsonObject = buildJsonObject {
        put("id", id)
        put("type", "reasoning")
        put("summary", JsonArray(if (status == "in_progress") emptyList() else listOf(part(text))))
    }

    override fun tell(events: ResponseEvents, index: Int) {
        events.add("response.reasoning_summary_part.added", index) { place(part("")) }
        tell(events, index, "reasoning_summary_text", "text") { put("summary_index", 0) }
        events.add("response.reasoning_summary_part.done", index) { place(part(pieces.joinToString(""))) }
    }

    private fun JsonObjectBuilder.place(part: JsonObject) {
        put("item_id", id)
        put("summary_index", 0)
        put("part", part)
    }

    private fun part(text: String) = buildJsonObject {
        put("type", "summary_text")
        put("text", text)
    }
}
