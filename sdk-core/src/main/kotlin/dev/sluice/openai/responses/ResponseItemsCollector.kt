package dev.sluice.openai.responses

import dev.sluice.wire.obj
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.util.TreeMap

/** Puts the items of a response's output together again, and finds the item that each event is about. */
internal class ResponseItemsCollector {
    private val items = TreeMap<Int, ResponseItemCollector>()
    private var last: ResponseItemCollector? = null

    fun toJson(): List<JsonObject> = items.values.map { it.toJson() }

    /** Returns the item that [event] is about; null if it is about none. */
    fun take(event: ResponseStreamEvent): ResponseItemCollector? {
        val json = event.raw.obj("item")
        return when {
            event is ResponseStreamEvent.OutputItemAdded && json != null ->
                (announced(event, json) ?: begin(event, json)).also { it.takeItem(json) }

            event is ResponseStreamEvent.OutputItemDone && json != null -> (ended(event, json) ?: begin(event, json)).also { it.end(json) }

            else -> takePiece(event)
        }
    }

    private fun takePiece(event: ResponseStreamEvent): ResponseItemCollector? {
        val kind = kindOf(event) ?: return null
        val item = placed(event, event.itemId) ?: last?.takeIf { !event.isPlaced && it.isOf(kind) } ?: begin(event, implied(kind, event))
        last = item
        item.takePiece(event)
        return item
    }

    /** The id goes before the place: a server that counts wrongly still names its items. */
    private fun placed(event: ResponseStreamEvent, id: String?): ResponseItemCollector? =
        id?.let(::withId) ?: event.outputIndex?.let { items[it] }

    /** As a rule it is the one that the event before was about; there may be hundreds. */
    private fun withId(id: String): ResponseItemCollector? = last?.takeIf { it.id == id } ?: items.values.firstOrNull { it.id == id }

    /** An item that was begun before it was announced. */
    private fun announced(event: ResponseStreamEvent, item: JsonObject): ResponseItemCollector? {
        val id = item.string("id")
        return placed(event, id)?.takeIf { it.id == null || id == null || it.id == id }
    }

    /** The item that ends; where neither id nor place says which, the oldest of its kind that is open. */
    private fun ended(event: ResponseStreamEvent, item: JsonObject): ResponseItemCollector? {
        val id = item.string("id")
        val placed = placed(event, id)
        if (placed != null || event.outputIndex != null) return placed
        return items.values.firstOrNull { !it.isDone && it.isOf(item.string("type")) && (it.id == null || id == null) }
    }

    private fun begin(event: ResponseStreamEvent, json: JsonObject): ResponseItemCollector {
        val next = if (items.isEmpty()) 0 else items.lastKey() + 1
        return ResponseItemCollector(json).also {
            items[event.outputIndex?.takeIf { place -> place !in items } ?: next] = it
            last = it
        }
    }

    private val ResponseStreamEvent.isPlaced: Boolean get() = outputIndex != null || itemId != null

    /** An item that is never announced. */
    private fun implied(kind: String, event: ResponseStreamEvent): JsonObject {
        val fields = mapOf("type" to kind, "id" to event.itemId, "role" to if (kind == "message") "assistant" else null)
        return JsonObject(fields.filterValues { it != null }.mapValues { JsonPrimitive(it.value) })
    }

    /** The kind of item that a piece belongs to; null for what is no piece. */
    private fun kindOf(event: ResponseStreamEvent): String? = when (event) {
        is ResponseStreamEvent.OutputTextDelta, is ResponseStreamEvent.OutputTextDone,
        is ResponseStreamEvent.OutputTextAnnotationAdded,
        is ResponseStreamEvent.RefusalDelta, is ResponseStreamEvent.RefusalDone,
        -> "message"

        is ResponseStreamEvent.ContentPartAdded, is ResponseStreamEvent.ContentPartDone ->
            if (event.raw.obj("part")?.string("type") == "reasoning_text") "reasoning" else "message"

        is ResponseStreamEvent.FunctionCallArgumentsDelta, is ResponseStreamEvent.FunctionCallArgumentsDone -> "function_call"

        is ResponseStreamEvent.CustomToolCallInputDelta, is ResponseStreamEvent.CustomToolCallInputDone -> "custom_tool_call"

        is ResponseStreamEvent.ReasoningTextDelta, is ResponseStreamEvent.ReasoningTextDone,
        is ResponseStreamEvent.ReasoningSummaryTextDelta, is ResponseStreamEvent.ReasoningSummaryTextDone,
        -> "reasoning"

        else -> null
    }
}
