package dev.sluice.openai

import dev.sluice.calls.withCalls
import dev.sluice.model.FinishReason
import dev.sluice.model.ModelReply
import dev.sluice.model.OutputTools
import dev.sluice.model.Usage
import dev.sluice.model.estimatedFrom
import dev.sluice.wire.parseJsonObject
import kotlinx.serialization.json.JsonObject

/** One whole answer, however it came: what the port's reply is made of. */
internal class ChatAnswer(
    /** The assistant's message as it can be sent back. */
    private val message: JsonObject,
    private val content: String,
    private val refusal: String?,
    private val calls: List<Call>,
    private val finishReason: String?,
    private val usage: CompletionUsage?,
    private val model: String?,
    /** What was thought aloud, in characters: it counts as output where the server does not count. */
    private val reasoningLength: Int,
) {
    /** A call of a tool, whole. */
    class Call(val id: String?, val name: String?, val arguments: String) {
        /** A message with this call can be sent back: the call can be answered, and its arguments are an object. */
        val isReplayable: Boolean get() = !id.isNullOrEmpty() && (arguments.isEmpty() || parseJsonObject(arguments) != null)
    }

    /** The port's reply, whose text is the content. */
    fun toReply(requestId: String?): ModelReply = ModelReply(
        text = content,
        finishReason = if (refusal.isNullOrEmpty()) finishReasonOf(finishReason) else FinishReason.REFUSAL,
        usage = usage?.toUsage() ?: Usage.NONE.estimatedFrom(length),
        message = message.takeIf { (content.isNotEmpty() || calls.isNotEmpty()) && calls.all { it.isReplayable } },
        refusal = refusal?.takeIf { it.isNotEmpty() },
        model = model?.takeIf { it.isNotEmpty() },
        requestId = requestId,
        rawFinishReason = finishReason,
    )

    /** The port's reply, whose text is what the calls of [tools] make, or the content if there are none. */
    fun toReply(tools: OutputTools?, requestId: String?): ModelReply =
        toReply(requestId).withCalls(tools, calls.map { it.name to it.arguments })

    /** How much the model has written. */
    private val length: Int get() = content.length + reasoningLength + calls.sumOf { it.arguments.length }

    companion object {
        fun of(completion: ChatCompletion): ChatAnswer {
            val choice = completion.choices.first()
            val message = choice.message
            return ChatAnswer(
                message.raw,
                message.content.orEmpty(),
                message.refusal,
                message.toolCalls.map { Call(it.id, it.name, it.arguments) },
                choice.finishReason,
                completion.usage,
                completion.model,
                message.reasoning?.length ?: 0,
            )
        }
    }
}

/** OpenAI's word for why a model stopped, in the words that all providers share. */
internal fun finishReasonOf(word: String?): FinishReason = when (word) {
    "stop" -> FinishReason.STOP
    "length" -> FinishReason.LENGTH
    "tool_calls", "function_call" -> FinishReason.TOOL_CALLS
    "content_filter" -> FinishReason.CONTENT_FILTER
    else -> FinishReason.OTHER
}
