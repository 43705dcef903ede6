package dev.sluice.anthropic

import dev.sluice.model.Usage
import dev.sluice.wire.obj
import kotlinx.serialization.json.JsonArray
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
    private val counts = UsageCollector()
    private var isCounted = false

    /** Whether the message is whole: its last event was added. */
    public var isComplete: Boolean = false
        private set

    internal val usage: MessageUsage? get() = counts.usage

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
        val whole = start + end + mapOf("content" to content, "usage" to counts.toJson())
        return AnthropicMessage(JsonObject(whole), null, requestId)
    }

    internal val calls: List<BlockCollector> get() = blocks.values.filter { it.isTool }

    internal fun blockAt(index: Int): BlockCollector? = blocks[index]

    internal fun toAnswer(): MessageAnswer =
        MessageAnswer(toMessage(), blocks.values.all { it.isReplayable }, totals())

    private fun begin(message: AnthropicMessage) {
        start = message.raw
        requestId = requestId ?: message.requestId
        counts.take(message.usage)
    }

    private fun finish(event: MessageStreamEvent.MessageDelta) {
        val beside = event.raw.filter { (name, value) -> name !in KNOWN_OF_END && value !is JsonNull }
        end = JsonObject(end + beside + event.raw.obj("delta").orEmpty())
        isCounted = isCounted || event.usage != null
        counts.take(event.usage)
    }

    private fun totals(): Usage =
        usage?.takeIf { isCounted }?.toUsage() ?: MessageAnswer.estimate(usage, blocks.values.sumOf { it.length })

    private companion object {
        val KNOWN_OF_END = setOf("type", "delta", "usage")
    }
}
