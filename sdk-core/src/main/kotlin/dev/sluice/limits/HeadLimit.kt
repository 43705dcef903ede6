package dev.sluice.limits

import dev.sluice.transport.HttpRequest
import dev.sluice.transport.HttpResponse
import dev.sluice.transport.Transport
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineStart.UNDISPATCHED
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.launch
import java.util.concurrent.atomic.AtomicBoolean

/**
 * Sends [request]; [awaitLate] returns when the head should have been here, with what to throw then. The block is not under that limit,
 * and runs in the caller's coroutine. A limit that passed never shows as a cancellation; the caller's own cancellation always does.
 */
internal suspend fun <R> Transport.executeUntil(
    awaitLate: suspend () -> Exception,
    request: HttpRequest,
    block: suspend (HttpResponse) -> R,
): R {
    // Set by whichever comes first, the head or the alarm.
    val decided = AtomicBoolean()
    var late: Exception? = null
    try {
        return coroutineScope {
            val alarm = launch(start = UNDISPATCHED) {
                val failure = awaitLate()
                if (decided.compareAndSet(false, true)) {
                    late = failure
                    this@coroutineScope.cancel(CancellationException("No head in time"))
                }
            }
            try {
                execute(request) { response ->
                    if (!decided.compareAndSet(false, true)) awaitCancellation()
                    alarm.cancel()
                    block(response)
                }
            } finally {
                alarm.cancel()
            }
        }
    } catch (e: Throwable) {
        val failure = late ?: throw e
        currentCoroutineContext().ensureActive()
        throw failure
    }
}
