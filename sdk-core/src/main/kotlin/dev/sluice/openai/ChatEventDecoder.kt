package dev.sluice.openai

import dev.sluice.model.HeldStart
import dev.sluice.model.ModelEvent
import dev.sluice.sse.ServerSentEvent
import dev.sluice.wire.EventDecoder

/**
 * Events of a chat completion → the port's events, for a request that forced [tool], or that asked for none.
 *
 * With a tool, the answer is the input of its first call; text and other calls beside it are no part of it. The deltas joined are
 * the reply's text: what takes its place (the text, when no tool was called) comes as one delta at the end. In a reply that is no
 * answer (cut, filtered) nothing does.
 */
internal class ChatEventDecoder(private val tool: String?, private val requestId: String?) : EventDecoder<ModelEvent> {
    private val chunks = ChunkDecoder(requestId)
    private val collected = ChatChoiceCollector()
    private val start = HeldStart()
    private var hasDelta = false
    private var model: String? = null
    private var usage: CompletionUsage? = null

    /** The call whose input is the answer. */
    private var answering: ChatCallCollector? = null

    override val hasContent: Boolean get() = chunks.hasContent

    override val usedTokens: Long? get() = chunks.usedTokens

    override fun decode(event: ServerSentEvent, out: MutableList<ModelEvent>): Boolean {
        val decoded = ArrayList<ChatCompletionChunk>(1)
        val isLast = chunks.decode(event, decoded)
        decoded.forEach { take(it, out) }
        if (isLast) finish(out)
        return isLast
    }

    override fun end(out: MutableList<ModelEvent>) {
        chunks.end(ArrayList())
        finish(out)
    }

    private fun take(chunk: ChatCompletionChunk, out: MutableList<ModelEvent>) {
        if (!chunk.model.isNullOrEmpty()) model = chunk.model
        chunk.usage?.let { usage = it }
        start.begin { ModelEvent.Started(model, requestId, null) }
        for (choice in chunk.choices) if (choice.index == 0) take(choice, out)
    }

    private fun take(choice: ChatChunkChoice, out: MutableList<ModelEvent>) {
        collected.takeText(choice)
        choice.delta.reasoning?.takeIf { it.isNotEmpty() }?.let { start.release(ModelEvent.Reasoning(it), out) }
        if (tool == null) choice.delta.content?.let { deliver(it, out) }
        for (piece in choice.delta.toolCalls) {
            val call = collected.takeCall(piece)
            if (tool == null) continue
            if (answering == null && call.isOf(tool)) answering = call
            if (answering === call) piece.arguments?.let { deliver(it, out) }
        }
    }

    private fun deliver(text: String, out: MutableList<ModelEvent>) {
        if (text.isEmpty()) return
        hasDelta = true
        start.release(ModelEvent.Delta(text), out)
    }

    private fun finish(out: MutableList<ModelEvent>) {
        val reply = collected.toAnswer(usage, model).toReply(answering?.toCall(), requestId)
        if (!hasDelta && reply.isUsable) deliver(reply.text, out)
        start.release(ModelEvent.Finished(reply), out)
    }
}
