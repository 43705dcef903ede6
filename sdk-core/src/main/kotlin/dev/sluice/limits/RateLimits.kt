package dev.sluice.limits

import dev.sluice.transport.Clock
import dev.sluice.transport.HttpHeaders
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.Semaphore
import kotlinx.coroutines.sync.withLock

/**
 * Keeps one process within what a provider allows: in any minute never more requests and tokens than said, and never more exchanges at
 * once. Providers count for each model of a key: make one for each, and share it among the clients that ask that model, such as copies
 * made by `withOptions`. Whoever asks first goes first, and a request that must wait lets no smaller one pass.
 *
 * Tokens are reserved by an estimate, the request's text and the most that its answer may have, and settled by the provider's count when
 * it comes; where a request names no such limit, the answer counts only then. What the provider says in its headers of its own count
 * (`x-ratelimit-…`, `anthropic-ratelimit-…`) is obeyed where it is stricter. A request that alone is estimated above the limit is sent
 * when nothing else was within the minute.
 *
 * ```kotlin
 * OpenAI { rateLimiter = RateLimits { requestsPerMinute = 500; tokensPerMinute = 200_000; maxConcurrent = 50 } }
 * ```
 *
 * Safe for use from any number of coroutines at once, and under cancellation. No thread waits.
 */
public class RateLimits private constructor(
    private val requestsPerMinute: Int?,
    private val tokensPerMinute: Long?,
    private val maxConcurrent: Int?,
    private val clock: Clock,
) : RateLimiter {
    /** Whoever holds it is next; it hands over in the order of asking. */
    private val turn = Mutex()
    private val slots = maxConcurrent?.let(::Semaphore)
    private val window = RateWindow(requestsPerMinute, tokensPerMinute)

    /** Something changed that may let the next one through earlier than it thought. */
    private val changed = Channel<Unit>(Channel.CONFLATED)

    override suspend fun acquire(estimatedTokens: Long): RatePermit = turn.withLock {
        slots?.acquire()
        try {
            val tokens = estimatedTokens.coerceIn(0, tokensPerMinute ?: Long.MAX_VALUE)
            // Nothing suspends between the entry and the permit's return, so no cancellation can lose it.
            enter(tokens)
        } catch (e: Throwable) {
            slots?.release()
            throw e
        }
    }

    private suspend fun enter(tokens: Long): RatePermit {
        while (true) {
            val wait = synchronized(window) {
                val now = clock.steadyMillis()
                window.millisUntil(now, tokens).also { if (it == 0L) return Permit(window.enter(now, tokens)) }
            }
            clock.within(wait) { changed.receive() }
        }
    }

    override fun toString(): String =
        "RateLimits(requestsPerMinute=$requestsPerMinute, tokensPerMinute=$tokensPerMinute, maxConcurrent=$maxConcurrent)"

    private inner class Permit(private val entry: RateWindow.Entry) : RatePermit {
        override fun observe(headers: HttpHeaders) = change {
            window.observe(clock.steadyMillis(), entry, reportedLimits(headers, clock.wallMillis()))
        }

        override fun settle(actualTokens: Long) = change { window.settle(entry, actualTokens.coerceAtLeast(0)) }

        override fun release() {
            change { window.ended(entry) }
            slots?.release()
        }

        private fun change(what: () -> Unit) {
            synchronized(window) { what() }
            changed.trySend(Unit)
        }
    }

    /** Makes [RateLimits]. What is not set is not limited. */
    public class Builder {
        internal var clock: Clock = Clock.System

        /** How many requests may begin within any minute. */
        @set:JvmSynthetic
        public var requestsPerMinute: Int? = null

        /** How many tokens may be spent within any minute, on requests and answers together. */
        @set:JvmSynthetic
        public var tokensPerMinute: Long? = null

        /**
         * How many exchanges may run at once. A stream of tokens or a download is read as fast as its collector takes it, and holds its place
         * as long: a call from within the collector needs a place beside it. An extraction reads ahead and gives its place back when the
         * answer is here.
         */
        @set:JvmSynthetic
        public var maxConcurrent: Int? = null

        /** Sets [requestsPerMinute]. */
        public fun requestsPerMinute(value: Int?): Builder = apply { requestsPerMinute = value }

        /** Sets [tokensPerMinute]. */
        public fun tokensPerMinute(value: Long?): Builder = apply { tokensPerMinute = value }

        /** Sets [maxConcurrent]. */
        public fun maxConcurrent(value: Int?): Builder = apply { maxConcurrent = value }

        /** The finished [RateLimits]. */
        public fun build(): RateLimits {
            val limits = listOf(
                "requestsPerMinute" to requestsPerMinute,
                "tokensPerMinute" to tokensPerMinute,
                "maxConcurrent" to maxConcurrent,
            )
            for ((name, value) in limits) require(value == null || value.toLong() >= 1) { "$name must be at least 1, is $value" }
            return RateLimits(requestsPerMinute, tokensPerMinute, maxConcurrent, clock)
        }
    }

    public companion object {
        /** Limits as [set] sets them: `RateLimits { requestsPerMinute = 500 }`. */
        @JvmSynthetic
        public operator fun invoke(set: Builder.() -> Unit): RateLimits = Builder().apply(set).build()
    }
}
