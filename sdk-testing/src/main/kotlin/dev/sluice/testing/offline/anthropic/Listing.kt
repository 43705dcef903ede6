package dev.sluice.testing.offline.anthropic

import dev.sluice.testing.Answer
import dev.sluice.testing.offline.request.RequestFault
import dev.sluice.testing.offline.wire.Call
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Lists as Anthropic gives them: a page at a time, in either direction. */
internal object Listing {
    private const val DEFAULT_LIMIT = 20
    private const val MOST = 1000

    /** The page of [items] that [call] asks for; [items] stand newest first. */
    fun page(call: Call, items: List<JsonObject>): Answer {
        val limit = limit(call)
        val before = call.query("before_id")
        val rest = if (before == null) after(call, items) else items.take(position(items, before)).asReversed()
        val taken = rest.take(limit)
        val page = if (before == null) taken else taken.asReversed()
        return Answer.json(
            buildJsonObject {
                put("data", JsonArray(page))
                put("has_more", rest.size > taken.size)
                put("first_id", page.firstOrNull()?.get("id") ?: JsonNull)
                put("last_id", page.lastOrNull()?.get("id") ?: JsonNull)
            }.toString(),
        )
    }

    private fun after(call: Call, items: List<JsonObject>): List<JsonObject> =
        call.query("after_id")?.let { items.drop(1 + position(items, it)) } ?: items

    private fun limit(call: Call): Int {
        val asked = call.query("limit") ?: return DEFAULT_LIMIT
        return asked.toIntOrNull()?.takeIf { it in 1..MOST }
            ?: throw RequestFault(400, "limit: Input should be a number from 1 to $MOST, is '$asked'", "limit")
    }

    private fun position(items: List<JsonObject>, id: String): Int = items.indexOfFirst { it["id"] == JsonPrimitive(id) }
        .also { if (it < 0) throw RequestFault(400, "Invalid cursor: nothing in the list is called '$id'") }
}
