package dev.sluice.transport

import java.time.DateTimeException
import java.time.ZonedDateTime
import java.time.format.DateTimeFormatter
import kotlin.math.ceil

/**
 * How long the server asks us to wait: `retry-after-ms`, else `retry-after` as seconds (with a fraction, as some servers send), else as
 * an HTTP date. Null when it asks for nothing, for nonsense, or for a time that has passed.
 */
internal fun retryAfterMillis(headers: HttpHeaders, clock: Clock): Long? {
    val millis = headers["retry-after-ms"]?.trim()?.toDoubleOrNull()
    if (millis != null && millis.isFinite()) return positive(millis)
    val after = headers["retry-after"]?.trim() ?: return null
    val seconds = after.toDoubleOrNull() ?: return untilDate(after, clock)
    return positive(seconds * 1_000)
}

private fun untilDate(date: String, clock: Clock): Long? = try {
    val at = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant().toEpochMilli()
    (at - clock.wallMillis()).takeIf { it > 0 }
} catch (_: DateTimeException) {
    null
} catch (_: ArithmeticException) {
    null
}

private fun positive(millis: Double): Long? = if (millis.isFinite() && millis > 0) ceil(millis).toLong() else null
