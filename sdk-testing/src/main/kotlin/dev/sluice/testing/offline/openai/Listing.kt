package dev.sluice.testing.offline.openai

import dev.sluice.testing.Answer
import dev.sluice.testing.offline.request.RequestFault
import dev.sluice.testing.offline.wire.Call
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Lists as OpenAI gives them: a page at a time, each from behind the id that the request names. */
internal object Listing {
    private const val DEFAULT_LIMIT = 20
    private const val MOST = 100

    /** The page of [items] that [call] asks for; [items] stand in the order of the endpoint. */
    fun page(call: Call, items: List<JsonObject>, most: Int = MOST): Answer {
        val limit = limit(call, most)
        val ordered = if (call.query("order") == "asc") items.asReversed() else items
        val from = call.query("after")?.let { after -> 1 + position(ordered, after) } ?: 0
        val page = ordered.drop(from).take(limit)
        return Answer.json(
            buildJsonObject {
                put("object", "list")
                put("data", JsonArray(page))
                put("first_id", page.firstOrNull()?.get("id") ?: JsonPrimitive(null as String?))
                put("last_id", page.lastOrNull()?.get("id") ?: JsonPrimitive(null as String?))
                put("has_more", ordered.size > from + page.size)
            }.toString(),
        )
    }

    private fun limit(call: Call, most: Int): Int {
        val asked = call.query("limit") ?: return DEFAULT_LIMIT
        val limit = asked.toIntOrNull() ?: throw OpenAiFaults.invalid("limit", asked)
        if (limit < 1) throw OpenAiFaults.tooSmall("limit", limit, least = 1)
        if (limit >
            most
        ) {
            throw RequestFault(400, "Invalid 'limit': $limit is above the maximum of $most.", "limit", "integer_above_max_value")
        }
        return limit
    }

    private fun position(items: List<JsonObject>, after: String): Int =
        items.indexOfFirst { it["id"] == JsonPrimitive(after) }.also { if (it < 0) throw OpenAiFaults.invalid("after", after) }
}
