package dev.sluice.transport

/**
 * Stands between a client and its transport, for each try of a call: it may change the request, send it (again, after a new login for
 * one), change the response or give [one of its own][HttpResponse.of].
 *
 * ```kotlin
 * OpenAI {
 *     interceptors = listOf(Interceptor { request, next -> next.proceed(request.withHeader("X-Team", "search")) })
 * }
 * ```
 *
 * Several are called in their order, the first outermost. Runs in the caller's coroutine. What it throws fails the call; throw an
 * [dev.sluice.errors.ApiException] to have retries judge it.
 */
public fun interface Interceptor {
    /** Answers [request], as a rule by handing it to [next]. */
    public suspend fun intercept(request: HttpRequest, next: InterceptorChain): HttpResponse
}

/** What comes after an [Interceptor]. */
public fun interface InterceptorChain {
    /**
     * Sends [request] on and returns when the head of the response is here. The response is open until the call is over, or until
     * this is called again.
     */
    public suspend fun proceed(request: HttpRequest): HttpResponse
}
