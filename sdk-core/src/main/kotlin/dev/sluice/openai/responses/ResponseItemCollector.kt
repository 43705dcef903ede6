package dev.sluice.openai.responses

import dev.sluice.wire.jsonText
import dev.sluice.wire.obj
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Puts one item together again. What the server says of the finished item counts; the pieces fill what it leaves out. */
internal class ResponseItemCollector(private var json: JsonObject) {
    private val content = ResponsePartsCollector()
    private val summary = ResponsePartsCollector()
    private val arguments = StringBuilder()
    private val input = StringBuilder()

    var isDone = false
        private set

    val id: String? get() = json.string("id")

    /** Whether it calls a function. */
    val isCall: Boolean get() = json.string("type") == "function_call"

    /** The function's name, as far as it is told. */
    val name: String? get() = json.string("name")

    /** All that is known of what the function is called with. */
    val callInput: String get() = arguments.ifEmpty { json.jsonText("arguments").orEmpty() }.toString()

    fun isOf(kind: String?): Boolean = kind == null || json.string("type") == kind

    fun takeItem(item: JsonObject) {
        json = JsonObject(json + item)
    }

    fun end(item: JsonObject) {
        takeItem(item)
        isDone = true
    }

    fun takePiece(event: ResponseStreamEvent) {
        when (event) {
            is ResponseStreamEvent.OutputTextDelta -> content.addText(event, "output_text", "text").addLogprobs(
                event.logprobs.map {
                    it.raw
                },
            )

            is ResponseStreamEvent.OutputTextDone -> content.setText(event, "output_text", "text")

            is ResponseStreamEvent.OutputTextAnnotationAdded -> content.of(event, "output_text", "text").annotations += event.annotation.raw

            is ResponseStreamEvent.RefusalDelta -> content.addText(event, "refusal", "refusal")

            is ResponseStreamEvent.RefusalDone -> content.setText(event, "refusal", "refusal")

            is ResponseStreamEvent.ContentPartAdded -> event.raw.obj("part")?.let { content.begin(event, it) }

            is ResponseStreamEvent.ContentPartDone -> event.raw.obj("part")?.let { content.end(event, it) }

            is ResponseStreamEvent.ReasoningTextDelta -> content.addText(event, "reasoning_text", "text")

            is ResponseStreamEvent.ReasoningTextDone -> content.setText(event, "reasoning_text", "text")

            is ResponseStreamEvent.ReasoningSummaryTextDelta -> summary.addText(event, "summary_text", "text")

            is ResponseStreamEvent.ReasoningSummaryTextDone -> summary.setText(event, "summary_text", "text")

            is ResponseStreamEvent.FunctionCallArgumentsDelta -> arguments.append(event.delta)

            is ResponseStreamEvent.FunctionCallArgumentsDone -> takeArguments(event)

            is ResponseStreamEvent.CustomToolCallInputDelta -> input.append(event.delta)

            is ResponseStreamEvent.CustomToolCallInputDone -> input.replaceBy(event.whole)

            else -> Unit
        }
    }

    fun toJson(): JsonObject {
        val collected = mapOf(
            "content" to content.toJson(),
            "summary" to summary.toJson(),
            "arguments" to JsonPrimitive(arguments.toString()),
            "input" to JsonPrimitive(input.toString()),
        )
        return JsonObject(json + collected.filter { (name, value) -> !value.isEmpty() && !(isDone && json.has(name)) })
    }

    private fun takeArguments(event: ResponseStreamEvent.FunctionCallArgumentsDone) {
        arguments.replaceBy(event.whole)
        event.name?.let { if (!json.has("name")) json = JsonObject(json + ("name" to JsonPrimitive(it))) }
    }

    private fun JsonObject.has(name: String) = this[name]?.isEmpty() == false

    private fun JsonElement.isEmpty() = when (this) {
        is JsonNull -> true
        is JsonPrimitive -> content.isEmpty()
        is JsonArray -> isEmpty()
        is JsonObject -> isEmpty()
    }
}

/** A server that says nothing at the end has said it before. */
internal fun StringBuilder.replaceBy(whole: String) {
    if (whole.isEmpty()) return
    setLength(0)
    append(whole)
}
