package dev.sluice.anthropic

import dev.sluice.model.HeldStart
import dev.sluice.model.ModelEvent
import dev.sluice.sse.ServerSentEvent
import dev.sluice.wire.EventDecoder

/**
 * Events of a message that streams → the port's events, for a request that asked for the tool [tool], or for none.
 *
 * With a tool, the answer is the input of its first call; text and other calls beside it are no part of it. The deltas joined are
 * the reply's text: what takes its place (an empty input, the text when no tool was called) comes as one delta at the end. In a
 * reply that is no answer (refused, cut) nothing does.
 */
internal class MessageModelDecoder(private val tool: String?, private val requestId: String?) : EventDecoder<ModelEvent> {
    private val events = MessageEventDecoder(requestId)
    private val collected = MessageAccumulator(requestId)
    private val start = HeldStart()
    private var hasDelta = false

    /** The block whose input is the answer. */
    private var answering: BlockCollector? = null

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
        start.begin {
            val model = (event as? MessageStreamEvent.MessageStart)?.message?.model
            ModelEvent.Started(model, requestId, collected.usage?.toUsage(isExact = false))
        }
        if (event is MessageStreamEvent.ContentBlockStart) choose(event.index)
        if (event is MessageStreamEvent.ContentBlockDelta) {
            choose(event.index)
            take(event, out)
        }
        if (tool == null) deliver(event.text, out)
    }

    private fun choose(index: Int) {
        val block = collected.blockAt(index) ?: return
        if (tool != null && answering == null && block.isCallOf(tool)) answering = block
    }

    private fun take(event: MessageStreamEvent.ContentBlockDelta, out: MutableList<ModelEvent>) {
        event.thinking?.takeIf { it.isNotEmpty() }?.let { start.release(ModelEvent.Reasoning(it), out) }
        val isAnswer = answering != null && collected.blockAt(event.index) === answering
        if (isAnswer) deliver(event.partialJson.orEmpty(), out)
    }

    private fun deliver(text: String, out: MutableList<ModelEvent>) {
        if (text.isEmpty()) return
        hasDelta = true
        start.release(ModelEvent.Delta(text), out)
    }

    private fun finish(out: MutableList<ModelEvent>) {
        val reply = collected.toAnswer().toReply(answering?.inputText())
        if (!hasDelta && reply.isUsable) deliver(reply.text, out)
        start.release(ModelEvent.Finished(reply), out)
    }
}
