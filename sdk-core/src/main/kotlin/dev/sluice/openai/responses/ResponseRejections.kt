package dev.sluice.openai.responses

import dev.sluice.model.Rejection
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject

/**
 * A rejected answer as input again, and its errors after it: to each call of a function as its output, otherwise as the user's words.
 *
 * An answer that cannot stand as it was goes back as text: it was cut, it is another provider's, or it calls a function in a
 * conversation that has none any more.
 */
internal fun replayed(rejection: Rejection, hasTools: Boolean): List<ResponseInputItem> {
    val items = (rejection.reply.message as? JsonArray)?.filterIsInstance<JsonObject>().orEmpty()
    val calls = items.filter { it.string("type") == "function_call" }
    val canStand = items.isNotEmpty() && (hasTools || calls.isEmpty())
    return when {
        !canStand -> asText(rejection)

        calls.isEmpty() -> items.map(ResponseInputItem::of) + ResponseInputItem.user(rejection.errors)

        else -> items.map(ResponseInputItem::of) + calls.mapIndexed { index, call ->
            ResponseInputItem.functionCallOutput(call.string("call_id").orEmpty(), rejection.resultOf(index))
        }
    }
}

private fun asText(rejection: Rejection): List<ResponseInputItem> {
    // Nothing was said: an empty message says nothing.
    val said = rejection.reply.text.takeIf { it.isNotBlank() }
    return listOfNotNull(said?.let(ResponseInputItem::assistant), ResponseInputItem.user(rejection.errors))
}
