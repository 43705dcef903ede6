package dev.sluice.limits

import dev.sluice.transport.HttpHeaders

/**
 * Lets requests through at a rate that a provider allows. [RateLimits] is the one for a single process; implement this over a store
 * that several processes share to keep a fleet within one limit.
 *
 * A client asks for a permit before each try of a call, tells what the response's headers say of the provider's own count, and gives
 * the permit back when the exchange is over at the network's end.
 */
public interface RateLimiter {
    /**
     * Waits until a request of about [estimatedTokens] may be sent. Must be safe under cancellation: a caller that is cancelled while
     * it waits, or in the moment it is let through, must not hold a permit.
     */
    public suspend fun acquire(estimatedTokens: Long): RatePermit
}

/**
 * The leave to send one request. Each function is called at most once, [release] always. They must not block. What they throw is dropped:
 * it does not decide the call.
 */
public interface RatePermit {
    /** The response's head is here; its headers may tell how much the provider would still take. */
    public fun observe(headers: HttpHeaders)

    /** The provider counted [actualTokens], or nothing was sent and they are 0; takes the place of the estimate. */
    public fun settle(actualTokens: Long)

    /** The exchange is over. */
    public fun release()
}
