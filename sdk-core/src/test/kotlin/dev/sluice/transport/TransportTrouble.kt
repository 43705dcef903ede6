package dev.sluice.transport

import dev.sluice.errors.ApiConnectionException
import dev.sluice.sse.EventReader
import dev.sluice.testing.Answer
import dev.sluice.testing.Gate
import dev.sluice.testing.Reception
import dev.sluice.testing.Step
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain

/** Every way a connection can fail is an error that says where, and shows no secret. */
internal suspend fun TransportScenes.trouble() {
    suspend fun Scene.shouldFailBeforeHead() {
        val failure = shouldThrow<ApiConnectionException> { transport.execute(request("/x?key=SECRET", "")) { it.status } }
        failure.message shouldContain "127.0.0.1:${server.port}"
        failure.isRetryable shouldBe true
        generateSequence<Throwable>(failure) { it.cause }.forEach { it.toString() shouldNotContain "SECRET" }
    }

    scene("nobody listens") {
        server.refuseConnections()
        shouldFailBeforeHead()
        server.acceptConnections()
        server.enqueue(Answer.text("back"))
        post("/x", "") shouldBe "back"
    }

    scene("the connection is closed at once") {
        // A JDK may connect once more before it gives up.
        server.receiveNext(*Array(4) { Reception.CLOSE })
        shouldFailBeforeHead()
    }

    scene("the connection is reset at once") {
        // A JDK may connect once more before it gives up.
        server.receiveNext(*Array(4) { Reception.RESET })
        shouldFailBeforeHead()
    }

    for ((what, end) in mapOf("cut" to Step.cut(), "reset" to Step.reset())) {
        scene("the connection is $what instead of an answer, and the request was sent once", { handler { Answer.text("again") } }) {
            server.enqueue(Answer.raw().step(end).build())
            shouldFailBeforeHead()
            server.requestCount shouldBe 1
        }

        scene("a connection that stood is $what instead of an answer, and the request was sent once", {
            handler { Answer.text("again") }
        }) {
            server.enqueue(Answer.text("first"), Answer.raw().step(end).build())
            post("/x", "{}") shouldBe "first"
            shouldFailBeforeHead()
            server.requestCount shouldBe 2
        }
    }

    scene("statuses that an HTTP client might try again by itself", { handler { Answer.text("again") } }) {
        val now = Answer.builder().header("Retry-After", "0")
        val statuses = listOf(401, 408, 421, 503)
        for (status in statuses) {
            server.enqueue(now.status(status).build())
            transport.execute(request("/x", "{}")) { it.status } shouldBe status
        }
        server.requestCount shouldBe statuses.size
    }

    if (!subject.http2) {
        scene("the connection is reset inside the head") {
            server.enqueue(Answer.raw().text("HTTP/1.1 200 OK\r\nContent-Le").reset().build())
            shouldFailBeforeHead()
        }

        scene("the answer is not HTTP") {
            server.enqueue(Answer.raw().text("220 mail.example.com ESMTP\r\n\r\n").cut().build())
            shouldFailBeforeHead()
        }
    }

    for ((what, end) in mapOf("cut" to Step.cut(), "reset" to Step.reset())) {
        if (what == "cut" && !subject.noticesCutChunks) continue
        scene("the connection is $what in the middle of the body") {
            val gate = Gate()
            server.enqueue(Answer.sse().header("x-request-id", "req_5").event("one").hold(gate).step(end).build())
            val failure = shouldThrow<ApiConnectionException> {
                transport.execute(request("/x?key=SECRET", "")) { response ->
                    response.body.text(11) shouldBe "data: one\n\n"
                    gate.open()
                    response.body.read()
                }
            }
            failure.message shouldContain "after 11 bytes"
            failure.message shouldContain "127.0.0.1:${server.port}"
            failure.requestId shouldBe "req_5"
            failure.message shouldNotContain "SECRET"
        }
    }

    scene("the connection is reset in the middle of an event, which is none then") {
        val gate = Gate()
        server.enqueue(Answer.sse().event("one").text("data: tw").hold(gate).reset().build())
        transport.execute(request("/x", "")) { response ->
            val reader = EventReader(response.body, Clock.System)
            reader.next()!!.map { it.data } shouldBe listOf("one")
            gate.open()
            shouldThrow<ApiConnectionException> { reader.next() }.message shouldContain "broke after"
        }
    }

    scene("the body is shorter than its declared length") {
        server.enqueue(Answer.builder().contentLength(100).text("0123456789").build())
        shouldThrow<ApiConnectionException> { transport.execute(request("/x", "")) { it.body.text() } }
    }
}
