package dev.sluice.limits

import kotlin.random.Random

/** Says how long to wait before the next try. */
internal class RetryWait(private val policy: RetryPolicy, private val random: Random) {
    fun millis(retriesMade: Int, retryAfterMillis: Long?): Long {
        if (retryAfterMillis != null) return retryAfterMillis
        // Beyond this doubling the cap holds anyway, and the shift would overflow.
        val doubled = policy.initialWaitMillis.toDouble() * (1L shl retriesMade.coerceAtMost(MAX_DOUBLINGS))
        return (minOf(doubled, policy.maxWaitMillis.toDouble()) * (1 - JITTER * random.nextDouble())).toLong()
    }

    private companion object {
        const val MAX_DOUBLINGS = 30
        const val JITTER = 0.25
    }
}
