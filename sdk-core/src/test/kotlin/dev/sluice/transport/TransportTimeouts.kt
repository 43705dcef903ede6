package dev.sluice.transport

import dev.sluice.errors.ApiTimeoutException
import dev.sluice.limits.CallTerms
import dev.sluice.limits.RetryPolicy
import dev.sluice.limits.Retrying
import dev.sluice.sse.EventReader
import dev.sluice.testing.Answer
import dev.sluice.testing.Gate
import dev.sluice.testing.Step
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.async

/** Time that runs out is told by the name of its limit, and the server sees the connection go. */
internal suspend fun TransportScenes.timeouts() {
    val limits = Timeouts.Builder().firstContentMillis(600).idleMillis(120)

    DeafPort().use { deaf ->
        scene("connect", surroundings = { Surroundings(it, connectMillis = 50) }) {
            val request = HttpRequest("GET", "http://127.0.0.1:${deaf.port}/x?key=SECRET")
            val failure = shouldThrow<ApiTimeoutException> { transport.execute(request) { it.status } }
            failure.limit shouldBe "connect"
            failure.limitMillis shouldBe 50
            failure.message shouldContain "127.0.0.1:${deaf.port}"
            failure.stackTraceToString() shouldNotContain "SECRET"
        }
    }

    suspend fun Scene.shouldTimeOut(
        limit: String,
        millis: Long,
        timeouts: Timeouts,
        read: (
            suspend (Clock, BodySource, ready: () -> Unit) -> Unit
        )? = null,
    ) {
        val clock = ManualClock()
        val calls = Retrying(transport, RetryPolicy.NEVER, timeouts, clock)
        val reading = CompletableDeferred<Unit>()
        val call = async {
            runCatching {
                calls.call(CallTerms(), { request("/x", "{}") }) {
                    // So that no limit on the body rings when the one on the head would have.
                    clock.advance(1)
                    read!!(clock, it.response.body) { reading.complete(Unit) }
                }
            }
        }
        val exchange = see { server.takeRequest().exchange }
        if (read != null) reading.await()
        clock.awaitAlarmIn(millis)
        clock.advance(millis)
        val failure = call.await().exceptionOrNull() as ApiTimeoutException
        failure.limit shouldBe limit
        failure.limitMillis shouldBe millis
        see { exchange.awaitClientGone() }
    }

    scene("firstContent, with no head") {
        server.enqueue(Answer.silence())
        shouldTimeOut("firstContent", 600, limits.build())
    }

    scene("firstContent, with a head and no content") {
        server.enqueue(Answer.sse().head().stall().build())
        shouldTimeOut("firstContent", 600, limits.build()) { clock, body, ready ->
            ready()
            EventReader(body, clock, limits.build()).next()
        }
    }

    scene("idle, once there was content") {
        server.enqueue(Answer.sse().event("one").stall().build())
        shouldTimeOut("idle", 120, limits.build()) { clock, body, ready ->
            val reader = EventReader(body, clock, limits.build())
            reader.next()
            reader.contentSeen()
            ready()
            reader.next()
        }
    }

    scene("total, with no head") {
        server.enqueue(Answer.silence())
        shouldTimeOut("total", 500, limits.totalMillis(500).build())
    }

    scene("total, in a body") {
        server.enqueue(Answer.sse().event("one").stall().build())
        shouldTimeOut("total", 500, limits.totalMillis(500).build()) { _, body, ready ->
            body.text("data: one\n\n".length)
            ready()
            body.read()
        }
    }

    scene("no limit is reached by a trickle, however long it takes") {
        val gate = Gate()
        server.enqueue(Answer.sse().event("slow").event("slower").split(1).between(Step.hold(gate)).build())
        val clock = ManualClock()
        val calls = Retrying(transport, RetryPolicy.NEVER, limits.totalMillis(null).build(), clock)
        calls.call(CallTerms(), { request("/x", "{}") }) { exchange ->
            val slow = object : BodySource {
                override suspend fun read() = exchange.response.body.read().also {
                    clock.advance(110)
                    gate.letThrough()
                }
            }
            val reader = EventReader(slow, clock, limits.build())
            reader.next()!!.single().data shouldBe "slow"
            reader.contentSeen()
            reader.next()!!.single().data shouldBe "slower"
        }
    }
}
