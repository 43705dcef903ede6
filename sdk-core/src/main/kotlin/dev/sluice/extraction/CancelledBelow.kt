package dev.sluice.extraction

import dev.sluice.errors.SluiceException
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive

/**
 * Runs [block], out of which only this coroutine's own cancellation comes as one.
 *
 * Another (a `withTimeout` inside a check of the caller's, a job that was waited for) would end a `launch` around the call without a
 * word, as if the caller had been cancelled. It fails the call instead; [what] was cancelled.
 */
internal suspend inline fun <R> failingIfCancelledBelow(what: String, block: () -> R): R = try {
    block()
} catch (cancelled: CancellationException) {
    currentCoroutineContext().ensureActive()
    throw SluiceException("$what was cancelled by something inside it, not by its caller: ${cancelled.message ?: cancelled}", cancelled)
}
