package dev.sluice.limits

import dev.sluice.transport.HttpHeaders
import dev.sluice.transport.ManualClock
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.booleans.shouldBeFalse
import io.kotest.matchers.booleans.shouldBeTrue
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.comparables.shouldBeLessThanOrEqualTo
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.bind
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.list
import io.kotest.property.checkAll
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.util.concurrent.atomic.AtomicInteger
import kotlin.random.Random

private const val MINUTE = 60_000L

private class Demand(val tokens: Int, val pauseMillis: Int, val actual: Int)

class RateLimitsTest :
    FunSpec({
        fun limits(clock: ManualClock, set: RateLimits.Builder.() -> Unit) = RateLimits {
            this.clock = clock
            set()
        }

        /** Starts [acquire] without waiting for it; it has gone as far as it can. */
        fun CoroutineScope.begin(limiter: RateLimits, tokens: Long = 0, granted: (RatePermit) -> Unit = {}): Job =
            launch(start = kotlinx.coroutines.CoroutineStart.UNDISPATCHED) { granted(limiter.acquire(tokens)) }

        test("no more requests within any minute than allowed, and no later than need be") {
            val clock = ManualClock()
            val limiter = limits(clock) { requestsPerMinute = 2 }
            coroutineScope {
                limiter.acquire(0)
                clock.advance(10_000)
                limiter.acquire(0)
                val third = begin(limiter)
                third.isCompleted.shouldBeFalse()
                clock.awaitAlarmIn(50_000)
                clock.advance(50_000)
                third.join()
                val fourth = begin(limiter)
                clock.awaitAlarmIn(10_000)
                clock.advance(10_000)
                fourth.join()
            }
        }

        test("tokens are reserved by the estimate and settled by the count") {
            val clock = ManualClock()
            val limiter = limits(clock) { tokensPerMinute = 100 }
            coroutineScope {
                val first = limiter.acquire(80)
                val second = begin(limiter, 50)
                clock.awaitAlarmIn(MINUTE)
                // The provider counted less: the next need not wait.
                first.settle(40)
                second.join()
                val third = begin(limiter, 50)
                clock.awaitAlarmIn(MINUTE)
                third.isCompleted.shouldBeFalse()
                clock.advance(MINUTE)
                third.join()
            }
        }

        test("a request that is larger than the limit is sent alone") {
            val clock = ManualClock()
            val limiter = limits(clock) { tokensPerMinute = 100 }
            coroutineScope {
                limiter.acquire(1_000_000)
                val second = begin(limiter, 1_000_000)
                clock.awaitAlarmIn(MINUTE)
                clock.advance(MINUTE)
                second.join()
            }
        }

        test("so many at once, and who asks first goes first") {
            val limiter = limits(ManualClock()) { maxConcurrent = 1 }
            val order = mutableListOf<Int>()
            coroutineScope {
                val first = limiter.acquire(0)
                val permits = mutableListOf<RatePermit>()
                val waiting = List(3) { number ->
                    begin(limiter) {
                        order += number
                        permits += it
                    }
                }
                order shouldContainExactly emptyList()
                first.release()
                repeat(3) {
                    waiting[it].join()
                    permits.removeLast().release()
                }
                order shouldContainExactly listOf(0, 1, 2)
            }
        }

        test("who is cancelled while waiting holds nothing") {
            val limiter = limits(ManualClock()) { maxConcurrent = 1 }
            coroutineScope {
                val first = limiter.acquire(0)
                begin(limiter).cancelAndJoin()
                first.release()
                limiter.acquire(0).release()
            }
        }

        test("what the provider counts is obeyed, up to two minutes") {
            val clock = ManualClock()
            val limiter = limits(clock) { requestsPerMinute = 1000 }
            coroutineScope {
                val permit = limiter.acquire(0)
                permit.observe(HttpHeaders.of("x-ratelimit-remaining-requests" to "1", "x-ratelimit-reset-requests" to "1m30s"))
                limiter.acquire(0)
                val third = begin(limiter)
                clock.awaitAlarmIn(90_000)
                third.cancelAndJoin()
                permit.observe(HttpHeaders.of("x-ratelimit-remaining-requests" to "0", "x-ratelimit-reset-requests" to "6h0m0s"))
                clock.advance(90_000)
                limiter.acquire(0)
            }
        }

        test("what is left of the provider's count fills up evenly, where it says to what size") {
            val clock = ManualClock()
            val limiter = limits(clock) { requestsPerMinute = 1000 }
            coroutineScope {
                limiter.acquire(100).observe(
                    HttpHeaders.of(
                        "x-ratelimit-limit-tokens" to "1000",
                        "x-ratelimit-remaining-tokens" to "100",
                        "x-ratelimit-reset-tokens" to "9s",
                    ),
                )
                val next = begin(limiter, 150)
                clock.awaitAlarmIn(500)
                clock.advance(500)
                next.join()
            }
        }

        test("whoever is still under way may not have been counted by the provider") {
            val clock = ManualClock()
            val limiter = limits(clock) { requestsPerMinute = 1000 }
            coroutineScope {
                val permits = List(3) { limiter.acquire(0) }
                permits[0].observe(HttpHeaders.of("x-ratelimit-remaining-requests" to "3", "x-ratelimit-reset-requests" to "10s"))
                limiter.acquire(0)
                val next = begin(limiter)
                clock.awaitAlarmIn(10_000)
                next.cancelAndJoin()
            }
        }

        test("a law: over any minute never more than allowed, whatever is asked when") {
            val demand = Arb.bind(Arb.int(0..60), Arb.int(0..20_000), Arb.int(0..60), ::Demand)
            checkAll(200, Arb.list(demand, 1..40), Arb.int(1..8), Arb.int(20..120)) { demands, requests, tokens ->
                val clock = ManualClock()
                val limiter = limits(clock) {
                    requestsPerMinute = requests
                    tokensPerMinute = tokens.toLong()
                }
                val granted = mutableListOf<Pair<Long, Long>>()
                coroutineScope {
                    for (demand in demands) {
                        clock.advance(demand.pauseMillis.toLong())
                        val asking = begin(limiter, demand.tokens.toLong()) { permit ->
                            // The answer costs no more than was thought, so that the law can hold.
                            val actual = minOf(demand.actual, demand.tokens, tokens).toLong()
                            permit.settle(actual)
                            permit.release()
                            granted += clock.steadyMillis() to actual
                        }
                        while (!asking.isCompleted) {
                            clock.advance(1_000)
                            yield()
                        }
                    }
                }
                for ((at, _) in granted) {
                    val window = granted.filter { it.first > at - MINUTE && it.first <= at }
                    withClue(granted) {
                        window.size shouldBeLessThanOrEqualTo requests
                        window.sumOf { it.second } shouldBeLessThanOrEqualTo tokens.toLong()
                    }
                }
            }
        }

        test("under threads and random cancellation no permit is lost, and never more run than may") {
            val limiter = RateLimits { maxConcurrent = 4 }
            val running = AtomicInteger()
            val most = AtomicInteger()
            withContext(Dispatchers.Default) {
                List(400) { number ->
                    val job = async {
                        val permit = limiter.acquire(1)
                        try {
                            most.accumulateAndGet(running.incrementAndGet(), ::maxOf)
                            repeat(3) { yield() }
                        } finally {
                            running.decrementAndGet()
                            permit.release()
                        }
                    }
                    if (Random(number).nextInt(3) == 0) launch { job.cancel() }
                    job
                }.forEach { it.join() }
            }
            most.get() shouldBeLessThanOrEqualTo 4
            running.get() shouldBe 0
            // All four are free again.
            coroutineScope { List(4) { async { limiter.acquire(1) } }.awaitAll().size shouldBe 4 }
        }

        context("the forms of headers") {
            val wall = 1_800_000_000_000
            listOf(
                Triple("x-ratelimit-reset-requests", "1s", 1_000L),
                Triple("x-ratelimit-reset-requests", "1m2.5s", 62_500L),
                Triple("x-ratelimit-reset-requests", "120ms", 120L),
                Triple("x-ratelimit-reset-requests", "7", 7_000L),
                Triple("x-ratelimit-reset-requests", "6h0m0s", null),
                Triple("x-ratelimit-reset-requests", "soon", null),
                Triple("x-ratelimit-reset-requests", "-1s", null),
            ).forEach { (name, value, millis) ->
                test("$name: $value") {
                    val headers = HttpHeaders.of("x-ratelimit-remaining-requests" to "5", name to value)
                    reportedLimits(headers, wall).requests?.resetMillis shouldBe millis
                }
            }
            test("Anthropic's") {
                val at = java.time.Instant.ofEpochMilli(wall + 5_000).toString()
                val headers = HttpHeaders.of("anthropic-ratelimit-tokens-remaining" to "9", "anthropic-ratelimit-tokens-reset" to at)
                reportedLimits(headers, wall).tokens!!.run { left to resetMillis } shouldBe (9L to 5_000L)
            }
        }

        test("options refuse nonsense") {
            runCatching { RateLimits { requestsPerMinute = 0 } }.isFailure.shouldBeTrue()
        }
    })
