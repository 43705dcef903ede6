package dev.sluice.openai

import dev.sluice.calls.AnswerEvents
import dev.sluice.calls.CallSplicer
import dev.sluice.model.ModelEvent
import dev.sluice.model.OutputTools
import dev.sluice.sse.ServerSentEvent
import dev.sluice.wire.EventDecoder

/**
 * Events of a chat completion → the port's events, for a request whose answer is made of calls of [tools], or of text if there are none.
 *
 * With tools, text beside the calls is no part of the answer. The deltas joined are the reply's text: what takes its place (the text,
 * when no tool was called) comes as one delta at the end. In a reply that is no answer (cut, filtered) nothing does.
 */
internal class ChatEventDecoder(tools: OutputTools?, private val requestId: String?) : EventDecoder<ModelEvent> {
    private val chunks = ChunkDecoder(requestId)
    private val collected = ChatChoiceCollector()
    private val spliced = tools?.let(::CallSplicer)
    private val answer = AnswerEvents()
    private var model: String? = null
    private var usage: CompletionUsage? = null

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
        answer.begin { ModelEvent.Started(model, requestId, null) }
        for (choice in chunk.choices) if (choice.index == 0) take(choice, out)
    }

    private fun take(choice: ChatChunkChoice, out: MutableList<ModelEvent>) {
        collected.takeText(choice)
        answer.reason(choice.delta.reasoning, out)
        if (spliced == null) answer.deliver(choice.delta.content, out)
        for (piece in choice.delta.toolCalls) {
            val call = collected.takeCall(piece)
            if (spliced != null) answer.deliver(spliced.take(call, call.name, piece.arguments.orEmpty()), out)
        }
    }

    private fun finish(out: MutableList<ModelEvent>) =
        answer.finish(collected.toAnswer(usage, model).toReply(requestId), spliced, out)
}
