package dev.sluice.openai.responses

import dev.sluice.wire.array
import dev.sluice.wire.obj
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Puts the events of one stream together again: to the [Response] that the call would have brought without a stream. In Kotlin,
 * [toResponse] of a flow does all of it.
 *
 * The provider repeats the whole response at the end. Where a server does not, and before the end, the output is made from the
 * pieces. A stream that broke can be gone on with: hand the events of both parts to one accumulator. Not safe for use by several
 * threads at once.
 */
public class ResponseAccumulator {
    private val items = ResponseItemsCollector()
    private var response = JsonObject(emptyMap())
    private var requestId: String? = null

    /** Takes the next event. */
    public fun add(event: ResponseStreamEvent) {
        take(event)
    }

    /** As [add]; returns the item that [event] is about. */
    internal fun take(event: ResponseStreamEvent): ResponseItemCollector? {
        val item = items.take(event)
        if (event is ResponseStreamEvent.Lifecycle) requestId = event.response.requestId ?: requestId
        val known = event.raw.obj("response") ?: JsonObject(emptyMap())
        val status = END[event.type]?.takeIf { known.string("status") == null }?.let { mapOf("status" to JsonPrimitive(it)) }.orEmpty()
        if (known.isNotEmpty() || status.isNotEmpty()) response = JsonObject(response + known + status)
        return item
    }

    /** What has come so far. It is whole once the stream has ended without an error. */
    public fun toResponse(): Response {
        val output = response.array("output").takeUnless { it.isNullOrEmpty() } ?: JsonArray(items.toJson())
        return Response(JsonObject(response + ("output" to output)), null, requestId)
    }

    private companion object {
        val END = mapOf(
            "response.completed" to "completed",
            "response.incomplete" to "incomplete",
            "response.cancelled" to "cancelled",
        )
    }
}
