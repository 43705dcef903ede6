package dev.sluice.transport

import dev.sluice.errors.ApiException
import dev.sluice.errors.ApiFailure
import kotlinx.serialization.json.JsonObject
import java.io.ByteArrayOutputStream

/** What an answer with an error status says went wrong. Reads the start of its body, for [idleMillis] at most. */
internal suspend fun HttpResponse.readFailure(clock: Clock, idleMillis: Long): ApiFailure {
    val text = readStart(clock, idleMillis)
    val error = ErrorBody.parse(text)
    return ApiFailure(
        status = status,
        message = error.message,
        code = error.code,
        type = error.type,
        param = error.param,
        requestId = requestId ?: error.requestId,
        retryAfterMillis = retryAfterMillis(headers, clock) ?: error.retryAfterMillis,
        body = text.take(KEPT_CHARS),
        hint = hintFor(status, error, headers),
        shouldRetry = headers["x-should-retry"]?.trim()?.lowercase()?.toBooleanStrictOrNull(),
    )
}

/**
 * What an error event inside a stream says went wrong, as the failure it would have been by status. [json] is the event's data, in any
 * of the forms that providers use: `{"error": …}`, `{"type": "error", "error": …}`, an error's own fields, or a failed response.
 */
internal fun streamFailure(json: JsonObject, requestId: String?): ApiFailure {
    val error = ErrorBody.of(json)
    return ApiFailure(
        status = 200,
        message = error.message,
        code = error.code,
        type = error.type,
        param = error.param,
        requestId = requestId ?: error.requestId,
        retryAfterMillis = error.retryAfterMillis,
        body = json.toString().take(KEPT_CHARS),
        hint = hintFor(error),
    )
}

/** As much of the body as came in time before it ended, grew too long or broke: the status says more than a failure to read it would. */
private suspend fun HttpResponse.readStart(clock: Clock, idleMillis: Long): String {
    val start = ByteArrayOutputStream()
    try {
        // One limit for all of it: a body that trickles must not hold up the error that is already known.
        clock.within(idleMillis) {
            while (start.size() < READ_BYTES) start.take(body.read() ?: break)
        }
    } catch (_: ApiException) {
        // What has been read so far is kept.
    }
    return start.toByteArray().decodeToString().withoutByteOrderMark()
}

/** Enough for the long error bodies that repeat a schema, so that they still parse. */
private const val READ_BYTES = 64 shl 10
private const val KEPT_CHARS = 4 shl 10
