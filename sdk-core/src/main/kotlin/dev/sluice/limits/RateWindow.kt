package dev.sluice.limits

/**
 * What was let through within the last minute, and what the provider says is left. Not safe for concurrent use.
 *
 * A log, not a bucket: a bucket that is full lets a whole minute's worth through at once and refills meanwhile, so that a window may
 * see nearly twice the limit. Null for what is not limited; then nothing is kept.
 */
internal class RateWindow(private val requests: Int?, private val tokens: Long?) {
    /** One that was let through. */
    class Entry(val atMillis: Long, var tokens: Long)

    private val log = ArrayDeque<Entry>()
    private var spent = 0L

    /** Those whose answers have told nothing yet: whether the provider has counted them, nobody knows. */
    private val unheard = LinkedHashSet<Entry>()
    private var reportedRequests: Reported? = null
    private var reportedTokens: Reported? = null

    /** 0 if a request of [cost] tokens may be sent at [now]; else how long to wait before it is worth another look. */
    fun millisUntil(now: Long, cost: Long): Long {
        while (log.isNotEmpty() && log.first().atMillis + WINDOW_MILLIS <= now) spent -= log.removeFirst().tokens
        val byLog = maxOf(untilRequests(now), untilTokens(now, cost))
        return maxOf(byLog, reportedRequests?.millisUntil(now, 1) ?: 0, reportedTokens?.millisUntil(now, cost) ?: 0)
    }

    fun enter(now: Long, cost: Long): Entry {
        reportedRequests?.let { it.spent += 1 }
        reportedTokens?.let { it.spent += cost }
        val entry = Entry(now, cost)
        unheard += entry
        if (requests != null || tokens != null) {
            log.addLast(entry)
            spent += cost
        }
        return entry
    }

    /** The answer to [entry] brought [limits]. */
    fun observe(now: Long, entry: Entry, limits: ReportedLimits) {
        unheard -= entry
        // Who is under way may have been counted or not; to count them twice is the safe mistake.
        limits.requests?.let { reportedRequests = Reported(it, now, unheard.size.toLong()) }
        limits.tokens?.let { reportedTokens = Reported(it, now, unheard.sumOf(Entry::tokens)) }
    }

    fun settle(entry: Entry, actual: Long) {
        if (isLogged(entry)) spent += actual - entry.tokens
        entry.tokens = actual
    }

    /** Nothing more will be heard of [entry]. */
    fun ended(entry: Entry) {
        unheard -= entry
    }

    private fun isLogged(entry: Entry) = log.isNotEmpty() && entry.atMillis >= log.first().atMillis

    private fun untilRequests(now: Long): Long =
        if (requests == null || log.size < requests) 0 else log[log.size - requests].atMillis + WINDOW_MILLIS - now

    /** Until so many of the oldest have left the window that the rest and [cost] fit in. */
    private fun untilTokens(now: Long, cost: Long): Long {
        if (tokens == null) return 0
        var left = spent
        var wait = 0L
        for (entry in log) {
            if (left <= tokens - cost) break
            left -= entry.tokens
            wait = entry.atMillis + WINDOW_MILLIS - now
        }
        return wait
    }

    private companion object {
        const val WINDOW_MILLIS = 60_000L
    }
}
