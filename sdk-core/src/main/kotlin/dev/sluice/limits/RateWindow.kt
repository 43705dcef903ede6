package dev.sluice.limits

/**
 * What was let through within the last minute, and what the provider says is left. Not safe for concurrent use.
 *
 * A log, not a bucket: a bucket that is full lets a whole minute's worth through at once and refills meanwhile, so that a window may
 * see nearly twice the limit.
 */
internal class RateWindow(private val requests: Int, private val tokens: Long) {
    /** One that was let through. */
    class Entry(val atMillis: Long, var tokens: Long)

    private val entries = ArrayDeque<Entry>()
    private var reportedRequests: Reported? = null
    private var reportedTokens: Reported? = null

    /** What the provider says is left until a moment, less what was sent since. */
    private class Reported(var left: Long, val untilMillis: Long)

    /** 0 if a request of [cost] tokens may be sent at [now]; else how long to wait before it is worth another look. */
    fun millisUntil(now: Long, cost: Long): Long {
        while (entries.isNotEmpty() && entries.first().atMillis + WINDOW_MILLIS <= now) entries.removeFirst()
        val byLog = maxOf(untilRequests(now), untilTokens(now, cost))
        return maxOf(byLog, reportedRequests.until(now, 1), reportedTokens.until(now, cost))
    }

    fun enter(now: Long, cost: Long): Entry {
        reportedRequests?.let { it.left -= 1 }
        reportedTokens?.let { it.left -= cost }
        return Entry(now, cost).also(entries::addLast)
    }

    fun observe(now: Long, limits: ReportedLimits) {
        limits.requests?.let { reportedRequests = Reported(it.left, now + it.resetMillis) }
        limits.tokens?.let { reportedTokens = Reported(it.left, now + it.resetMillis) }
    }

    private fun untilRequests(now: Long): Long =
        if (entries.size < requests) 0 else entries[entries.size - requests].atMillis + WINDOW_MILLIS - now

    /** Until so many of the oldest have left the window that the rest and [cost] fit in. */
    private fun untilTokens(now: Long, cost: Long): Long {
        var spent = entries.sumOf { it.tokens }
        var wait = 0L
        for (entry in entries) {
            if (spent <= tokens - cost) break
            spent -= entry.tokens
            wait = entry.atMillis + WINDOW_MILLIS - now
        }
        return wait
    }

    private fun Reported?.until(now: Long, cost: Long): Long = if (this == null || left >= cost ||
        untilMillis <= now
    ) {
        0
    } else {
        untilMillis - now
    }

    private companion object {
        const val WINDOW_MILLIS = 60_000L
    }
}
