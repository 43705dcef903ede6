package dev.sluice.limits

import dev.sluice.limits.ReportedLimits.Left

/**
 * What the provider said was [left] at [atMillis], less what is [spent] since. It fills up again evenly until its reset, as the providers'
 * buckets do; where they do not say to what size, all at once.
 */
internal class Reported(private val left: Left, private val atMillis: Long, var spent: Long) {
    /** How long until [cost] is there; 0 if it is, or if the word is out of date. */
    fun millisUntil(now: Long, cost: Long): Long {
        val missing = cost + spent - left.left
        val refilled = left.limit?.minus(left.left) ?: 0
        val millis = if (missing in 1 until refilled) ceilDiv(left.resetMillis * missing, refilled) else left.resetMillis
        return if (missing <= 0) 0 else maxOf(0, atMillis + millis - now)
    }

    private fun ceilDiv(value: Long, by: Long) = (value + by - 1) / by
}
