package dev.sluice.limits

import dev.sluice.errors.ApiException
import dev.sluice.errors.ApiTimeoutException
import dev.sluice.transport.BodySource
import dev.sluice.transport.Clock
import dev.sluice.transport.Exchange
import dev.sluice.transport.Exchanges
import dev.sluice.transport.HttpHeaders
import dev.sluice.transport.HttpRequest
import dev.sluice.transport.HttpResponse
import dev.sluice.transport.Lifetime
import dev.sluice.transport.Timeouts
import dev.sluice.transport.Transport
import dev.sluice.transport.requestId
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlin.random.Random

/**
 * Calls over a transport, made again as the policy says, under the time limits of a call: `firstContent` for the wait for a head, `total`
 * over all tries. Limits on the waits for a body's bytes belong to whoever reads it, who knows when content has begun.
 *
 * A cancellation is never judged, retried or swallowed. The failure thrown in the end tells how many tries there were and carries the
 * earlier failures as suppressed. One instance serves a client: its calls share the budget, and none waits on when [lifetime] ends.
 */
internal class Retrying(
    private val transport: Transport,
    policy: RetryPolicy = RetryPolicy.DEFAULT,
    private val timeouts: Timeouts = Timeouts.DEFAULT,
    override val clock: Clock = Clock.System,
    random: Random = Random.Default,
    private val lifetime: Lifetime = Lifetime(),
) : Exchanges {
    private val judge = RetryJudge(policy)
    private val wait = RetryWait(policy, random)
    private val budget = RetryBudget(policy.budget)

    override suspend fun <R> call(prepare: suspend (attempt: Int) -> HttpRequest, block: suspend (Exchange) -> R): R {
        val total = TotalTime(clock, timeouts.totalMillis)
        val failures = mutableListOf<ApiException>()
        while (true) {
            val attempt = Try(total)
            try {
                val request = lifetime.wait { prepare(failures.size + 1) }
                return attempt.send(request, block).also { budget.succeeded() }
            } catch (e: ApiException) {
                if (attempt.isWithUser) throw e
                currentCoroutineContext().ensureActive()
                val millis = if (attempt.isDelivered) null else millisToNext(e, failures.size)
                if (millis == null) throw e.after(failures, number = failures.size + 1)
                failures += e
                val left = total.leftMillis
                if (left != null && left <= millis) throw total.passed(e.requestId, cause = e).after(failures, number = failures.size)
                total.counting { lifetime.wait { clock.sleep(millis) } }
            }
        }
    }

    private fun millisToNext(failure: ApiException, retriesMade: Int): Long? {
        val verdict = judge.judge(failure, retriesMade) ?: return null
        if (!verdict.isServersWord && !budget.take()) return null
        return wait.millis(retriesMade, verdict.askedMillis)
    }

    /** One try: its exchange, once there is one, and the limits on it. */
    private inner class Try(private val total: TotalTime) {
        @Volatile
        private var exchange: RealExchange? = null

        val isDelivered: Boolean get() = exchange?.isDelivered == true

        /** The user's code was running last: what was thrown is the user's. */
        val isWithUser: Boolean get() = exchange?.isWithUser == true

        suspend fun <R> send(request: HttpRequest, block: suspend (Exchange) -> R): R {
            val left = total.leftMillis
            val totalIsFirst = left != null && left < timeouts.firstContentMillis
            val millis = if (totalIsFirst) left else timeouts.firstContentMillis
            val late = { if (totalIsFirst) total.passed(null) else noHead(millis) }
            val ended = total.wait()
            try {
                return transport.executeWithin(millis, clock, request, late) { response ->
                    ended()
                    block(RealExchange(Bound(response, total.bound(response.body, response.requestId))).also { exchange = it })
                }
            } finally {
                ended()
            }
        }

        private fun noHead(millis: Long) = ApiTimeoutException(
            "The server did not begin to answer within $millis ms, which is the limit firstContent. " +
                "Raise the timeout firstContentMillis, or stream the answer.",
            "firstContent",
            millis,
        )
    }

    private class RealExchange(override val response: HttpResponse) : Exchange {
        @Volatile
        var isDelivered: Boolean = false
            private set

        @Volatile
        var isWithUser: Boolean = false
            private set

        // No try: whether it was left by an exception is what is asked.
        override suspend fun deliver(emit: suspend () -> Unit) {
            isDelivered = true
            isWithUser = true
            emit()
            isWithUser = false
        }
    }

    private class Bound(private val response: HttpResponse, override val body: BodySource) : HttpResponse {
        override val status: Int get() = response.status
        override val headers: HttpHeaders get() = response.headers
        override val protocol: String get() = response.protocol
    }
}

/** This failure as what came of [number] tries. */
private fun ApiException.after(earlier: List<ApiException>, number: Int): ApiException = apply {
    tries = number
    earlier.forEach { if (it !== this && it !== cause) addSuppressed(it) }
}
