package dev.sluice.openai.responses

import dev.sluice.calls.withCalls
import dev.sluice.model.FinishReason
import dev.sluice.model.ModelReply
import dev.sluice.model.OutputTools
import dev.sluice.model.Usage
import dev.sluice.model.estimatedFrom
import dev.sluice.wire.boolean
import dev.sluice.wire.parseJsonObject
import kotlinx.serialization.json.JsonArray

/** One whole response, however it came: what the port's reply is made of. */
internal class ResponseAnswer(private val response: Response) {
    /** The port's reply, whose text is that of the messages. */
    fun toReply(): ModelReply = ModelReply(
        text = response.outputText,
        finishReason = finishReason(),
        usage = response.usage?.toUsage() ?: Usage.NONE.estimatedFrom(response.output.sumOf { it.raw.toString().length }),
        message = JsonArray(response.output.map { ResponseInputItem.from(it).json }).takeIf { isReplayable() },
        refusal = response.refusal?.takeIf { it.isNotEmpty() },
        model = response.model?.takeIf { it.isNotEmpty() },
        requestId = response.requestId,
        rawFinishReason = response.incompleteReason ?: response.status,
    )

    /** The port's reply, whose text is what the calls of [tools] make, or the messages' if there are none. */
    fun toReply(tools: OutputTools?): ModelReply =
        toReply().withCalls(tools, response.functionCalls.map { it.name to it.arguments })

    private fun finishReason(): FinishReason = when {
        !response.refusal.isNullOrEmpty() -> FinishReason.REFUSAL
        response.incompleteReason == "max_output_tokens" -> FinishReason.LENGTH
        response.incompleteReason == "content_filter" -> FinishReason.CONTENT_FILTER
        response.status != "completed" -> FinishReason.OTHER
        response.functionCalls.isNotEmpty() -> FinishReason.TOOL_CALLS
        else -> FinishReason.STOP
    }

    /** Items are taken back when they are whole; calls, if they can be answered; thoughts, if the server kept them or handed them out. */
    private fun isReplayable(): Boolean = response.output.isNotEmpty() && response.output.all {
        when (it) {
            is ResponseItem.FunctionCall -> !it.callId.isNullOrEmpty() && (it.arguments.isEmpty() || parseJsonObject(it.arguments) != null)
            is ResponseItem.Reasoning -> isKept || it.encryptedContent != null
            else -> it.status != "incomplete"
        }
    }

    private val isKept: Boolean get() = response.raw.boolean("store") != false
}
