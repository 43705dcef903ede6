package dev.sluice.testing.offline.openai.responses

import dev.sluice.testing.OpenAiResponsesReply
import dev.sluice.testing.ResponseItem
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** A response that can be asked for again, and gone on from. */
internal class KeptResponse(
    val id: String,
    val reply: OpenAiResponsesReply,
    before: List<JsonObject>,
    input: List<JsonObject>,
    output: List<ResponseItem>,
) {
    /** What it was asked with, each item with an id. */
    val input: List<JsonObject> = input.mapIndexed { index, item -> JsonObject(mapOf("id" to JsonPrimitive("in_${index + 1}_$id")) + item) }

    /** All that was said, the answer included. */
    val conversation: List<JsonObject> = before + input + output.map { it.whole() }
}

/** The last responses; older ones are forgotten. Thread-safe. */
internal class KeptResponses {
    private val byId = object : LinkedHashMap<String, KeptResponse>() {
        override fun removeEldestEntry(eldest: MutableMap.MutableEntry<String, KeptResponse>): Boolean = size > MOST
    }

    operator fun get(id: String): KeptResponse? = synchronized(byId) { byId[id] }

    operator fun set(id: String, response: KeptResponse) {
        synchronized(byId) { byId[id] = response }
    }

    fun remove(id: String) {
        synchronized(byId) { byId.remove(id) }
    }

    private companion object {
        const val MOST = 1_000
    }
}
