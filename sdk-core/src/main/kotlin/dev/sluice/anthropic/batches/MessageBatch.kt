package dev.sluice.anthropic.batches

import dev.sluice.transport.ResponseInfo
import dev.sluice.wire.ApiAnswer
import dev.sluice.wire.long
import dev.sluice.wire.obj
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** Requests for messages that are being worked through. Times are as RFC 3339 writes them. */
public class MessageBatch internal constructor(raw: JsonObject, response: ResponseInfo? = null) : ApiAnswer(raw, response) {
    /** The name that calls use. */
    public val id: String get() = raw.string("id").orEmpty()

    /** How far it is: `in_progress`, `canceling`, `ended`. */
    public val processingStatus: String? get() = raw.string("processing_status")

    /** Whether nothing more will happen to it: then its results can be read. */
    public val isEnded: Boolean get() = processingStatus == "ended"

    /** How many of its requests are still to be answered. Until the batch has ended, all of them. */
    public val processing: Long get() = count("processing")

    /** How many were answered. */
    public val succeeded: Long get() = count("succeeded")

    /** How many failed. */
    public val errored: Long get() = count("errored")

    /** How many were canceled before they were sent to a model. */
    public val canceled: Long get() = count("canceled")

    /** How many the batch's time ran out for. */
    public val expired: Long get() = count("expired")

    /** When it was made. */
    public val createdAt: String? get() = raw.string("created_at")

    /** When what is not answered yet expires. */
    public val expiresAt: String? get() = raw.string("expires_at")

    /** When it ended, once it has. */
    public val endedAt: String? get() = raw.string("ended_at")

    /** When it was asked to end early, if it was. */
    public val cancelInitiatedAt: String? get() = raw.string("cancel_initiated_at")

    /** When its results were taken away, once they were. */
    public val archivedAt: String? get() = raw.string("archived_at")

    /** Where the server keeps the results. [MessageBatches.results] does not go there: the key travels to the client's own server alone. */
    public val resultsUrl: String? get() = raw.string("results_url")

    private fun count(name: String) = raw.obj("request_counts")?.long(name) ?: 0
}
