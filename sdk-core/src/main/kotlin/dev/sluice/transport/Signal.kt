package dev.sluice.transport

import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.suspendCancellableCoroutine
import java.util.concurrent.atomic.AtomicReference
import kotlin.coroutines.resume

/** Wakes the one coroutine that waits for what other threads bring. What they bring lies elsewhere, so a cancellation loses nothing. */
internal class Signal {
    private val waiting = AtomicReference<CancellableContinuation<Unit>?>()
    private var isEager = false

    /**
     * Suspends until [isThere], which is looked at again after each [send]. An [eager] caller may go on within that call, and must not block
     * its thread to wait for more from the same sender.
     */
    suspend inline fun await(eager: Boolean = false, crossinline isThere: () -> Boolean) {
        while (!isThere()) {
            suspendCancellableCoroutine { continuation ->
                isEager = eager
                waiting.set(continuation)
                // It may have been brought just before.
                if (isThere()) send()
            }
        }
    }

    /** Something was brought. With [mayRun], an eager caller that is on `Dispatchers.Default`, as this thread is, goes on within this call. */
    @OptIn(ExperimentalCoroutinesApi::class)
    fun send(mayRun: Boolean = false) {
        val continuation = waiting.getAndSet(null) ?: return
        if (mayRun && isEager && HttpThreads.isOnDefault) {
            with(continuation) { Dispatchers.Default.resumeUndispatched(Unit) }
        } else {
            continuation.resume(Unit)
        }
    }
}
