package dev.sluice.limits

import dev.sluice.transport.Clock
import dev.sluice.transport.HttpRequest
import dev.sluice.transport.HttpResponse
import dev.sluice.transport.Timeouts

/** One try of a call, as a provider's code sees it. */
internal interface Exchange {
    val response: HttpResponse

    /** Something of this try goes to the user's code, for [deliver]. */
    fun beginDelivery()

    /** It has taken it. */
    fun endDelivery()

    /** The provider has said all; a limiter's permit goes back, though the call may have something to do yet. */
    fun over()

    /** [used] tells what the provider has counted for this call, once it said so; a rate limit is settled by what it tells in the end. */
    fun countTokens(used: () -> Long?)
}

/**
 * Runs [emit], through which something of this try reaches the user: from here on the call is not tried again. What [emit] throws is the
 * user's own and passes untouched, even if it is one of our exceptions, such as the failure of another call.
 */
internal inline fun Exchange.deliver(emit: () -> Unit) {
    beginDelivery()
    // No try: whether it was left by an exception is what is asked.
    emit()
    endDelivery()
}

/** What one call has to itself. */
internal class CallTerms(
    /** Null for the client's. */
    val timeouts: Timeouts? = null,
    /** Null for the client's. */
    val retries: RetryPolicy? = null,
    estimate: () -> Long = { 0 },
) {
    /** How many tokens the call will cost, as far as one can guess before it is made. Only a limiter asks, and the guess goes through the body. */
    val estimatedTokens: Long by lazy(estimate)
}

/** Makes calls: a transport with what stands around it, such as retries. */
internal interface Exchanges {
    val clock: Clock

    /**
     * Sends what [prepare] makes (once for each try, counted from 1, so that a key provider is asked again) and runs [block] on the answer.
     * A retryable [dev.sluice.errors.ApiException] out of [block] starts the next try until something was [delivered][deliver].
     */
    suspend fun <R> call(terms: CallTerms, prepare: suspend (attempt: Int) -> HttpRequest, block: suspend (Exchange) -> R): R
}
