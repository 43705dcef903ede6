package dev.sluice.transport

/**
 * The one seam to the network: sends a request and hands its response to a block.
 *
 * The response lives only inside the block; when the block returns, throws or is cancelled, its connection has been given back or
 * closed. The block runs in the caller's coroutine, so it may emit into the caller's flow. Cancelling the caller closes the
 * connection (or resets the HTTP/2 stream) at once.
 *
 * Failures to connect, to send or to read are thrown as [dev.sluice.errors.ApiConnectionException], a connect timeout as
 * [dev.sluice.errors.ApiTimeoutException]. A status of 400 or above is a response, not a failure. Redirects are not followed.
 *
 * Implementations are safe for use from several coroutines at once.
 */
public interface Transport : AutoCloseable {
    /** Sends [request] and runs [block] on the response as soon as its head has arrived. */
    public suspend fun <R> execute(request: HttpRequest, block: suspend (HttpResponse) -> R): R

    /** Gives up the connections it owns. Idempotent, never blocks; calls that still run fail with `ClientClosedException`. */
    override fun close()
}
