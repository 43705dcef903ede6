package dev.sluice.gemini

import dev.sluice.calls.AnswerEvents
import dev.sluice.calls.CallSplicer
import dev.sluice.model.ModelEvent
import dev.sluice.model.OutputTools
import dev.sluice.sse.ServerSentEvent
import dev.sluice.wire.EventDecoder

/**
 * Events of content that streams → the port's events, for a request whose answer is made of calls of [functions], or of text if there
 * are none.
 *
 * A call comes whole. With functions, text beside the calls is no part of the answer. The deltas joined are always the reply's text: the
 * text, when no function was called, comes as one delta at the end.
 */
internal class GeminiModelDecoder(functions: OutputTools?, private val requestId: String?) : EventDecoder<ModelEvent> {
    private val responses = ResponseDecoder(requestId)
    private val collected = ResponseAccumulator(requestId)
    private val spliced = functions?.let(::CallSplicer)
    private val answer = AnswerEvents()

    override val hasContent: Boolean get() = responses.hasContent

    override val usedTokens: Long? get() = responses.usedTokens

    override fun decode(event: ServerSentEvent, out: MutableList<ModelEvent>): Boolean {
        val decoded = ArrayList<GenerateContentResponse>(1)
        val isLast = responses.decode(event, decoded)
        decoded.forEach { take(it, out) }
        return isLast
    }

    override fun end(out: MutableList<ModelEvent>) {
        responses.end(ArrayList())
        answer.finish(GeminiAnswer(collected.toResponse()).toReply(), spliced, out)
    }

    private fun take(response: GenerateContentResponse, out: MutableList<ModelEvent>) {
        collected.add(response)
        answer.begin { ModelEvent.Started(response.modelVersion, response.requestId, response.usage?.toUsage(isExact = false)) }
        response.candidates.filter { it.index == 0 }.flatMap { it.content.parts }.forEach { take(it, out) }
    }

    private fun take(part: Part, out: MutableList<ModelEvent>) {
        if (part.isThought) return answer.reason(part.text, out)
        if (spliced == null) return answer.deliver(part.text, out)
        // Two calls may be equal: what is one is the part that it came in.
        part.functionCall?.let { answer.deliver(spliced.end(Any(), it.name, it.argsText), out) }
    }
}
