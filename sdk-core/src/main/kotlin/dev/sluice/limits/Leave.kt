package dev.sluice.limits

import dev.sluice.transport.HttpHeaders

/** A limiter's permit as a call holds it. What the permit throws, such as a store that is away, does not decide the call. */
internal class Leave(private val permit: RatePermit) {
    fun observe(headers: HttpHeaders) = attempt { permit.observe(headers) }

    fun end(usedTokens: Long?) {
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
