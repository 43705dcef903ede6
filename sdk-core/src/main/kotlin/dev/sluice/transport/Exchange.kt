package dev.sluice.transport

/** One try of a call, as a provider's code sees it. */
internal interface Exchange {
    val response: HttpResponse

    /** Set just before something of this try reaches the user: from then on the call is not tried again. */
    var delivered: Boolean
}

/** Makes calls: a transport with what stands around it, such as retries. */
internal interface Exchanges {
    val clock: Clock

    /**
     * Sends what [prepare] makes (once for each try, counted from 1, so that a key provider is asked again) and runs [block] on the answer.
     * A retryable [dev.sluice.errors.ApiException] out of [block] starts the next try while [Exchange.delivered] is unset.
     */
    suspend fun <R> call(prepare: suspend (attempt: Int) -> HttpRequest, block: suspend (Exchange) -> R): R
}
