package dev.sluice.anthropic

import dev.sluice.sse.ServerSentEvent
import dev.sluice.transport.streamFailure
import dev.sluice.wire.EventDecoder
import dev.sluice.wire.endedEarly
import dev.sluice.wire.int
import dev.sluice.wire.jsonOf
import dev.sluice.wire.string
import dev.sluice.wire.tokensOf
import kotlinx.serialization.json.JsonObject

/** Events of a message that streams → their typed views. `message_stop` ends the stream; pings say nothing and are dropped. */
internal class MessageEventDecoder(private val requestId: String?) : EventDecoder<MessageStreamEvent> {
    override var hasContent = false
        private set

    override var usedTokens: Long? = null
        private set

    private val counts = UsageCollector()

    /** The block that the last event was about; -1 before the first. */
    private var block = -1

    override fun decode(event: ServerSentEvent, out: MutableList<MessageStreamEvent>): Boolean {
        // Some gateways send a bare `ping` without JSON, or end as OpenAI does; neither tells anything.
        if (event.name == "ping" || event.data.trim() == "[DONE]") return false
        val json = jsonOf(event, requestId, KNOWN) ?: return false
        if (event.name == "error") throw streamFailure(json, requestId).toException()
        failureIn(json, requestId)?.let { throw it }
        val type = json.string("type") ?: event.name
        if (type == "ping") return false
        val view = viewOf(type, json)
        hasContent = hasContent || view.carriesContent()
        count(view)
        out += view
        return view is MessageStreamEvent.MessageStop
    }

    override fun end(out: MutableList<MessageStreamEvent>): Unit = throw endedEarly("message_stop", requestId)

    private fun viewOf(type: String, json: JsonObject): MessageStreamEvent = when (type) {
        "message_start" -> MessageStreamEvent.MessageStart(json, requestId)
        "content_block_start" -> MessageStreamEvent.ContentBlockStart(json, indexOf(json, block + 1))
        "content_block_delta" -> MessageStreamEvent.ContentBlockDelta(json, indexOf(json, maxOf(block, 0)))
        "content_block_stop" -> MessageStreamEvent.ContentBlockStop(json, indexOf(json, maxOf(block, 0)))
        "message_delta" -> MessageStreamEvent.MessageDelta(json)
        "message_stop" -> MessageStreamEvent.MessageStop(json)
        else -> MessageStreamEvent.Unknown(json)
    }

    // Some gateways say of no event which block it is about: then a block begins behind the last, and all else is about the last.
    private fun indexOf(json: JsonObject, otherwise: Int): Int = (json.int("index") ?: otherwise).also { block = it }

    // Before the end the answer is not counted.
    private fun count(event: MessageStreamEvent) {
        if (event is MessageStreamEvent.MessageStart) counts.take(event.message.usage)
        if (event is MessageStreamEvent.MessageDelta && event.usage != null) {
            counts.take(event.usage)
            usedTokens = tokensOf(counts.toJson())
        }
    }

    // The first delta of a tool's input is empty: it comes at once, and what follows may take its time.
    private fun MessageStreamEvent.carriesContent(): Boolean = text.isNotEmpty() ||
        (this is MessageStreamEvent.ContentBlockDelta && (!partialJson.isNullOrEmpty() || !thinking.isNullOrEmpty()))

    private companion object {
        val KNOWN =
            setOf("message_start", "content_block_start", "content_block_delta", "content_block_stop", "message_delta", "message_stop")
    }
}
