package dev.sluice.limits

import dev.sluice.errors.ApiException
import dev.sluice.transport.Clock
import dev.sluice.transport.HttpRequest
import dev.sluice.transport.HttpResponse
import java.util.concurrent.atomic.AtomicLong

/** Tells a [listener] what happens, and keeps what it throws away from the call. */
internal class CallReports(private val listener: CallListener?, private val clock: Clock) {
    /** The reports of one call. */
    fun forCall(): CallReports.Call = Call(if (listener == null) 0 else NUMBERS.incrementAndGet())

    inner class Call(private val number: Long) {
        fun begin(attempt: Int): AttemptReport = AttemptReport(listener, clock, CallAttempt(number, attempt))
    }

    private companion object {
        val NUMBERS = AtomicLong()
    }
}

/** The reports of one try. */
internal class AttemptReport(private val listener: CallListener?, private val clock: Clock, private val call: CallAttempt) {
    private var begun = 0L

    suspend fun <R> around(request: HttpRequest, send: suspend () -> R): R {
        if (listener == null) return send()
        begun = clock.steadyMillis()
        tell { onRequest(call, request) }
        val result = try {
            send()
        } catch (failed: Throwable) {
            tell { onFailure(call, failed, passed()) }
            throw failed
        }
        tell { onSuccess(call, passed()) }
        return result
    }

    fun received(response: HttpResponse) = tell { onResponse(call, response.status, response.headers, passed()) }

    fun willRetry(failure: ApiException, millis: Long) = tell { onRetry(call, failure, millis) }

    private fun passed() = clock.steadyMillis() - begun

    private inline fun tell(what: CallListener.() -> Unit) {
        try {
            listener?.what()
        } catch (_: Exception) {
            // A listener observes: what goes wrong in it must not go wrong in the call.
        }
    }
}
