package dev.sluice.limits

import dev.sluice.errors.ApiException
import dev.sluice.transport.HttpHeaders
import dev.sluice.transport.HttpRequest

/**
 * Hears what a client sends and receives, and cannot change it: for logs, metrics and traces.
 *
 * Called for each try of a call, on the thread that happens to run it; be quick and do not block. What a listener throws is dropped.
 * Headers that carry secrets are hidden in what [HttpRequest] and [HttpHeaders] print.
 *
 * ```kotlin
 * OpenAI { listener = object : CallListener { override fun onFailure(call: CallAttempt, failure: Throwable) = metrics.count(failure) } }
 * ```
 */
public interface CallListener {
    /** A request is about to be sent. */
    public fun onRequest(call: CallAttempt, request: HttpRequest) {}

    /** The head of the response is here, [millis] after the request was begun. */
    public fun onResponse(call: CallAttempt, status: Int, headers: HttpHeaders, millis: Long) {}

    /** The try ended well, its body read as far as it was wanted. */
    public fun onSuccess(call: CallAttempt, millis: Long) {}

    /** The try failed, or was cancelled by its caller. */
    public fun onFailure(call: CallAttempt, failure: Throwable, millis: Long) {}

    /** The call will be made again after [waitMillis]. */
    public fun onRetry(call: CallAttempt, failure: ApiException, waitMillis: Long) {}
}

/** One try of one call, so that what belongs together can be told together. */
public class CallAttempt internal constructor(
    /** Counts the calls of this process. */
    public val callNumber: Long,
    /** Counts the tries of this call, from 1. */
    public val attempt: Int,
) {
    override fun toString(): String = "call $callNumber, attempt $attempt"
}
