package dev.sluice.limits

import dev.sluice.transport.HttpHeaders
import java.util.concurrent.atomic.AtomicBoolean

/** A limiter's permit as a call holds it. What the permit throws, such as a store that is away, does not decide the call. */
internal class Leave(private val permit: RatePermit) {
    private val isOver = AtomicBoolean()

    fun observe(headers: HttpHeaders) = attempt { permit.observe(headers) }

    /** Gives the permit back, the first time. */
    fun end(usedTokens: Long?) {
        if (!isOver.compareAndSet(false, true)) return
        if (usedTokens != null) attempt { permit.settle(usedTokens) }
        attempt { permit.release() }
    }

    private inline fun attempt(what: () -> Unit) {
        try {
            what()
        } catch (_: Exception) {
            // The answer is here, and more than the count of it.
        }
    }
}
