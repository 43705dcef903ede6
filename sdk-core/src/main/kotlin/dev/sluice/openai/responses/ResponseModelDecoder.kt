package dev.sluice.openai.responses

import dev.sluice.calls.AnswerEvents
import dev.sluice.calls.CallSplicer
import dev.sluice.model.ModelEvent
import dev.sluice.model.OutputTools
import dev.sluice.sse.ServerSentEvent
import dev.sluice.wire.EventDecoder

/**
 * Events of a response → the port's events, for a request whose answer is made of calls of [tools], or of text if there are none.
 *
 * With tools, messages beside the calls are no part of the answer. The deltas joined are the reply's text: what takes its place (the
 * text, when no tool was called) comes as one delta at the end. In a reply that is no answer (refused, cut) nothing does.
 */
internal class ResponseModelDecoder(private val tools: OutputTools?, private val requestId: String?) : EventDecoder<ModelEvent> {
    private val events = ResponseEventDecoder(requestId)
    private val collected = ResponseAccumulator()
    private val spliced = tools?.let(::CallSplicer)
    private val answer = AnswerEvents()

    override val hasContent: Boolean get() = events.hasContent

    override val usedTokens: Long? get() = events.usedTokens

    override fun decode(event: ServerSentEvent, out: MutableList<ModelEvent>): Boolean {
        val decoded = ArrayList<ResponseStreamEvent>(1)
        val isLast = events.decode(event, decoded)
        decoded.forEach { take(it, out) }
        if (isLast) finish(out)
        return isLast
    }

    override fun end(out: MutableList<ModelEvent>) = events.end(ArrayList())

    private fun take(event: ResponseStreamEvent, out: MutableList<ModelEvent>) {
        val item = collected.take(event)
        answer.begin {
            val response = (event as? ResponseStreamEvent.Lifecycle)?.response
            ModelEvent.Started(response?.model, response?.requestId ?: requestId, null)
        }
        when (event) {
            is ResponseStreamEvent.ReasoningSummaryTextDelta, is ResponseStreamEvent.ReasoningTextDelta ->
                answer.reason(event.delta, out)

            else -> if (spliced == null) answer.deliver(event.text, out) else item?.let { splice(event, it, spliced, out) }
        }
    }

    private fun splice(event: ResponseStreamEvent, item: ResponseItemCollector, spliced: CallSplicer, out: MutableList<ModelEvent>) {
        if (!item.isCall) return
        val text = when (event) {
            // Its place in the order is where it begins.
            is ResponseStreamEvent.OutputItemAdded -> spliced.take(item, item.name, "")

            is ResponseStreamEvent.FunctionCallArgumentsDelta -> spliced.take(item, item.name, event.delta)

            is ResponseStreamEvent.FunctionCallArgumentsDone, is ResponseStreamEvent.OutputItemDone ->
                spliced.end(item, item.name, item.callInput)

            else -> return
        }
        answer.deliver(text, out)
    }

    // A server may say nothing before the end, and then all of it.
    private fun finish(out: MutableList<ModelEvent>) =
        answer.finish(ResponseAnswer(collected.toResponse()).toReply(tools.takeIf { spliced?.isEmpty == true }), spliced, out)
}
