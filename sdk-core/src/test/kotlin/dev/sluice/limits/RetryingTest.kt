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
import dev.sluice.transport.PiecesBody
import dev.sluice.transport.ScriptedBody
import dev.sluice.transport.Timeouts
import dev.sluice.transport.Transport
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
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeout
import kotlin.random.Random

private class CountedPermit : RatePermit {
    var releases = 0
        private set

    override fun observe(headers: HttpHeaders) = Unit

    override fun settle(actualTokens: Long) = Unit

    override fun release() {
        releases++
    }
}

class RetryingTest :
    FunSpec({
        test("a success ends the tries") {
            val outcome = outcome { if (it < 3) status(500) else FakeResponse(200, "fine") }
            outcome.failure shouldBe null
            outcome.transport.requests.size shouldBe 3
        }

        test("there are as many as the policy says") {
            outcome(RetryPolicy.NEVER) { status(500) }.transport.requests.size shouldBe 1
            outcome(RetryPolicy.Builder().maxRetries(5).build()) { status(500) }.transport.requests.size shouldBe 6
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
            test("in the moment a limiter lets a call through gives its permit back") {
                val permit = CountedPermit()
                coroutineScope {
                    launch {
                        val calling = coroutineContext.job
                        val limiter = object : RateLimiter {
                            override suspend fun acquire(estimatedTokens: Long) = permit.also { calling.cancel() }
                        }
                        Retrying(FakeTransport { status(200) }, clock = ManualClock(), limiter = limiter).call({ REQUEST }) { }
                    }
                }
                permit.releases shouldBe 1
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
            test("firstContent does not run while an upload makes way") {
                val clock = ManualClock()
                val isTaken = CompletableDeferred<Unit>()
                val transport = object : Transport {
                    override suspend fun <R> execute(request: HttpRequest, block: suspend (HttpResponse) -> R): R {
                        request.body!!.open().use { source ->
                            while (source.read() != null) clock.advance(500)
                        }
                        isTaken.complete(Unit)
                        awaitCancellation()
                    }

                    override fun close() = Unit
                }
                coroutineScope {
                    val request = HttpRequest("POST", REQUEST.url, body = PiecesBody(sequenceOf("a", "b", "c")))
                    val calls = Retrying(transport, RetryPolicy.NEVER, limits.build(), clock)
                    val call = async { runCatching { calls.call({ request }) { } } }
                    isTaken.await()
                    clock.steadyMillis() shouldBe 1_500
                    clock.advance(599)
                    clock.awaitAlarmIn(1)
                    clock.advance(1)
                    (call.await().exceptionOrNull() as ApiTimeoutException).limit shouldBe "firstContent"
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
