package dev.sluice.testing.offline.wire

/**
 * Lets [requests] through, refuses one, and begins again: a limit that is counted and not timed, so that the same requests in the same
 * order have the same answers on any machine. A refused request is let through when it comes again, and does not count then: whoever
 * waits as told is served. Thread-safe.
 */
internal class RequestLimit(private val requests: Int) {
    private val refused = LinkedHashSet<String>()
    private var seen = 0L

    /** Counts a request; [fingerprint] tells it from others. */
    fun next(fingerprint: String): LimitState = synchronized(refused) {
        val isBack = refused.remove(fingerprint)
        if (!isBack) seen++
        val left = requests - 1 - ((seen - 1) % (requests + 1)).toInt()
        val isExceeded = !isBack && left < 0
        if (isExceeded) remember(fingerprint)
        LimitState(requests, maxOf(left, 0), isExceeded)
    }

    private fun remember(fingerprint: String) {
        if (refused.size == MOST_REFUSED) refused.remove(refused.first())
        refused += fingerprint
    }

    companion object {
        /** How long a refused client is asked to wait. Nothing depends on it: the request is answered whenever it comes again. */
        private const val RETRY_AFTER_MILLIS = 20
        private const val MOST_REFUSED = 10_000

        /** What tells a client when to come again, in the milliseconds that few servers name and in the seconds that all do. */
        val RETRY_AFTER: Map<String, String> = mapOf("retry-after-ms" to "$RETRY_AFTER_MILLIS", "retry-after" to "1")

        fun words(state: LimitState): String =
            "Rate limit reached: the offline model was told to answer ${state.requests} requests and refuse the next. " +
                "Please try again in ${RETRY_AFTER_MILLIS}ms."
    }
}

/** Where a limit stands at a request: [left] more are let through after it, and whether it is itself one too many. */
internal class LimitState(val requests: Int, val left: Int, val isExceeded: Boolean)
