package dev.sluice.anthropic

import dev.sluice.model.FinishReason
import dev.sluice.model.ModelReply
import dev.sluice.model.Usage
import dev.sluice.model.estimatedFrom
import dev.sluice.wire.obj
import dev.sluice.wire.string

/** One whole answer, however it came: what the port's reply is made of. */
internal class MessageAnswer(
    private val message: AnthropicMessage,
    /** Whether each tool's input is whole: only then can the message be sent back. */
    private val isReplayable: Boolean,
    /** The usage, if the server has told it to the end. */
    private val usage: Usage,
) {
    /** The port's reply, whose text is the message's. */
    fun toReply(): ModelReply {
        val finish = finishReasonOf(message.stopReason)
        return ModelReply(
            text = message.text,
            finishReason = finish,
            usage = usage,
            message = MessageParam.from(message).json.takeIf { isReplayable && message.hasContent() },
            refusal = if (finish == FinishReason.REFUSAL) refusal() else null,
            model = message.model?.takeIf { it.isNotEmpty() },
            requestId = message.requestId,
            rawFinishReason = message.stopReason,
        )
    }

    private fun refusal(): String? = message.text.ifEmpty { message.raw.obj("stop_details")?.string("explanation") }

    private fun AnthropicMessage.hasContent() = content.any { it !is TextBlock || it.text.isNotEmpty() }

    companion object {
        fun of(message: AnthropicMessage): MessageAnswer =
            MessageAnswer(
                message,
                isReplayable = message.toolUses.all { it.raw.obj("input") != null },
                usage = message.usage?.toUsage() ?: estimate(null, lengthOf(message)),
            )

        /** What is known of a usage that was not told to the end; [characters] is how much output arrived. */
        fun estimate(known: MessageUsage?, characters: Int): Usage = (known?.toUsage() ?: Usage.NONE).estimatedFrom(characters)

        private fun lengthOf(message: AnthropicMessage): Int = message.content.sumOf { it.raw.toString().length }
    }
}

/** Anthropic's word for why a model stopped, in the words that all providers share. */
internal fun finishReasonOf(word: String?): FinishReason = when (word) {
    "end_turn", "stop_sequence" -> FinishReason.STOP

    "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH

    "tool_use" -> FinishReason.TOOL_CALLS

    "refusal" -> FinishReason.REFUSAL

    // `pause_turn` too: a tool that the provider runs took long, and the answer goes on when it is sent back.
    else -> FinishReason.OTHER
}
