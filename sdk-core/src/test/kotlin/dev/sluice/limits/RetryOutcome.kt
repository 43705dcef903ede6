package dev.sluice.limits

import dev.sluice.transport.FakeResponse
import dev.sluice.transport.HttpHeaders
import dev.sluice.transport.HttpRequest
import dev.sluice.transport.HttpResponse
import dev.sluice.transport.ManualClock
import dev.sluice.transport.readFailure
import dev.sluice.transport.text
import kotlin.random.Random

internal val REQUEST = HttpRequest("POST", "http://127.0.0.1/x")

/** Chance that always comes out as [chance]. */
internal fun random(chance: Double) = object : Random() {
    override fun nextBits(bitCount: Int): Int = throw UnsupportedOperationException()

    override fun nextDouble(): Double = chance
}

internal val NO_CHANCE = random(0.0)

internal class Outcome(val failure: Throwable?, val transport: FakeTransport, val clock: ManualClock)

/** Reads an answer as a provider does. */
internal suspend fun read(clock: ManualClock, exchange: Exchange): String {
    if (exchange.response.status !in 200..299) throw exchange.response.readFailure(clock, 1_000).toException()
    return exchange.response.body.text()
}

/** What comes of a call that gets [answer]s, with time that passes by itself. */
internal suspend fun outcome(
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

internal fun status(status: Int, vararg headers: Pair<String, String>) = FakeResponse(status, "", HttpHeaders.of(*headers))

internal suspend fun <R> Retrying.call(prepare: suspend (Int) -> HttpRequest, block: suspend (Exchange) -> R): R =
    call(CallTerms(), prepare, block)
