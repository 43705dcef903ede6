package dev.sluice.testing.offline.openai.finetuning

import dev.sluice.testing.offline.answer.Utterance
import dev.sluice.testing.offline.wire.Birth
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** What happened to a job, an event a second. */
internal class JobEvents(private val birth: Birth) {
    private val all = mutableListOf<JsonObject>()

    val newestFirst: List<JsonObject> get() = all.reversed()

    /** When the last one happened, in seconds since 1970. */
    val last: Long get() = birth.seconds + all.size

    /** Adds an event; with [metrics], one of figures. */
    fun add(message: String, metrics: JsonObject? = null) {
        all += buildJsonObject {
            put("id", "ftevent-${Utterance.fingerprint("${birth.id} ${all.size}")}")
            put("object", "fine_tuning.job.event")
            put("created_at", birth.seconds + all.size + 1)
            put("level", "info")
            put("message", message)
            put("type", if (metrics == null) "message" else "metrics")
            put("data", metrics ?: JsonObject(emptyMap()))
        }
    }
}
