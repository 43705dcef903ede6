package dev.sluice.limits

/**
 * When a failed call is made again, and after how long.
 *
 * A call is made again after a connection error, a timeout, or an answer of 408, 409, 429 or 500 and above, unless the server says
 * otherwise (`x-should-retry`), and never once something of it has reached the user. The wait is what the server asks for
 * (`retry-after-ms`, `retry-after`); if that is more than [maxRetryAfterMillis], the call fails at once. Without such a word it doubles from
 * [initialWaitMillis] to [maxWaitMillis], each up to a quarter shorter by chance.
 *
 * [budget] bounds retries over all calls of a client, so that an outage does not multiply the load: each retry takes one from it, each
 * call that succeeds gives a part of one back. A retry after a 429, or one whose time the server named, takes none: the server is well.
 */
public class RetryPolicy private constructor(
    public val maxRetries: Int,
    public val initialWaitMillis: Long,
    public val maxWaitMillis: Long,
    public val maxRetryAfterMillis: Long,
    public val budget: Int,
) {
    /** A builder that starts from this. */
    public fun newBuilder(): Builder = Builder(this)

    override fun toString(): String =
        "RetryPolicy(maxRetries=$maxRetries, wait=$initialWaitMillis..$maxWaitMillis ms, maxRetryAfter=$maxRetryAfterMillis ms, budget=$budget)"

    /** Makes a [RetryPolicy]. */
    public class Builder internal constructor(from: RetryPolicy) {
        /** The builder with the defaults: 2 retries, 0.5 s to 8 s, 120 s, 100. */
        public constructor() : this(DEFAULT)

        /** How often a call is made again at most; 0 for never. */
        @set:JvmSynthetic
        public var maxRetries: Int = from.maxRetries

        @set:JvmSynthetic
        public var initialWaitMillis: Long = from.initialWaitMillis

        @set:JvmSynthetic
        public var maxWaitMillis: Long = from.maxWaitMillis

        @set:JvmSynthetic
        public var maxRetryAfterMillis: Long = from.maxRetryAfterMillis

        @set:JvmSynthetic
        public var budget: Int = from.budget

        /** Sets [maxRetries]. */
        public fun maxRetries(value: Int): Builder = apply { maxRetries = value }

        /** Sets [initialWaitMillis]. */
        public fun initialWaitMillis(value: Long): Builder = apply { initialWaitMillis = value }

        /** Sets [maxWaitMillis]. */
        public fun maxWaitMillis(value: Long): Builder = apply { maxWaitMillis = value }

        /** Sets [maxRetryAfterMillis]. */
        public fun maxRetryAfterMillis(value: Long): Builder = apply { maxRetryAfterMillis = value }

        /** Sets [budget]. */
        public fun budget(value: Int): Builder = apply { budget = value }

        /** The finished [RetryPolicy]. */
        public fun build(): RetryPolicy {
            require(maxRetries >= 0) { "maxRetries must not be negative, is $maxRetries" }
            require(initialWaitMillis >= 0) { "initialWaitMillis must not be negative, is $initialWaitMillis" }
            require(maxWaitMillis >= initialWaitMillis) { "maxWaitMillis ($maxWaitMillis) is below initialWaitMillis ($initialWaitMillis)" }
            require(maxRetryAfterMillis >= 0) { "maxRetryAfterMillis must not be negative, is $maxRetryAfterMillis" }
            require(budget >= 0) { "budget must not be negative, is $budget" }
            return RetryPolicy(maxRetries, initialWaitMillis, maxWaitMillis, maxRetryAfterMillis, budget)
        }
    }

    public companion object {
        /** What the official clients do: 2 retries, 0.5 s to 8 s apart; and a budget of 100. */
        @JvmField
        public val DEFAULT: RetryPolicy = RetryPolicy(2, 500, 8_000, 120_000, 100)

        /** Every call is made once. */
        @JvmField
        public val NEVER: RetryPolicy = DEFAULT.newBuilder().maxRetries(0).build()
    }
}
