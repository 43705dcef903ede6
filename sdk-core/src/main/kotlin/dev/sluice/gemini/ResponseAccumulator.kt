package dev.sluice.gemini

import dev.sluice.wire.obj
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Puts the response of a stream together again, one piece after the other. Not safe for use by several threads at once.
 *
 * In Kotlin, [toResponse] of a whole stream is the shorter way.
 */
public class ResponseAccumulator internal constructor(private var requestId: String?) {
    /** An accumulator that has seen nothing yet. */
    public constructor() : this(null)

    private val fields = LinkedHashMap<String, JsonElement>()
    private val candidates = sortedMapOf<Int, CandidateCollector>()

    /** Adds the next piece of the stream. */
    public fun add(response: GenerateContentResponse): ResponseAccumulator = apply {
        requestId = requestId ?: response.requestId
        val usage = fields[USAGE] as? JsonObject
        fields += response.raw - "candidates"
        // Counts from the start of the call: a later piece may leave out what an earlier one has said.
        response.raw.obj(USAGE)?.let { fields[USAGE] = JsonObject(usage.orEmpty() + it) }
        response.candidates.forEach { candidates.getOrPut(it.index, ::CandidateCollector).take(it) }
    }

    /** The response as far as it has come, as it would stand in an answer that does not stream. */
    public fun toResponse(): GenerateContentResponse {
        val all = JsonArray(candidates.map { (index, candidate) -> candidate.toJson(index) })
        val whole = if (all.isEmpty()) fields else mapOf("candidates" to all) + fields
        return GenerateContentResponse(JsonObject(whole.toMap()), null, requestId)
    }

    private class CandidateCollector {
        private val fields = LinkedHashMap<String, JsonElement>()
        private val parts = PartCollector()

        fun take(candidate: Candidate) {
            fields += candidate.raw - "content"
            candidate.content.parts.forEach(parts::take)
        }

        fun toJson(index: Int): JsonObject {
            val content = JsonObject(mapOf("role" to JsonPrimitive("model"), "parts" to parts.toJson()))
            return JsonObject(mapOf("content" to content, "index" to JsonPrimitive(index)) + fields)
        }
    }

    private companion object {
        const val USAGE = "usageMetadata"
    }
}
