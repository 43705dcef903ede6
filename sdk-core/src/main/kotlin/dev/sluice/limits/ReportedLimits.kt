package dev.sluice.limits

import dev.sluice.transport.HttpHeaders
import java.time.Instant
import java.time.format.DateTimeParseException

/** What a provider says is left of its limits. */
internal class ReportedLimits(val requests: Left?, val tokens: Left?) {
    /** So much of [limit], if that is known, until it is whole again. */
    class Left(val left: Long, val resetMillis: Long, val limit: Long?)
}

/**
 * Reads the headers of OpenAI (`x-ratelimit-remaining-requests: 59`, `x-ratelimit-reset-requests: 1m2.5s`) and of Anthropic
 * (`anthropic-ratelimit-requests-remaining: 59`, `…-reset: 2026-11-21T12:00:00Z`).
 *
 * A reset that is farther off than two minutes is passed over: that is a quota of a day or a month, and a call should fail with the
 * server's word for it and not wait for hours.
 */
internal fun reportedLimits(headers: HttpHeaders, wallMillis: Long): ReportedLimits {
    fun value(kind: String, what: String) = (headers["x-ratelimit-$what-$kind"] ?: headers["anthropic-ratelimit-$kind-$what"])?.trim()
    fun left(kind: String): ReportedLimits.Left? =
        left(value(kind, "remaining"), value(kind, "reset"), value(kind, "limit")?.toLongOrNull(), wallMillis)
    return ReportedLimits(left("requests"), left("tokens"))
}

private fun left(remaining: String?, reset: String?, limit: Long?, wallMillis: Long): ReportedLimits.Left? {
    val count = remaining?.toLongOrNull() ?: return null
    val millis = reset?.let { durationMillis(it) ?: momentMillis(it, wallMillis) } ?: return null
    return if (count < 0 || millis !in 0..FARTHEST_MILLIS) null else ReportedLimits.Left(count, millis, limit)
}

/** `6m0s`, `1h2m3.5s`, `120ms`, or seconds alone. */
private fun durationMillis(text: String): Long? {
    text.toDoubleOrNull()?.let { return (it * SECOND).toLong() }
    if (!DURATION.matches(text)) return null
    return PART.findAll(text).sumOf { (it.groupValues[1].toDouble() * UNITS.getValue(it.groupValues[2])) }.toLong()
}

private fun momentMillis(text: String, wallMillis: Long): Long? = try {
    Instant.parse(text).toEpochMilli() - wallMillis
} catch (_: DateTimeParseException) {
    null
}

private const val SECOND = 1_000.0
private const val FARTHEST_MILLIS = 120_000L
private val PART = Regex("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|h|m|s|d)")
private val DURATION = Regex("(?:${PART.pattern}){1,5}")
private val UNITS = mapOf("ms" to 1.0, "s" to SECOND, "m" to 60_000.0, "h" to 3_600_000.0, "d" to 86_400_000.0)
