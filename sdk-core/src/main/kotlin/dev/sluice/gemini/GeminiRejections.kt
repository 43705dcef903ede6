package dev.sluice.gemini

import dev.sluice.model.Rejection
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/**
 * Puts a rejected answer back into the conversation, and its errors after it in one turn of the user's: to each function call of its own
 * as what that function gave back, otherwise as text.
 *
 * An answer that cannot stand as it was goes back as text: it is another provider's, or it calls a function in a conversation that has
 * none any more.
 */
internal fun GenerateContentRequest.Builder.replay(rejection: Rejection, hasFunctions: Boolean) {
    val content = (rejection.reply.message as? JsonObject)?.takeIf { it.isOurs() }?.let(Content::of)
        ?.takeIf { hasFunctions || it.functionCalls.isEmpty() }
    when {
        content != null -> content(content)

        // Nothing was said: an empty turn is refused.
        rejection.reply.text.isNotBlank() -> content(Content.model(rejection.reply.text))
    }
    val results = content?.functionCalls.orEmpty().mapIndexed { index, call ->
        Part.functionResponse(call, buildJsonObject { put("error", rejection.resultOf(index)) })
    }
    if (results.isEmpty()) user(rejection.errors) else user(results)
}

private fun JsonObject.isOurs() = string("role") == "model" && this["parts"] is JsonArray
