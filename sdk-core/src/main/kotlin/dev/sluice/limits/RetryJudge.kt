package dev.sluice.limits

import dev.sluice.errors.ApiException
import dev.sluice.errors.ApiStatusException
import dev.sluice.errors.ApiTimeoutException
import dev.sluice.errors.RateLimitException

/** Says whether a failed call is worth another try. Pure: it neither waits nor counts. */
internal class RetryJudge(private val policy: RetryPolicy) {
    /** What speaks for another try. */
    class Verdict(
        /** How long the server asks us to wait; null if it leaves that to us. */
        val askedMillis: Long?,
        /** The server is well and paces us: this is no outage that a budget should dampen. */
        val isServersWord: Boolean,
    )

    /** Null if [failure] is final. */
    fun judge(failure: ApiException, retriesMade: Int): Verdict? {
        if (!failure.isRetryable || retriesMade >= policy.maxRetries) return null
        if (failure is ApiTimeoutException && failure.limit == TOTAL) return null
        val asked = (failure as? ApiStatusException)?.retryAfterMillis
        if (asked != null && asked > policy.maxRetryAfterMillis) return null
        return Verdict(asked, asked != null || failure is RateLimitException)
    }

    companion object {
        /** The limit that no retry can help. */
        const val TOTAL: String = "total"
    }
}
