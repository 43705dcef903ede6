package dev.sluice.anthropic

import dev.sluice.model.Rejection
import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject

/**
 * Puts a rejected answer back into the conversation, and its errors after it in one message of the user's: to each tool call of its
 * own as that tool's result, otherwise as text.
 *
 * An answer that cannot stand as it was goes back as text: it was cut, it is another provider's, or it calls a tool in a
 * conversation that has none any more.
 */
internal fun MessageRequest.Builder.replay(rejection: Rejection, hasTools: Boolean) {
    val message = (rejection.reply.message as? JsonObject)?.takeIf { it.isOurs() && (hasTools || it.calls().isEmpty()) }
    when {
        message != null -> message(MessageParam.of(message))

        // Nothing was said: an empty message is refused.
        rejection.reply.text.isNotBlank() -> assistant(rejection.reply.text)
    }
    val results = message?.calls().orEmpty()
        .mapIndexed { index, call -> ContentBlockParam.toolResult(call.string("id").orEmpty(), rejection.resultOf(index), isError = true) }
    if (results.isEmpty()) user(rejection.errors) else user(results)
}

private fun JsonObject.isOurs() = string("role") == "assistant" && this["content"] is JsonArray

private fun JsonObject.calls() = objects("content").filter { it.string("type") == "tool_use" }
