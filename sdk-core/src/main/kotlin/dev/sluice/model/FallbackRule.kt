package dev.sluice.model

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiException
import dev.sluice.errors.ApiStatusException
import dev.sluice.errors.ApiTimeoutException
import dev.sluice.errors.InternalServerException
import dev.sluice.errors.OverloadedException
import dev.sluice.errors.RateLimitException

/** Says which failures another model may take over. */
public fun interface FallbackRule {
    public fun covers(failure: ApiException): Boolean

    public companion object {
        /**
         * Connection errors, 408, 429, 5xx, and timeouts but for `total`, which says how long the caller would wait at all: what says
         * nothing against the request itself.
         */
        @JvmField
        public val OUTAGES: FallbackRule = FallbackRule {
            when (it) {
                is ApiConnectionException -> true
                is ApiTimeoutException -> it.limit != "total"
                is RateLimitException, is OverloadedException, is InternalServerException -> true
                else -> it is ApiStatusException && it.status == REQUEST_TIMEOUT
            }
        }

        /** Every failure of the API, a refused key or an unknown model among them. */
        @JvmField
        public val ALL: FallbackRule = FallbackRule { true }
    }
}

private const val REQUEST_TIMEOUT = 408
