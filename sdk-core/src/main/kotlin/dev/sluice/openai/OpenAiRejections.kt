package dev.sluice.openai

import dev.sluice.model.Rejection
import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject

/**
 * A rejected answer as a part of the conversation, and its errors after it: to each tool call of its own as that tool's result,
 * otherwise as the user's words.
 *
 * An answer that cannot stand as it was goes back as text: it was cut, it is another provider's, or it calls a tool in a
 * conversation that has none any more.
 */
internal fun replayed(rejection: Rejection, hasTools: Boolean): List<ChatMessage> {
    val message = (rejection.reply.message as? JsonObject)?.takeIf { it.isOurs() && (hasTools || it.calls().isEmpty()) }
    // Where nothing was said: an empty message is refused by some servers, and says nothing.
    val said = message?.let(ChatMessage::of) ?: rejection.reply.text.takeIf { it.isNotBlank() }?.let(ChatMessage::assistant)
    val results = message?.calls().orEmpty().mapIndexed { index, call ->
        ChatMessage.tool(call.string("id").orEmpty(), rejection.resultOf(index))
    }
    return listOfNotNull(said) + results.ifEmpty { listOf(ChatMessage.user(rejection.errors)) }
}

private fun JsonObject.isOurs() = string("role") == "assistant" && this["content"] !is JsonArray

private fun JsonObject.calls() = objects("tool_calls")
