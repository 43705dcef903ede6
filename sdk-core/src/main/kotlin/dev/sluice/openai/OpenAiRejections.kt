package dev.sluice.openai

import dev.sluice.model.OutputMode
import dev.sluice.model.Rejection
import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject

/**
 * Puts a rejected answer back into the conversation, and its errors after it: to each tool call of its own as that tool's result,
 * otherwise as the user's words.
 *
 * An answer that cannot stand as it was goes back as text: it was cut, it is another provider's, or it calls a tool in a
 * conversation that has none any more.
 */
internal fun ChatCompletionRequest.Builder.replay(rejection: Rejection, mode: OutputMode?) {
    val message = (rejection.reply.message as? JsonObject)?.takeIf { it.isOurs() && (mode == OutputMode.TOOLS || it.calls().isEmpty()) }
    when {
        message != null -> message(ChatMessage.of(message))

        // Nothing was said: an empty message is refused by some servers, and says nothing.
        rejection.reply.text.isNotBlank() -> assistant(rejection.reply.text)
    }
    val calls = message?.calls().orEmpty()
    if (calls.isEmpty()) user(rejection.errors)
    for (call in calls) toolResult(call.string("id").orEmpty(), rejection.errors)
}

private fun JsonObject.isOurs() = string("role") == "assistant" && this["content"] !is JsonArray

private fun JsonObject.calls() = objects("tool_calls")
