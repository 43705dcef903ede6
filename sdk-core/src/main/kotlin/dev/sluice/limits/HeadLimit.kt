package dev.sluice.limits

import dev.sluice.transport.Clock
import dev.sluice.transport.HttpRequest
import dev.sluice.transport.HttpResponse
import dev.sluice.transport.Transport
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.job
import java.util.concurrent.atomic.AtomicReference

/** Until when the head of an answer is waited for. */
internal interface HeadLimit {
    /** What is left; the head is late when that is nothing. */
    val leftMillis: Long

    /** What to throw then. */
    fun passed(): Exception
}

/**
 * Sends [request], whose answer must begin within [limit]. The block is not under that limit, and runs in the caller's coroutine. A limit
 * that passed never shows as a cancellation; the caller's own cancellation always does.
 */
internal suspend fun <R> Transport.executeUntil(
    limit: HeadLimit,
    clock: Clock,
    request: HttpRequest,
    block: suspend (HttpResponse) -> R,
): R {
    val race = Race()
    try {
        return coroutineScope {
            val waiting = coroutineContext.job
            clock.alarm { alarm ->
                val left = limit.leftMillis
                if (left > 0) {
                    alarm.set(left)
                } else if (race.end(limit.passed())) {
                    waiting.cancel(CancellationException("No head in time"))
                }
            }.use { alarm ->
                alarm.set(limit.leftMillis)
                execute(request) { response ->
                    if (!race.end(null)) awaitCancellation()
                    alarm.close()
                    block(response)
                }
            }
        }
    } catch (e: Throwable) {
        val failure = race.failure ?: throw e
        currentCoroutineContext().ensureActive()
        throw failure
    }
}

/** Between the head and the alarm. */
private class Race {
    private class Outcome(val failure: Exception?)

    private val outcome = AtomicReference<Outcome?>()

    val failure: Exception? get() = outcome.get()?.failure

    /** Whether this was the first. */
    fun end(failure: Exception?): Boolean = outcome.compareAndSet(null, Outcome(failure))
}
