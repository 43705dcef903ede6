package dev.sluice.openai.responses

import dev.sluice.openai.failureIn
import dev.sluice.sse.ServerSentEvent
import dev.sluice.transport.streamFailure
import dev.sluice.wire.EventDecoder
import dev.sluice.wire.endedEarly
import dev.sluice.wire.jsonOf
import dev.sluice.wire.obj
import dev.sluice.wire.string
import dev.sluice.wire.tokensIn
import kotlinx.serialization.json.JsonObject

/**
 * Events of a response → their typed views. `response.completed` and `response.incomplete` end the stream; `response.failed` and
 * `error` fail it.
 */
internal class ResponseEventDecoder(private val requestId: String?) : EventDecoder<ResponseStreamEvent> {
    override var hasContent = false
        private set

    override var usedTokens: Long? = null
        private set

    override fun decode(event: ServerSentEvent, out: MutableList<ResponseStreamEvent>): Boolean {
        // Some servers add the last word of chat completions; it does not say how the response ended.
        if (event.data.trim() == "[DONE]") return false
        val json = jsonOf(event, requestId) ?: return false
        val type = typeOf(event, json)
        refuseFailure(type, json)
        out += responseEventOf(type, json, requestId)
        hasContent = hasContent || (type.endsWith(".delta") && !json.string("delta").isNullOrEmpty())
        json.obj("response")?.let(::tokensIn)?.let { usedTokens = it }
        return type in TERMINAL
    }

    override fun end(out: MutableList<ResponseStreamEvent>): Unit = throw endedEarly("response.completed", requestId)

    /** A few servers leave the kind to the event's name, or end with one word whatever became of the response. */
    private fun typeOf(event: ServerSentEvent, json: JsonObject): String {
        val type = json.string("type") ?: event.name
        return if (type == "response.done") "response." + (json.obj("response")?.string("status") ?: "completed") else type
    }

    private fun refuseFailure(type: String, json: JsonObject) {
        if (type == "error" || type == "response.failed") throw streamFailure(json, requestId).toException()
        // An item may have an error of its own, such as a tool's that failed, and the response go on.
        if (!type.startsWith("response.")) failureIn(json, requestId)?.let { throw it }
    }

    private companion object {
        val TERMINAL = setOf("response.completed", "response.incomplete", "response.cancelled")
    }
}

private fun responseEventOf(type: String, json: JsonObject, requestId: String?): ResponseStreamEvent = when (type) {
    "response.queued" -> ResponseStreamEvent.Queued(type, json, requestId)
    "response.created" -> ResponseStreamEvent.Created(type, json, requestId)
    "response.in_progress" -> ResponseStreamEvent.InProgress(type, json, requestId)
    "response.completed" -> ResponseStreamEvent.Completed(type, json, requestId)
    "response.incomplete" -> ResponseStreamEvent.Incomplete(type, json, requestId)
    "response.output_item.added" -> ResponseStreamEvent.OutputItemAdded(type, json)
    "response.output_item.done" -> ResponseStreamEvent.OutputItemDone(type, json)
    "response.content_part.added" -> ResponseStreamEvent.ContentPartAdded(type, json)
    "response.content_part.done" -> ResponseStreamEvent.ContentPartDone(type, json)
    "response.output_text.delta" -> ResponseStreamEvent.OutputTextDelta(type, json)
    "response.output_text.done" -> ResponseStreamEvent.OutputTextDone(type, json)
    "response.output_text.annotation.added" -> ResponseStreamEvent.OutputTextAnnotationAdded(type, json)
    "response.refusal.delta" -> ResponseStreamEvent.RefusalDelta(type, json)
    "response.refusal.done" -> ResponseStreamEvent.RefusalDone(type, json)
    "response.function_call_arguments.delta" -> ResponseStreamEvent.FunctionCallArgumentsDelta(type, json)
    "response.function_call_arguments.done" -> ResponseStreamEvent.FunctionCallArgumentsDone(type, json)
    "response.custom_tool_call_input.delta" -> ResponseStreamEvent.CustomToolCallInputDelta(type, json)
    "response.custom_tool_call_input.done" -> ResponseStreamEvent.CustomToolCallInputDone(type, json)
    "response.reasoning_summary_text.delta" -> ResponseStreamEvent.ReasoningSummaryTextDelta(type, json)
    "response.reasoning_summary_text.done" -> ResponseStreamEvent.ReasoningSummaryTextDone(type, json)
    "response.reasoning_text.delta" -> ResponseStreamEvent.ReasoningTextDelta(type, json)
    "response.reasoning_text.done" -> ResponseStreamEvent.ReasoningTextDone(type, json)
    else -> ResponseStreamEvent.Unknown(type, json)
}
