package dev.sluice.transport

import dev.sluice.testing.Answer
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import java.nio.ByteBuffer

/** A caller who leaves is seen by the server at once. */
internal suspend fun TransportScenes.goingAway() {
    scene("a caller cancelled before the head is seen by the server") {
        server.enqueue(Answer.silence())
        val call = launch { get("/x") }
        val exchange = see { server.takeRequest().exchange }
        call.cancelAndJoin()
        see { exchange.awaitClientGone() }
    }

    scene("a caller cancelled in the middle of the body is seen by the server") {
        server.enqueue(Answer.sse().event("one").stall().build())
        val reached = CompletableDeferred<Unit>()
        val call = launch {
            transport.execute(request("/x", "")) { response ->
                response.body.text("data: one\n\n".length)
                reached.complete(Unit)
                response.body.read()
            }
        }
        reached.await()
        call.cancelAndJoin()
        see { server.takeRequest().exchange.awaitClientGone() }
    }

    scene("a caller cancelled while it works is seen by the server") {
        server.enqueue(Answer.sse().event("one").stall().build())
        val reached = CompletableDeferred<Unit>()
        val call = launch {
            transport.execute(request("/x", "")) {
                reached.complete(Unit)
                awaitCancellation()
            }
        }
        reached.await()
        call.cancelAndJoin()
        see { server.takeRequest().exchange.awaitClientGone() }
    }

    scene("a caller cancelled in the middle of an upload closes what was to be sent") {
        server.enqueue(Answer.silence())
        val body = EndlessBody()
        val call = launch { transport.execute(HttpRequest("POST", server.url + "/x", HttpHeaders.EMPTY, body)) { } }
        body.waiting.await()
        call.cancelAndJoin()
        body.closed.await()
    }

    scene("a block that returns early leaves the rest") {
        server.enqueue(Answer.sse().event("one").stall().build())
        transport.execute(request("/x", "")) { it.body.text(10) } shouldBe "data: one\n\n"
        see { server.takeRequest().exchange.awaitClientGone() }
    }

    scene("a block that throws leaves the rest, and its exception comes out as it was") {
        server.enqueue(Answer.sse().event("one").stall().build())
        val thrown = IllegalArgumentException("mine")
        runCatching { transport.execute(request("/x", "")) { throw thrown } }.exceptionOrNull() shouldBe thrown
        see { server.takeRequest().exchange.awaitClientGone() }
    }

    scene("a call cancelled with a cause is still a cancellation") {
        server.enqueue(Answer.silence())
        val call = async { get("/x") }
        val exchange = see { server.takeRequest().exchange }
        call.cancel(CancellationException("why", IllegalStateException("cause")))
        shouldThrow<CancellationException> { call.await() }.message shouldBe "why"
        see { exchange.awaitClientGone() }
    }

    scene("calls go on after others were cancelled", { handler { Answer.text("fine") } }) {
        server.enqueue(Answer.silence())
        val call = launch { get("/x") }
        see { server.takeRequest() }
        call.cancelAndJoin()
        post("/y", "") shouldBe "fine"
    }
}

/** Gives one piece and never another. */
private class EndlessBody : RequestBody {
    val waiting = CompletableDeferred<Unit>()
    val closed = CompletableDeferred<Unit>()

    override val contentType: String get() = "text/plain"

    override val contentLength: Long get() = -1

    override fun open(): BodySource = object : BodySource {
        private var first = true

        override suspend fun read(): ByteBuffer {
            if (first) return ByteBuffer.wrap("first".toByteArray()).also { first = false }
            waiting.complete(Unit)
            awaitCancellation()
        }

        override fun close() {
            closed.complete(Unit)
        }
    }
}
