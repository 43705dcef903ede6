package dev.sluice.anthropic

import dev.sluice.model.Usage
import dev.sluice.wire.long
import dev.sluice.wire.obj
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

/** Puts the message of a stream together again. */
internal class MessageCollector(private val requestId: String?) {
    private var start = JsonObject(emptyMap())
    private var end = JsonObject(emptyMap())
    private val blocks = LinkedHashMap<Int, BlockCollector>()
    private val counts = LinkedHashMap<String, JsonElement>()
    private var isCounted = false

    val usage: MessageUsage? get() = if (counts.isEmpty()) null else MessageUsage(JsonObject(counts.toMap()))

    fun take(event: MessageStreamEvent) {
        when (event) {
            is MessageStreamEvent.MessageStart -> {
                start = event.message.raw
                count(event.message.usage)
            }

            is MessageStreamEvent.ContentBlockStart -> blocks[event.index] = BlockCollector(event.block.raw)

            // Some compatible servers do not say that a block begins.
            is MessageStreamEvent.ContentBlockDelta ->
                blocks.getOrPut(event.index) { BlockCollector.startedBy(event.deltaType) }.take(event.delta)

            is MessageStreamEvent.MessageDelta -> {
                end = JsonObject(end + event.raw.obj("delta").orEmpty())
                isCounted = isCounted || event.usage != null
                count(event.usage)
            }

            else -> Unit
        }
    }

    fun blockAt(index: Int): BlockCollector? = blocks[index]

    fun toAnswer(): MessageAnswer {
        val content = JsonArray(blocks.toSortedMap().values.map { it.toJson() })
        val message =
            AnthropicMessage(JsonObject(start + end + mapOf("content" to content, "usage" to JsonObject(counts.toMap()))), null, requestId)
        return MessageAnswer(message, blocks.values.all { it.isReplayable }, totals())
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
