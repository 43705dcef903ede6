package dev.sluice.transport

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart.UNDISPATCHED
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch

/** A [transport] with [interceptors] before it. */
internal class InterceptedTransport(private val transport: Transport, private val interceptors: List<Interceptor>) : Transport {
    override suspend fun <R> execute(request: HttpRequest, block: suspend (HttpResponse) -> R): R = coroutineScope {
        val network = HeldExchange(this, transport)
        val end = InterceptorChain {
            request.whenSent(it)
            network.proceed(it)
        }
        val chain = interceptors.foldRight(end) { interceptor, next ->
            InterceptorChain { interceptor.intercept(it, next) }
        }
        try {
            block(chain.proceed(request)).also { network.finish() }
        } finally {
            network.abort()
        }
    }

    override fun close() = transport.close()

    override fun toString(): String = transport.toString()
}

/**
 * An exchange that stays open while somebody else works with its response: a transport hands a response to a block and takes it back
 * when the block ends, an interceptor returns it. The block waits in a coroutine of its own meanwhile.
 */
private class HeldExchange(private val scope: CoroutineScope, private val transport: Transport) {
    private var running: Job? = null
    private var done = CompletableDeferred<Unit>()

    suspend fun proceed(request: HttpRequest): HttpResponse {
        running?.cancelAndJoin()
        val head = CompletableDeferred<HttpResponse>()
        val released = CompletableDeferred<Unit>().also { done = it }
        running = scope.launch(start = UNDISPATCHED) {
            try {
                transport.execute(request) { response ->
                    head.complete(response)
                    released.await()
                }
            } catch (cancelled: CancellationException) {
                head.completeExceptionally(cancelled)
                throw cancelled
            } catch (failed: Exception) {
                // After the head, reading the body fails with the same: whoever reads hears of it.
                head.completeExceptionally(failed)
            }
        }
        try {
            return head.await()
        } catch (cancelled: CancellationException) {
            // Whoever gave this request up may go on without it, and would wait for its end.
            running?.cancel()
            throw cancelled
        }
    }

    /** The response was used: its connection goes back to the pool. */
    suspend fun finish() {
        done.complete(Unit)
        running?.join()
    }

    /** The response is of no use any more. */
    fun abort() {
        running?.cancel()
    }
}
