package dev.sluice.anthropic

import dev.sluice.calls.AnswerEvents
import dev.sluice.calls.CallSplicer
import dev.sluice.model.ModelEvent
import dev.sluice.model.OutputTools
import dev.sluice.sse.ServerSentEvent
import dev.sluice.wire.EventDecoder

/**
 * Events of a message that streams → the port's events, for a request whose answer is made of calls of [tools], or of text if there are
 * none.
 *
 * With tools, text beside the calls is no part of the answer. The deltas joined are the reply's text: what takes its place (an input
 * that came with its block, the text when no tool was called) comes as one delta at the end. In a reply that is no answer (refused,
 * cut) nothing does.
 */
internal class MessageModelDecoder(tools: OutputTools?, private val requestId: String?) : EventDecoder<ModelEvent> {
    private val events = MessageEventDecoder(requestId)
    private val collected = MessageAccumulator(requestId)
    private val spliced = tools?.let(::CallSplicer)
    private val answer = AnswerEvents()

    override val hasContent: Boolean get() = events.hasContent

    override val usedTokens: Long? get() = events.usedTokens

    override fun decode(event: ServerSentEvent, out: MutableList<ModelEvent>): Boolean {
        val decoded = ArrayList<MessageStreamEvent>(1)
        val isLast = events.decode(event, decoded)
        decoded.forEach { take(it, out) }
        if (isLast) finish(out)
        return isLast
    }

    override fun end(out: MutableList<ModelEvent>) = events.end(ArrayList())

    private fun take(event: MessageStreamEvent, out: MutableList<ModelEvent>) {
        collected.add(event)
        answer.begin {
            val model = (event as? MessageStreamEvent.MessageStart)?.message?.model
            ModelEvent.Started(model, requestId, collected.usage?.toUsage(isExact = false))
        }
        if (event is MessageStreamEvent.ContentBlockDelta) answer.reason(event.thinking, out)
        if (spliced == null) answer.deliver(event.text, out) else splice(event, spliced, out)
    }

    private fun splice(event: MessageStreamEvent, spliced: CallSplicer, out: MutableList<ModelEvent>) {
        when (event) {
            is MessageStreamEvent.ContentBlockDelta ->
                callAt(event.index)?.let { answer.deliver(spliced.take(it, it.name, event.partialJson.orEmpty()), out) }

            is MessageStreamEvent.ContentBlockStop ->
                callAt(event.index)?.let { answer.deliver(spliced.end(it, it.name, it.inputText()), out) }

            // Its place in the order is where it begins.
            is MessageStreamEvent.ContentBlockStart ->
                callAt(event.index)?.let { answer.deliver(spliced.take(it, it.name, ""), out) }

            else -> Unit
        }
    }

    private fun callAt(index: Int): BlockCollector? = collected.blockAt(index)?.takeIf { it.isTool }

    private fun finish(out: MutableList<ModelEvent>) {
        // Not every server says that a block ends, or sends its input in pieces.
        if (spliced != null) collected.calls.forEach { answer.deliver(spliced.end(it, it.name, it.inputText()), out) }
        answer.finish(collected.toAnswer().toReply(), spliced, out)
    }
}
