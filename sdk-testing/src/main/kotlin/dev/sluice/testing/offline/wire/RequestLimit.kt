package dev.sluice.testing.offline.wire

import java.util.concurrent.atomic.AtomicLong

/**
 * Lets [requests] through, refuses one, and begins again: a limit that is counted and not timed, so that the same requests in the same
 * order have the same answers on any machine.
 */
internal class RequestLimit(private val requests: Int) {
    private val seen = AtomicLong()

    fun next(): LimitState = LimitState(requests, requests - 1 - (seen.getAndIncrement() % (requests + 1)).toInt())

    companion object {
        /** How long a refused client is asked to wait. Nothing depends on it: the next request is answered whenever it comes. */
        private const val RETRY_AFTER_MILLIS = 20

        /** What tells a client when to come again, in the milliseconds that few servers name and in the seconds that all do. */
        val RETRY_AFTER: Map<String, String> = mapOf("retry-after-ms" to "$RETRY_AFTER_MILLIS", "retry-after" to "1")

        fun words(state: LimitState): String =
            "Rate limit reached: the offline model was told to answer ${state.requests} requests and refuse the next. " +
                "Please try again in ${RETRY_AFTER_MILLIS}ms."
    }
}

/** Where a limit stands after a request: [remaining] more are let through, -1 when this one is not. */
internal class LimitState(val requests: Int, private val remaining: Int) {
    val isExceeded: Boolean get() = remaining < 0
    val left: Int get() = maxOf(remaining, 0)
}
