package dev.sluice.transport

import dev.sluice.errors.InvalidRequestException
import dev.sluice.sse.EventReader
import dev.sluice.testing.Answer
import dev.sluice.testing.Step
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.comparables.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain

/** What becomes of connections between calls and under a slow reader. */
internal suspend fun TransportScenes.connections() {
    scene("do not begin for a header that cannot be sent, whose value stays hidden") {
        val headers = HttpHeaders.of("Authorization" to "SECRET\u0001")
        val failure = shouldThrow<InvalidRequestException> { transport.execute(HttpRequest("GET", server.url, headers)) { it.status } }
        failure.message shouldContain "Authorization"
        generateSequence<Throwable>(failure) { it.cause }.forEach { it.toString() shouldNotContain "SECRET" }
        server.connectionsOpened shouldBe 0
    }

    scene("serve one POST after the other", { handler { Answer.json(it.bodyText) } }) {
        repeat(5) { post("/x", "{\"n\":$it}") shouldBe "{\"n\":$it}" }
        server.connectionsOpened shouldBe if (subject.reusesConnections) 1 else 5
    }

    scene("serve the next call after a stream that was drained") {
        server.enqueue(Answer.sse().event("a").event("[DONE]").build(), Answer.text("next"))
        transport.execute(request("/x", "")) { response ->
            val reader = EventReader(response.body, Clock.System)
            while (reader.next().orEmpty().none { it.data == "[DONE]" }) Unit
            reader.drain()
        }
        post("/y", "") shouldBe "next"
        server.connectionsOpened shouldBe if (subject.reusesConnections) 1 else 2
    }

    scene("serve the next call after an error whose body was read") {
        server.enqueue(Answer.json("""{"error":{"message":"m"}}""", 500), Answer.text("next"))
        transport.execute(request("/x", "")) { it.readFailure(Clock.System, 10_000) }.message shouldBe "m"
        post("/y", "") shouldBe "next"
        server.connectionsOpened shouldBe if (subject.reusesConnections) 1 else 2
    }

    scene("take no more than a little ahead of a slow reader", { handler { Answer.text("pong") } }) {
        val piece = Step.bytes(ByteArray(64 shl 10))
        val total = 2_048L * (64 shl 10)
        server.enqueue(Answer.builder().steps(Iterable { generateSequence { piece }.take(2_048).iterator() }).build())
        transport.execute(HttpRequest("GET", server.url + "/large")) { response ->
            var received = response.body.read()!!.remaining().toLong()
            val exchange = server.takeRequest().exchange
            // What the server could hand over grows, and then stands still while other calls come and go.
            do {
                val before = exchange.bytesSent
                repeat(20) { post("/ping", "") shouldBe "pong" }
            } while (exchange.bytesSent != before)
            exchange.bytesSent shouldBeLessThan total / 2
            while (true) received += (response.body.read() ?: break).remaining()
            received shouldBe total
        }
    }
}
