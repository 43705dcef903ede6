package dev.sluice.limits

import dev.sluice.errors.ApiException
import dev.sluice.errors.ApiTimeoutException
import dev.sluice.transport.BodySource
import dev.sluice.transport.Clock
import dev.sluice.transport.HttpHeaders
import dev.sluice.transport.HttpRequest
import dev.sluice.transport.HttpResponse
import dev.sluice.transport.Lifetime
import dev.sluice.transport.Timeouts
import dev.sluice.transport.Transport
import dev.sluice.transport.requestId
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.withContext
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
    private val policy: RetryPolicy = RetryPolicy.DEFAULT,
    private val timeouts: Timeouts = Timeouts.DEFAULT,
    override val clock: Clock = Clock.System,
    private val random: Random = Random.Default,
    private val lifetime: Lifetime = Lifetime(),
    private val limiter: RateLimiter? = null,
    listener: CallListener? = null,
    private val budget: RetryBudget = RetryBudget(policy.budget),
) : Exchanges {
    private val reports = CallReports(listener, clock)

    override suspend fun <R> call(terms: CallTerms, prepare: suspend (attempt: Int) -> HttpRequest, block: suspend (Exchange) -> R): R {
        val timeouts = terms.timeouts ?: timeouts
        val total = TotalTime(clock, timeouts.totalMillis)
        val failures = mutableListOf<ApiException>()
        val reports = reports.forCall()
        while (true) {
            val attempt = Try(total, timeouts, reports.begin(failures.size + 1))
            try {
                return permitted(terms, attempt) {
                    // After the wait for leave, which may have been longer than a key is good for.
                    val request = lifetime.wait { prepare(failures.size + 1) }
                    attempt.send(request, block)
                }.also { budget.succeeded() }
            } catch (e: ApiException) {
                if (attempt.isWithUser) throw e
                currentCoroutineContext().ensureActive()
                val millis = if (attempt.isDelivered) null else millisToNext(terms.retries ?: policy, e, failures.size)
                if (millis == null) throw e.after(failures, number = failures.size + 1)
                failures += e
                val left = total.leftMillis
                if (left != null && left <= millis) throw total.passed(e.requestId, cause = e).after(failures, number = failures.size)
                attempt.report.willRetry(e, millis)
                total.counting { lifetime.wait { clock.sleep(millis) } }
            }
        }
    }

    private fun millisToNext(policy: RetryPolicy, failure: ApiException, retriesMade: Int): Long? {
        val verdict = RetryJudge(policy).judge(failure, retriesMade) ?: return null
        if (!verdict.isServersWord && !budget.take()) return null
        return RetryWait(policy, random).millis(retriesMade, verdict.askedMillis)
    }

    /** Runs [send] with the limiter's leave; the wait for it is our own and no limit of a call counts it. */
    private suspend fun <R> permitted(terms: CallTerms, attempt: Try, send: suspend () -> R): R {
        if (limiter == null) return send()
        try {
            // Kept inside the wait: a cancellation can take the place of what the wait returns, and must not take the permit along.
            lifetime.wait {
                val tokens = withContext(Dispatchers.Default) { terms.estimatedTokens }
                attempt.leave = Leave(limiter.acquire(tokens))
            }
            return send()
        } finally {
            attempt.endLeave()
        }
    }

    /** One try: its exchange, once there is one, and the limits on it. */
    private inner class Try(private val total: TotalTime, private val timeouts: Timeouts, val report: AttemptReport) {
        @Volatile
        private var exchange: RealExchange? = null

        val isDelivered: Boolean get() = exchange?.isDelivered == true

        /** The user's code was running last: what was thrown is the user's. */
        val isWithUser: Boolean get() = exchange?.isWithUser == true

        var leave: Leave? = null

        private var isSent = false

        /** What never went out has cost nothing. */
        val usedTokens: Long? get() = if (isSent) exchange?.usedTokens else 0

        fun endLeave() {
            leave?.end(usedTokens)
        }

        suspend fun <R> send(request: HttpRequest, block: suspend (Exchange) -> R): R = report.around(request) { receive(request, block) }

        private suspend fun <R> receive(request: HttpRequest, block: suspend (Exchange) -> R): R {
            val (sent, upload) = SentBody.watch(request, clock)
            val ended = total.wait()
            isSent = true
            try {
                return transport.executeUntil(Head(upload), clock, sent) { response ->
                    ended()
                    leave?.observe(response.headers)
                    report.received(response)
                    val bound = Bound(response, total.bound(response.body, response.requestId))
                    block(RealExchange(bound, ::endLeave).also { exchange = it })
                }
            } finally {
                ended()
            }
        }

        /** The head is late by the total, or by the server's silence since all that was to be sent had been taken. */
        private inner class Head(private val upload: SentBody?) : HeadLimit {
            private val begun = clock.steadyMillis()
            private val end = total.leftMillis?.let { begun + it } ?: Long.MAX_VALUE
            private val silent get() = (upload?.takenMillis ?: begun) + timeouts.firstContentMillis

            override val leftMillis: Long get() = minOf(end, silent) - clock.steadyMillis()

            override fun passed() = if (clock.steadyMillis() >= end) total.passed(null) else noHead(timeouts.firstContentMillis)
        }

        private fun noHead(millis: Long) = ApiTimeoutException(
            "The server did not begin to answer within $millis ms, which is the limit firstContent. " +
                "Raise the timeout firstContentMillis, or stream the answer.",
            "firstContent",
            millis,
        )
    }

    private class RealExchange(override val response: HttpResponse, private val onOver: () -> Unit) : Exchange {
        @Volatile
        var isDelivered: Boolean = false
            private set

        @Volatile
        var isWithUser: Boolean = false
            private set

        override fun beginDelivery() {
            isDelivered = true
            isWithUser = true
        }

        override fun endDelivery() {
            isWithUser = false
        }

        override fun over() = onOver()

        @Volatile
        private var used: () -> Long? = { null }

        val usedTokens: Long? get() = used()

        override fun countTokens(used: () -> Long?) {
            this.used = used
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
