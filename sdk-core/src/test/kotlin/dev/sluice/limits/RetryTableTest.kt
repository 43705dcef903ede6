package dev.sluice.limits

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiException
import dev.sluice.errors.ApiResponseException
import dev.sluice.errors.ApiStatusException
import dev.sluice.errors.ApiTimeoutException
import dev.sluice.errors.ClientClosedException
import dev.sluice.errors.InvalidRequestException
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf

/** Which failures are tried again, how often, and after how long: the whole table, by a clock that a test moves. */
class RetryTableTest :
    FunSpec({
        context("how many tries a status gets") {
            class Row(val status: Int, val alone: Int, val shouldRetry: Int, val shouldNotRetry: Int)

            listOf(
                //  status  alone  x-should-retry: true  false
                Row(400, 1, 3, 1),
                Row(401, 1, 3, 1),
                Row(403, 1, 3, 1),
                Row(404, 1, 3, 1),
                Row(408, 3, 3, 1),
                Row(409, 3, 3, 1),
                Row(413, 1, 3, 1),
                Row(422, 1, 3, 1),
                Row(429, 3, 3, 1),
                Row(500, 3, 3, 1),
                Row(502, 3, 3, 1),
                Row(503, 3, 3, 1),
                Row(504, 3, 3, 1),
                Row(529, 3, 3, 1),
                Row(307, 1, 3, 1),
            ).forEach { row ->
                test("${row.status}") {
                    suspend fun tries(vararg headers: Pair<String, String>): Int {
                        val outcome = outcome { status(row.status, *headers) }
                        (outcome.failure as ApiStatusException).run {
                            status shouldBe row.status
                            tries shouldBe outcome.transport.requests.size
                        }
                        return outcome.transport.requests.size
                    }
                    tries() shouldBe row.alone
                    tries("x-should-retry" to "true") shouldBe row.shouldRetry
                    tries("x-should-retry" to "false") shouldBe row.shouldNotRetry
                    tries("x-should-retry" to "perhaps") shouldBe row.alone
                }
            }
        }

        context("how many tries another failure gets") {
            mapOf<Throwable, Int>(
                ApiConnectionException("gone") to 3,
                ApiTimeoutException("late", "connect", 1) to 3,
                ApiTimeoutException("late", "firstContent", 1) to 3,
                ApiTimeoutException("late", "idle", 1) to 3,
                ApiTimeoutException("late", "total", 1) to 1,
                ApiResponseException("what?", 200, "") to 1,
                ClientClosedException() to 1,
                InvalidRequestException("no key") to 1,
                IllegalStateException("bug") to 1,
            ).forEach { (failure, tries) ->
                val which = (failure as? ApiTimeoutException)?.limit.orEmpty()
                test("${failure::class.simpleName} $which") {
                    val outcome = outcome { throw failure }
                    outcome.transport.requests.size shouldBe tries
                    (outcome.failure as? ApiException)?.tries?.let { it shouldBe tries }
                }
            }
        }

        context("how long it waits before the second and the third try, in milliseconds, by the server's headers") {
            val backoff = listOf(500L, 1_000L)
            val failsAtOnce = emptyList<Long>()

            // It is 08:49:37 on the test's clock. What a date asks for is waited for once; the second time it is over.
            listOf(
                listOf("retry-after-ms" to "1500") to listOf(1_500L, 1_500L),
                listOf("retry-after-ms" to "1500.4") to listOf(1_501L, 1_501L),
                listOf("retry-after-ms" to "120000") to listOf(120_000L, 120_000L),
                listOf("retry-after-ms" to "120001") to failsAtOnce,
                listOf("retry-after-ms" to "0") to backoff,
                listOf("retry-after-ms" to "-5") to backoff,
                listOf("retry-after-ms" to "NaN") to backoff,
                listOf("retry-after-ms" to "Infinity") to backoff,
                listOf("retry-after-ms" to "soon") to backoff,
                listOf("retry-after-ms" to "10", "retry-after" to "9") to listOf(10L, 10L),
                listOf("retry-after-ms" to "soon", "retry-after" to "9") to listOf(9_000L, 9_000L),
                listOf("retry-after" to "2") to listOf(2_000L, 2_000L),
                listOf("retry-after" to "0.5") to listOf(500L, 500L),
                listOf("retry-after" to "120") to listOf(120_000L, 120_000L),
                listOf("retry-after" to "120.001") to failsAtOnce,
                listOf("retry-after" to "86400") to failsAtOnce,
                listOf("retry-after" to "0") to backoff,
                listOf("retry-after" to "-1") to backoff,
                listOf("retry-after" to "NaN") to backoff,
                listOf("retry-after" to "Infinity") to backoff,
                listOf("retry-after" to "soon") to backoff,
                listOf("retry-after" to "Sun, 06 Nov 1994 08:50:37 GMT") to listOf(60_000L, 1_000L),
                listOf("retry-after" to "Sun, 06 Nov 1994 08:51:38 GMT") to failsAtOnce,
                listOf("retry-after" to "Sun, 06 Nov 1994 08:49:37 GMT") to backoff,
                listOf("retry-after" to "Sun, 06 Nov 1994 08:00:00 GMT") to backoff,
            ).forEach { (headers, waits) ->
                test(headers.joinToString { (name, value) -> "$name: $value" }) {
                    for (status in listOf(429, 503)) {
                        val outcome = outcome { status(status, *headers.toTypedArray()) }
                        outcome.clock.sleeps shouldContainExactly waits
                        outcome.transport.requests.size shouldBe waits.size + 1
                        outcome.failure.shouldBeInstanceOf<ApiStatusException>()
                    }
                }
            }

            test("an error that fails at once says what was asked for") {
                val outcome = outcome { status(429, "retry-after" to "120.001") }
                outcome.clock.sleeps.shouldBeEmpty()
                (outcome.failure as ApiStatusException).retryAfterMillis shouldBe 120_001
            }

            test("the limit is an option") {
                val policy = RetryPolicy.Builder().maxRetryAfterMillis(1_000).build()
                outcome(policy) { status(429, "retry-after" to "2") }.transport.requests.size shouldBe 1
            }
        }

        context("how long it waits by itself: min(0.5 * 2^n, 8) s, less up to a quarter by chance") {
            mapOf(
                0.0 to listOf(500L, 1_000, 2_000, 4_000, 8_000, 8_000),
                0.5 to listOf(437L, 875, 1_750, 3_500, 7_000, 7_000),
                1.0 to listOf(375L, 750, 1_500, 3_000, 6_000, 6_000),
            ).forEach { (chance, waits) ->
                test("chance $chance") {
                    val policy = RetryPolicy.Builder().maxRetries(waits.size).build()
                    outcome(policy, random(chance)) { status(503) }.clock.sleeps shouldContainExactly waits
                }
            }

            test("many retries do not overflow") {
                outcome(RetryPolicy.Builder().maxRetries(90).build()) { status(503) }.clock.sleeps.last() shouldBe 8_000
            }
        }
    })
