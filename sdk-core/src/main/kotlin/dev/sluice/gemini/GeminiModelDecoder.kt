package dev.sluice.gemini

import dev.sluice.model.HeldStart
import dev.sluice.model.ModelEvent
import dev.sluice.sse.ServerSentEvent
import dev.sluice.wire.EventDecoder

/**
 * Events of content that streams → the port's events, for a request that asked for the function [function], or for none.
 *
 * With a function, the answer is what its first call is called with, which comes whole; text and other calls beside it are no part of
 * it. The deltas joined are always the reply's text: the text, when no function was called, comes as one delta at the end.
 */
internal class GeminiModelDecoder(private val function: String?, private val requestId: String?) : EventDecoder<ModelEvent> {
    private val responses = ResponseDecoder(requestId)
    private val collected = ResponseAccumulator(requestId)
    private val start = HeldStart()
    private var hasDelta = false

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
        finish(out)
    }

    private fun take(response: GenerateContentResponse, out: MutableList<ModelEvent>) {
        collected.add(response)
        start.begin { ModelEvent.Started(response.modelVersion, response.requestId, response.usage?.toUsage(isExact = false)) }
        response.candidates.filter { it.index == 0 }.flatMap { it.content.parts }.forEach { take(it, out) }
    }

    private fun take(part: Part, out: MutableList<ModelEvent>) {
        val text = part.text.orEmpty()
        if (part.isThought) {
            if (text.isNotEmpty()) start.release(ModelEvent.Reasoning(text), out)
            return
        }
        if (function == null) return deliver(text, out)
        val call = part.functionCall?.takeIf { it.name == function }
        if (call != null && !hasDelta) deliver(call.args.toString(), out)
    }

    private fun deliver(text: String, out: MutableList<ModelEvent>) {
        if (text.isEmpty()) return
        hasDelta = true
        start.release(ModelEvent.Delta(text), out)
    }

    private fun finish(out: MutableList<ModelEvent>) {
        val answer = GeminiAnswer(collected.toResponse())
        val reply = answer.toReply(function?.let(answer::callOf))
        if (!hasDelta && reply.isUsable) deliver(reply.text, out)
        start.release(ModelEvent.Finished(reply), out)
    }
}
