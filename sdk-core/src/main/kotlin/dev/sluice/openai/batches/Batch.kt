package dev.sluice.openai.batches

import dev.sluice.transport.ResponseInfo
import dev.sluice.wire.ApiAnswer
import dev.sluice.wire.long
import dev.sluice.wire.obj
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** A file of requests that is being worked through. */
public class Batch internal constructor(raw: JsonObject, response: ResponseInfo? = null) : ApiAnswer(raw, response) {
    /** The name that requests use. */
    public val id: String get() = raw.string("id").orEmpty()

    /** How far it is: `validating`, `in_progress`, `finalizing`, `completed`, `failed`, `expired`, `cancelling`, `cancelled`. */
    public val status: String? get() = raw.string("status")

    /** The path that its requests are for. */
    public val endpoint: String? get() = raw.string("endpoint")

    /** The id of the file with the requests. */
    public val inputFile: String? get() = raw.string("input_file_id")

    /** The id of the file with the answers, once there is one. */
    public val outputFile: String? get() = raw.string("output_file_id")

    /** The id of the file with what failed, once there is one. */
    public val errorFile: String? get() = raw.string("error_file_id")

    /** When it was made, in seconds since 1970. */
    public val createdAt: Long? get() = raw.long("created_at")

    /** How many requests it has. */
    public val total: Long get() = raw.obj("request_counts")?.long("total") ?: 0

    /** How many of them were answered. */
    public val completed: Long get() = raw.obj("request_counts")?.long("completed") ?: 0

    /** How many of them failed. */
    public val failed: Long get() = raw.obj("request_counts")?.long("failed") ?: 0

    /** Whether nothing more will happen to it. */
    public val isFinished: Boolean get() = status in setOf("completed", "failed", "expired", "cancelled")
}
