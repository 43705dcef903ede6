package dev.sluice.gemini

import dev.sluice.model.FinishReason
import dev.sluice.model.ModelReply
import dev.sluice.model.Usage
import dev.sluice.model.estimatedFrom
import dev.sluice.wire.obj
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** One whole answer, however it came: what the port's reply is made of. */
internal class GeminiAnswer(private val response: GenerateContentResponse) {
    private val content: Content? = response.candidates.firstOrNull()?.content

    /** The port's reply, whose text is the content's. */
    fun toReply(): ModelReply = ModelReply(
        text = response.text,
        finishReason = finishReason(),
        usage = response.usage?.toUsage() ?: estimatedUsage(),
        message = content?.let(::messageOf),
        model = response.modelVersion?.takeIf { it.isNotEmpty() },
        requestId = response.requestId,
        rawFinishReason = response.finishReason ?: response.blockReason,
    )

    /** An answer says that it stopped also when it stopped to call a function. */
    private fun finishReason(): FinishReason = when {
        content == null && response.blockReason != null -> FinishReason.CONTENT_FILTER
        response.finishReason == "STOP" && response.functionCalls.isNotEmpty() -> FinishReason.TOOL_CALLS
        else -> finishReasonOf(response.finishReason)
    }

    /** The content as it can be sent back, if it can: with its role, which not every server writes. */
    private fun messageOf(content: Content): JsonObject? {
        val parts = content.json["parts"] as? JsonArray
        if (parts.isNullOrEmpty() || content.functionCalls.any { it.raw.obj("args") == null && "args" in it.raw }) return null
        return JsonObject(content.json + ("role" to JsonPrimitive("model")))
    }

    private fun estimatedUsage(): Usage {
        val characters = content?.parts.orEmpty().sumOf { it.text?.length ?: it.json.toString().length }
        return Usage.NONE.estimatedFrom(characters)
    }
}

/** Gemini's word for why a model stopped, in the words that all providers share. */
internal fun finishReasonOf(word: String?): FinishReason = when (word) {
    "STOP" -> FinishReason.STOP

    "MAX_TOKENS" -> FinishReason.LENGTH

    "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION",
    -> FinishReason.CONTENT_FILTER

    // A call that the model wrote wrongly (MALFORMED_FUNCTION_CALL) is one of these: it is a bad answer, and can be asked for again.
    else -> FinishReason.OTHER
}
