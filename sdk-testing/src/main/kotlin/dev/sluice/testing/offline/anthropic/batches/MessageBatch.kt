package dev.sluice.testing.offline.anthropic.batches

import dev.sluice.testing.offline.request.Body
import dev.sluice.testing.offline.wire.Birth
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject
import java.time.Instant

/** A batch: in progress at the first look at it, ended from the second on. Used by one thread at a time. */
internal class MessageBatch(private val birth: Birth, val requests: List<Body>) {
    private var looks = 0

    /** What became of each request, once it has ended: a line of JSON each. */
    var results: List<JsonObject>? = null
        private set

    val id: String get() = birth.id
    val isEnded: Boolean get() = results != null

    /** Goes on by one step; [work] answers the requests. */
    fun advance(work: (MessageBatch) -> List<JsonObject>) {
        if (!isEnded && ++looks > LOOKS_IN_PROGRESS) end(work(this))
    }

    fun end(results: List<JsonObject>) {
        this.results = results
    }

    /** Its description; [results] are found under [address]. */
    fun json(address: String): JsonObject = buildJsonObject {
        val made = Instant.ofEpochSecond(birth.seconds)
        put("id", id)
        put("type", "message_batch")
        put("processing_status", if (isEnded) "ended" else "in_progress")
        put("created_at", made.toString())
        put("expires_at", made.plusSeconds(DAY).toString())
        put("ended_at", if (isEnded) made.plusSeconds(LOOKS_IN_PROGRESS + 1L).toString() else null)
        put("results_url", if (isEnded) address else null)
        putJsonObject("request_counts") {
            put("processing", if (isEnded) 0 else requests.size)
            for (kind in KINDS) put(kind, results.orEmpty().count { Body(it).at("result").text("type") == kind })
        }
    }

    private companion object {
        const val LOOKS_IN_PROGRESS = 1
        const val DAY = 86_400L
        val KINDS = listOf("succeeded", "errored", "canceled", "expired")
    }
}
