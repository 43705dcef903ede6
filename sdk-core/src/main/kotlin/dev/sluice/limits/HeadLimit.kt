package dev.sluice.limits

import dev.sluice.transport.Clock
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
 * Sends [request]; [late] says what to throw when no head has come within [millis]. The block is not under that limit, and runs in the
 * caller's coroutine. A limit that passed never shows as a cancellation; the caller's own cancellation always does.
 */
internal suspend fun <R> Transport.executeWithin(
    millis: Long,
    clock: Clock,
    request: HttpRequest,
    late: () -> Exception,
    block: suspend (HttpResponse) -> R,
): R {
    // Set by whichever comes first, the head or the alarm.
    val decided = AtomicBoolean()
    var isLate = false
    try {
        return coroutineScope {
            val alarm = launch(start = UNDISPATCHED) {
                clock.within<Unit>(millis) { awaitCancellation() }
                if (decided.compareAndSet(false, true)) {
                    isLate = true
                    this@coroutineScope.cancel(CancellationException("No head within $millis ms"))
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
        if (!isLate) throw e
        currentCoroutineContext().ensureActive()
        throw late()
    }
}
