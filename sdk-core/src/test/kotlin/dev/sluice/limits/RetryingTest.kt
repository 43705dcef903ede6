package dev.sluice.limits

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiException
import dev.sluice.errors.ApiResponseException
import dev.sluice.errors.ApiStatusException
import dev.sluice.errors.ApiTimeoutException
import dev.sluice.errors.ClientClosedException
import dev.sluice.errors.InvalidRequestException
import dev.sluice.transport.FakeResponse
import dev.sluice.transport.HttpHeaders
import dev.sluice.transport.HttpRequest
import dev.sluice.transport.HttpResponse
import dev.sluice.transport.Lifetime
import dev.sluice.transport.ManualClock
import dev.sluice.transport.ScriptedBody
import dev.sluice.transport.Timeouts
import dev.sluice.transport.readFailure
import dev.sluice.transport.text
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeout
import kotlin.random.Random

private val REQUEST = HttpRequest("POST", "http://127.0.0.1/x")

private fun randomOf(bits: Int) = object : Random() {
    override fun nextBits(bitCount: Int): Int = if (bitCount == 0) 0 else bits ushr (32 - bitCount)
}

private val NO_CHANCE = randomOf(0)
private val MOST_CHANCE = randomOf(-1)

private class Outcome(val failure: Throwable?, val transport: FakeTransport, val clock: ManualClock)

/** Reads an answer as a provider does. */
private suspend fun read(clock: ManualClock, exchange: Exchange): String {
    if (exchange.response.status >= 400) throw exchange.response.readFailure(clock, 1_000).toException()
    return exchange.response.body.text()
}

/** What comes of a call that gets [answer]s, with time that passes by itself. */
private suspend fun outcome(
    policy: RetryPolicy = RetryPolicy.DEFAULT,
    random: Random = NO_CHANCE,
    answer: suspend (attempt: Int) -> HttpResponse,
): Outcome {
    val clock = ManualClock(startWallMillis = 784_111_777_000, sleepsAreInstant = true)
    val transport = FakeTransport(answer)
    val calls = Retrying(transport, policy, clock = clock, random = random)
    val failure = runCatching { calls.call({ REQUEST }) { read(clock, it) } }.exceptionOrNull()
    return Outcome(failure, transport, clock)
}

private fun status(status: Int, vararg headers: Pair<String, String>) = FakeResponse(status, "", HttpHeaders.of(*headers))

private suspend fun <R> Retrying.call(prepare: suspend (Int) -> HttpRequest, block: suspend (Exchange) -> R): R =
    call(CallTerms(), prepare, block)

class RetryingTest :
    FunSpec({
        context("what is tried again") {
            val rows = mapOf<String, Pair<Int, suspend () -> HttpResponse>>(
                "a broken connection" to (3 to { throw ApiConnectionException("gone") }),
                "a connect timeout" to (3 to { throw ApiTimeoutException("late", "connect", 1) }),
                "an idle timeout" to (3 to { throw ApiTimeoutException("late", "idle", 1) }),
                "the total timeout" to (1 to { throw ApiTimeoutException("late", "total", 1) }),
                "an answer that is not understood" to (1 to { throw ApiResponseException("what?", 200, "") }),
                "a closed client" to (1 to { throw ClientClosedException() }),
                "a request that cannot be sent" to (1 to { throw InvalidRequestException("no key") }),
                "a bug" to (1 to { throw IllegalStateException("bug") }),
                "400" to (1 to { status(400) }),
                "401" to (1 to { status(401) }),
                "404" to (1 to { status(404) }),
                "408" to (3 to { status(408) }),
                "409" to (3 to { status(409) }),
                "422" to (1 to { status(422) }),
                "429" to (3 to { status(429) }),
                "500" to (3 to { status(500) }),
                "503" to (3 to { status(503) }),
                "529" to (3 to { status(529) }),
                "400, with x-should-retry" to (3 to { status(400, "x-should-retry" to "true") }),
                "500, with x-should-retry: false" to (1 to { status(500, "x-should-retry" to "false") }),
            )
            for ((what, row) in rows) {
                test("$what: ${row.first} tries") {
                    val outcome = outcome { row.second() }
                    outcome.transport.requests.size shouldBe row.first
                    (outcome.failure as? ApiException)?.tries?.let { it shouldBe row.first }
                }
            }

            test("a success ends it") {
                val outcome = outcome { if (it < 3) status(500) else FakeResponse(200, "fine") }
                outcome.failure shouldBe null
                outcome.transport.requests.size shouldBe 3
            }

            test("as often as the policy says") {
                outcome(RetryPolicy.NEVER) { status(500) }.transport.requests.size shouldBe 1
                outcome(RetryPolicy.Builder().maxRetries(5).build()) { status(500) }.transport.requests.size shouldBe 6
            }
        }

        context("how long it waits") {
            suspend fun waits(vararg headers: Pair<String, String>, random: Random = NO_CHANCE, policy: RetryPolicy = RetryPolicy.DEFAULT) =
                outcome(policy, random) { status(503, *headers) }.clock.sleeps

            test("it doubles, up to the cap") {
                waits(policy = RetryPolicy.Builder().maxRetries(6).build()) shouldContainExactly
                    listOf(500L, 1_000, 2_000, 4_000, 8_000, 8_000)
            }
            test("chance shortens it by up to a quarter") { waits(random = MOST_CHANCE) shouldContainExactly listOf(375L, 750) }
            test("many retries do not overflow") {
                waits(policy = RetryPolicy.Builder().maxRetries(90).build()).last() shouldBe 8_000
            }
            test("retry-after-ms") { waits("retry-after-ms" to "1500") shouldContainExactly listOf(1_500L, 1_500) }
            test("retry-after-ms before retry-after") {
                waits("retry-after-ms" to "10", "retry-after" to "9") shouldContainExactly
                    listOf(10L, 10)
            }
            test("retry-after with a fraction") { waits("retry-after" to "0.5") shouldContainExactly listOf(500L, 500) }
            test("retry-after as a date, which is over the second time") {
                waits("retry-after" to "Sun, 06 Nov 1994 08:50:37 GMT") shouldContainExactly listOf(60_000L, 1_000)
            }
            test("no use of nonsense or of nothing") {
                for (value in listOf("soon", "0", "-1", "NaN")) waits("retry-after" to value) shouldContainExactly listOf(500L, 1_000)
            }
            test("up to the limit") { waits("retry-after" to "120") shouldContainExactly listOf(120_000L, 120_000) }
            test("above the limit it fails at once, with the server's error") {
                val outcome = outcome { status(429, "retry-after" to "120.001") }
                outcome.clock.sleeps.shouldBeEmpty()
                (outcome.failure as ApiStatusException).retryAfterMillis shouldBe 120_001
            }
            test("the limit is an option") {
                val policy = RetryPolicy.Builder().maxRetryAfterMillis(1_000).build()
                outcome(policy) { status(429, "retry-after" to "2") }.transport.requests.size shouldBe 1
            }
        }

        context("the failure in the end") {
            test("says how many tries there were and carries the earlier ones") {
                val failures = List(3) { ApiConnectionException("gone $it") }
                val failure = outcome { throw failures[it - 1] }.failure as ApiException
                failure shouldBe failures[2]
                failure.message shouldBe "gone 2 (tried 3 times)"
                failure.suppressed.toList() shouldContainExactly failures.take(2)
            }
            test("does not suppress itself") {
                val same = ApiConnectionException("gone")
                val failure = outcome { throw same }.failure as ApiException
                failure.suppressed.toList().shouldBeEmpty()
                failure.tries shouldBe 3
            }
            test("says nothing of tries if there was one") { outcome { status(400) }.failure!!.message!! shouldNotContain "tried" }
        }

        test("each try is prepared anew") {
            val clock = ManualClock(sleepsAreInstant = true)
            val transport = FakeTransport { if (it < 3) status(500) else FakeResponse(200, "") }
            Retrying(transport, clock = clock).call({ HttpRequest("POST", "http://127.0.0.1/$it") }) { read(clock, it) }
            transport.requests.map { it.url.last() } shouldContainExactly listOf('1', '2', '3')
        }

        test("a failure of prepare is final unless it is a retryable one") {
            val clock = ManualClock(sleepsAreInstant = true)
            var prepared = 0
            shouldThrow<InvalidRequestException> {
                Retrying(FakeTransport { status(200) }, clock = clock).call({
                    prepared++
                    throw InvalidRequestException("no key")
                }) { }
            }
            prepared shouldBe 1
        }

        context("once something was delivered") {
            test("nothing is tried again") {
                val transport = FakeTransport { FakeResponse(200, ScriptedBody().send("a").fail(ApiConnectionException("gone"))) }
                val clock = ManualClock(sleepsAreInstant = true)
                val failure = shouldThrow<ApiConnectionException> {
                    Retrying(transport, clock = clock).call({ REQUEST }) {
                        it.response.body.read()
                        it.deliver { }
                        it.response.body.read()
                    }
                }
                transport.requests.size shouldBe 1
                failure.tries shouldBe 1
            }
            test("a stream that breaks then still tells of its tries") {
                val first = ApiConnectionException("no answer")
                val transport = FakeTransport {
                    if (it == 1) throw first
                    FakeResponse(200, ScriptedBody().send("a").fail(ApiConnectionException("gone")))
                }
                val failure = shouldThrow<ApiConnectionException> {
                    Retrying(transport, clock = ManualClock(sleepsAreInstant = true)).call({ REQUEST }) {
                        it.response.body.read()
                        it.deliver { }
                        it.response.body.read()
                    }
                }
                failure.tries shouldBe 2
                failure.suppressed.toList() shouldContainExactly listOf(first)
            }
            test("what the user's own code throws passes untouched, even the failure of another call") {
                val own = outcome { status(503) }.failure as ApiException
                val earlier = own.suppressed.toList()
                val transport = FakeTransport { if (it == 1) status(500) else FakeResponse(200, "a") }
                val clock = ManualClock(sleepsAreInstant = true)
                val thrown = shouldThrow<ApiException> {
                    Retrying(transport, clock = clock).call({ REQUEST }) {
                        read(clock, it)
                        it.deliver { throw own }
                    }
                }
                (thrown === own) shouldBe true
                own.tries shouldBe 3
                own.suppressed.toList() shouldContainExactly earlier
                transport.requests.size shouldBe 2
            }
            test("before that, a stream whose first event is an error is") {
                var tries = 0
                val calls = Retrying(FakeTransport { FakeResponse(200, "data") }, clock = ManualClock(sleepsAreInstant = true))
                calls.call({ REQUEST }) {
                    it.response.body.read()
                    if (++tries < 3) throw ApiConnectionException("an error event") else "fine"
                } shouldBe "fine"
            }
        }

        context("the budget") {
            test("ends retries when it is spent, for all calls of a client, and success fills it") {
                val clock = ManualClock(sleepsAreInstant = true)
                var healthy = false
                val transport = FakeTransport { if (healthy) FakeResponse(200, "") else status(500) }
                val calls = Retrying(transport, RetryPolicy.Builder().budget(3).build(), clock = clock)
                suspend fun tries(): Int {
                    val before = transport.requests.size
                    runCatching { calls.call({ REQUEST }) { read(clock, it) } }
                    return transport.requests.size - before
                }
                List(4) { tries() } shouldContainExactly listOf(3, 2, 1, 1)
                healthy = true
                repeat(5) { tries() }
                healthy = false
                List(2) { tries() } shouldContainExactly listOf(2, 1)
            }
            test("is not for what the server asks for itself") {
                val policy = RetryPolicy.Builder().budget(0).build()
                outcome(policy) { status(429) }.transport.requests.size shouldBe 3
                outcome(policy) { status(503, "retry-after" to "1") }.transport.requests.size shouldBe 3
                outcome(policy) { status(503) }.transport.requests.size shouldBe 1
            }
        }

        context("cancellation") {
            test("is never tried again") {
                val transport = FakeTransport { awaitCancellation() }
                coroutineScope {
                    val call = async { Retrying(transport, clock = ManualClock()).call({ REQUEST }) { } }
                    while (transport.requests.isEmpty()) kotlinx.coroutines.yield()
                    call.cancel(CancellationException("enough"))
                    shouldThrow<CancellationException> { call.await() }.message shouldBe "enough"
                }
                transport.requests.size shouldBe 1
            }
            test("ends the wait for the next try") {
                val clock = ManualClock()
                val transport = FakeTransport { status(500) }
                coroutineScope {
                    val call = async { Retrying(transport, clock = clock, random = NO_CHANCE).call({ REQUEST }) { read(clock, it) } }
                    clock.awaitAlarmIn(500)
                    call.cancel()
                    shouldThrow<CancellationException> { call.await() }
                }
                transport.requests.size shouldBe 1
            }
            test("gives back a permit that comes in the same moment") {
                var isReleased = false
                val permit = object : RatePermit {
                    override fun observe(headers: HttpHeaders) = Unit

                    override fun settle(actualTokens: Long) = Unit

                    override fun release() {
                        isReleased = true
                    }
                }
                coroutineScope {
                    lateinit var call: Job
                    val limiter = object : RateLimiter {
                        override suspend fun acquire(estimatedTokens: Long): RatePermit = permit.also { call.cancel() }
                    }
                    val transport = FakeTransport { error("must not be sent") }
                    call = launch(start = CoroutineStart.LAZY) { Retrying(transport, limiter = limiter).call({ REQUEST }) { } }
                    call.join()
                }
                isReleased shouldBe true
            }
            test("wins over a failure that it caused") {
                val transport = FakeTransport {
                    try {
                        awaitCancellation()
                    } catch (_: CancellationException) {
                        throw ApiConnectionException("closed because cancelled")
                    }
                }
                coroutineScope {
                    val call = async { Retrying(transport, clock = ManualClock(sleepsAreInstant = true)).call({ REQUEST }) { } }
                    while (transport.requests.isEmpty()) kotlinx.coroutines.yield()
                    call.cancel()
                    shouldThrow<CancellationException> { call.await() }
                }
                transport.requests.size shouldBe 1
            }
            test("by the user's own withTimeout stays theirs") {
                shouldThrow<TimeoutCancellationException> {
                    withTimeout(1) { Retrying(FakeTransport { awaitCancellation() }, clock = ManualClock()).call({ REQUEST }) { } }
                }
            }
            test("by a flow that has enough stays unseen") {
                val calls = Retrying(FakeTransport { FakeResponse(200, "a") }, clock = ManualClock())
                flow { calls.call({ REQUEST }) { emit(it.response.body.text()) } }.first() shouldBe "a"
            }
        }

        context("the end of the client") {
            test("ends the wait for the next try") {
                val clock = ManualClock()
                val client = Lifetime()
                val transport = FakeTransport { status(429, "retry-after" to "60") }
                coroutineScope {
                    val calls = Retrying(transport, clock = clock, lifetime = client)
                    val call = async { runCatching { calls.call({ REQUEST }) { read(clock, it) } } }
                    clock.awaitAlarmIn(60_000)
                    client.end()
                    call.await().exceptionOrNull()!!::class shouldBe ClientClosedException::class
                }
                transport.requests.size shouldBe 1
            }
            test("ends the wait for a key") {
                val client = Lifetime()
                val calls = Retrying(FakeTransport { status(200) }, clock = ManualClock(), lifetime = client)
                coroutineScope {
                    val asked = CompletableDeferred<Unit>()
                    val call = async {
                        runCatching {
                            calls.call({
                                asked.complete(Unit)
                                awaitCancellation()
                            }) { }
                        }
                    }
                    asked.await()
                    client.end()
                    call.await().exceptionOrNull()!!::class shouldBe ClientClosedException::class
                }
            }
            test("does not hide the caller's own cancellation") {
                val clock = ManualClock()
                val client = Lifetime()
                coroutineScope {
                    val calls = Retrying(FakeTransport { status(500) }, clock = clock, random = NO_CHANCE, lifetime = client)
                    val call = async { calls.call({ REQUEST }) { read(clock, it) } }
                    clock.awaitAlarmIn(500)
                    call.cancel(CancellationException("enough"))
                    client.end()
                    shouldThrow<CancellationException> { call.await() }.message shouldBe "enough"
                }
            }
        }

        context("time limits") {
            val limits = Timeouts.Builder().firstContentMillis(600).idleMillis(120)

            test("firstContent bounds the wait for a head, and is tried again") {
                val clock = ManualClock()
                val transport = FakeTransport { if (it == 1) awaitCancellation() else FakeResponse(200, "fine") }
                coroutineScope {
                    val calls = Retrying(transport, timeouts = limits.build(), clock = clock, random = NO_CHANCE)
                    val call = async { calls.call({ REQUEST }) { read(clock, it) } }
                    clock.awaitAlarmIn(600)
                    clock.advance(600)
                    clock.awaitAlarmIn(500)
                    clock.advance(500)
                    call.await() shouldBe "fine"
                }
            }
            test("it names itself in the end, and is no cancellation") {
                val clock = ManualClock()
                coroutineScope {
                    val calls = Retrying(FakeTransport { awaitCancellation() }, RetryPolicy.NEVER, limits.build(), clock)
                    val call = async { runCatching { calls.call({ REQUEST }) { } } }
                    clock.awaitAlarmIn(600)
                    clock.advance(600)
                    val failure = call.await().exceptionOrNull() as ApiTimeoutException
                    failure.limit shouldBe "firstContent"
                    failure.message shouldContain "firstContentMillis"
                }
            }
            test("no limit runs while the block works") {
                val clock = ManualClock()
                val calls = Retrying(FakeTransport { FakeResponse(200, "a") }, timeouts = limits.totalMillis(1_000).build(), clock = clock)
                calls.call({ REQUEST }) {
                    clock.advance(10_000)
                    read(clock, it)
                } shouldBe "a"
            }
            test("total bounds the wait for a head") {
                val clock = ManualClock()
                coroutineScope {
                    val calls = Retrying(FakeTransport { awaitCancellation() }, timeouts = limits.totalMillis(100).build(), clock = clock)
                    val call = async { runCatching { calls.call({ REQUEST }) { } } }
                    clock.awaitAlarmIn(100)
                    clock.advance(100)
                    val failure = call.await().exceptionOrNull() as ApiTimeoutException
                    failure.limit shouldBe "total"
                    failure.limitMillis shouldBe 100
                }
            }
            test("total counts over tries, and does not wait in vain") {
                val clock = ManualClock(sleepsAreInstant = true)
                val policy = RetryPolicy.Builder().maxRetries(10).build()
                val calls = Retrying(FakeTransport { status(500) }, policy, limits.totalMillis(2_000).build(), clock, NO_CHANCE)
                val failure = shouldThrow<ApiTimeoutException> { calls.call({ REQUEST }) { read(clock, it) } }
                failure.limit shouldBe "total"
                failure.tries shouldBe 3
                failure.cause!!::class shouldBe dev.sluice.errors.InternalServerException::class
                failure.suppressed.size shouldBe 2
                clock.sleeps shouldContainExactly listOf(500L, 1_000)
            }
            test("total bounds the reading of a body, whose waits it counts") {
                val clock = ManualClock()
                val body = ScriptedBody()
                coroutineScope {
                    val calls =
                        Retrying(FakeTransport { FakeResponse(200, body) }, timeouts = limits.totalMillis(100).build(), clock = clock)
                    val call = async { runCatching { calls.call({ REQUEST }) { it.response.body.text() } } }
                    clock.awaitAlarmIn(100)
                    clock.advance(60)
                    body.send("a")
                    clock.awaitAlarmIn(40)
                    clock.advance(40)
                    (call.await().exceptionOrNull() as ApiTimeoutException).limit shouldBe "total"
                }
            }
        }

        test("a policy refuses nonsense") {
            for (change in listOf<(RetryPolicy.Builder) -> Unit>(
                { it.maxRetries(-1) },
                { it.initialWaitMillis(-1) },
                { it.maxWaitMillis(1) },
                { it.maxRetryAfterMillis(-1) },
                { it.budget(-1) },
            )) {
                shouldThrow<IllegalArgumentException> { RetryPolicy.Builder().also(change).build() }
            }
            RetryPolicy.Builder().maxRetries(7).budget(3).build().newBuilder().budget(4).build().toString() shouldBe
                "RetryPolicy(maxRetries=7, wait=500..8000 ms, maxRetryAfter=120000 ms, budget=4)"
        }
    })
