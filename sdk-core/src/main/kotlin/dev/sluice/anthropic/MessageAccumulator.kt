package dev.sluice.anthropic

import dev.sluice.model.Usage
import dev.sluice.wire.long
import dev.sluice.wire.obj
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

/**
 * Puts the message of a stream together again, one event after the other. Not safe for use by several threads at once.
 *
 * In Kotlin, [toMessage] of a whole stream is the shorter way.
 */
public class MessageAccumulator internal constructor(private var requestId: String?) {
    /** An accumulator that has seen nothing yet. */
    public constructor() : this(null)

    private var start = JsonObject(emptyMap())
    private var end = JsonObject(emptyMap())
    private val blocks = LinkedHashMap<Int, BlockCollector>()
    private val counts = LinkedHashMap<String, JsonElement>()
    private var isCounted = false

    /** Whether the message is whole: its last event was added. */
    public var isComplete: Boolean = false
        private set

    internal val usage: MessageUsage? get() = if (counts.isEmpty()) null else MessageUsage(JsonObject(counts.toMap()))

    /** Adds the next event of the stream. Events of an unknown kind add nothing. */
    public fun add(event: MessageStreamEvent): MessageAccumulator = apply {
        when (event) {
            is MessageStreamEvent.MessageStart -> begin(event.message)

            is MessageStreamEvent.ContentBlockStart -> blocks[event.index] = BlockCollector(event.block.raw)

            // Some compatible servers do not say that a block begins.
            is MessageStreamEvent.ContentBlockDelta ->
                blocks.getOrPut(event.index) { BlockCollector.startedBy(event.deltaType) }.take(event.delta)

            is MessageStreamEvent.MessageDelta -> finish(event)

            is MessageStreamEvent.MessageStop -> isComplete = true

            is MessageStreamEvent.ContentBlockStop, is MessageStreamEvent.Unknown -> Unit
        }
    }

    /**
     * The message as far as it has come, as it would stand in an answer that does not stream. A tool's input that is not whole yet is
     * left as it began.
     */
    public fun toMessage(): AnthropicMessage {
        val content = JsonArray(blocks.toSortedMap().values.map { it.toJson() })
        val whole = start + end + mapOf("content" to content, "usage" to JsonObject(counts.toMap()))
        return AnthropicMessage(JsonObject(whole), null, requestId)
    }

    internal fun blockAt(index: Int): BlockCollector? = blocks[index]

    internal fun toAnswer(): MessageAnswer =
        MessageAnswer(toMessage(), blocks.values.all { it.isReplayable }, totals())

    private fun begin(message: AnthropicMessage) {
        start = message.raw
        requestId = requestId ?: message.requestId
        count(message.usage)
    }

    private fun finish(event: MessageStreamEvent.MessageDelta) {
        end = JsonObject(end + event.raw.obj("delta").orEmpty())
        isCounted = isCounted || event.usage != null
        count(event.usage)
    }

    private fun totals(): Usage =
        usage?.takeIf { isCounted }?.toUsage() ?: MessageAnswer.estimate(usage, blocks.values.sumOf { it.length })

    // Each usage counts from the start. Where one repeats a field with nothing in it, as some servers do, the greater count is right.
    private fun count(usage: MessageUsage?) {
        if (usage == null) return
        val known = JsonObject(counts.toMap())
        for ((name, value) in usage.raw) {
            val isLess = (usage.raw.long(name) ?: Long.MAX_VALUE) < (known.long(name) ?: Long.MIN_VALUE)
            if (value !is JsonNull && !isLess) counts[name] = value
        }
    }
}
