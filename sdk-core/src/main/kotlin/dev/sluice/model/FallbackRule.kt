package dev.sluice.model

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiException
import dev.sluice.errors.ApiTimeoutException
import dev.sluice.errors.InternalServerException
import dev.sluice.errors.OverloadedException
import dev.sluice.errors.RateLimitException

/** Says which failures another model may take over. */
public fun interface FallbackRule {
    public fun covers(failure: ApiException): Boolean

    public companion object {
        /** Connection errors, timeouts, 429 and 5xx: what says nothing against the request itself. */
        @JvmField
        public val OUTAGES: FallbackRule = FallbackRule {
            it is ApiConnectionException || it is ApiTimeoutException || it is RateLimitException || it is OverloadedException ||
                it is InternalServerException
        }

        /** Every failure of the API, a refused key or an unknown model among them. */
        @JvmField
        public val ALL: FallbackRule = FallbackRule { true }
    }
}
