package dev.sluice.transport

import dev.sluice.errors.ClientClosedException
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Job
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.job
import java.util.concurrent.ConcurrentHashMap

/** A [transport] that a client uses and does not own: closing this ends the calls that went through it and leaves the other open. */
internal class LentTransport(private val transport: Transport) : Transport {
    private val running = ConcurrentHashMap.newKeySet<Job>()

    @Volatile private var isClosed = false

    override suspend fun <R> execute(request: HttpRequest, block: suspend (HttpResponse) -> R): R = try {
        coroutineScope {
            val call = coroutineContext.job
            running += call
            try {
                // Looked at after the call is known: whoever closes meanwhile sees it.
                if (isClosed) throw ClientClosedException()
                transport.execute(request, block)
            } finally {
                running -= call
            }
        }
    } catch (e: CancellationException) {
        // The caller's own cancellation is the caller's; any other is ours.
        currentCoroutineContext().ensureActive()
        throw if (isClosed) ClientClosedException() else e
    }

    override fun close() {
        isClosed = true
        running.forEach { it.cancel() }
    }

    override fun toString(): String = transport.toString()
}
