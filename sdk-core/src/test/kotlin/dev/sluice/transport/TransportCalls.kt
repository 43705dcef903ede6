package dev.sluice.transport

import dev.sluice.errors.InvalidRequestException
import dev.sluice.sse.EventReader
import dev.sluice.testing.Answer
import dev.sluice.testing.Gate
import dev.sluice.testing.Step
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.job
import kotlinx.coroutines.withContext
import java.io.ByteArrayOutputStream
import java.io.File

/** What goes over the wire and comes back. */
internal suspend fun TransportScenes.calls() {
    scene("carries method, path, query, headers and body, and brings status, headers and body") {
        val answer = Answer.builder().status(201).header("X-Request-Id", "req_1")
        server.enqueue(answer.addHeader("x-many", "a").addHeader("x-many", "b").text("hello").build())
        val headers = HttpHeaders.of("Authorization" to "Bearer k", "X-Extra" to "1", "content-length" to "5")
        val body = RequestBody.of("{\"a\":\"é\"}".toByteArray(), "application/json")
        transport.execute(HttpRequest("POST", server.url + "/v1/x?q=1%202", headers, body)) { response ->
            response.status shouldBe 201
            response.protocol shouldBe subject.protocol
            response.headers["x-request-id"] shouldBe "req_1"
            response.headers.all("X-Many") shouldContainExactly listOf("a", "b")
            response.body.text() shouldBe "hello"
            response.body.read() shouldBe null
        }
        val request = server.takeRequest()
        request.method shouldBe "POST"
        request.target shouldBe "/v1/x?q=1%202"
        request.header("authorization") shouldBe "Bearer k"
        request.header("x-extra") shouldBe "1"
        request.header("content-type") shouldBe "application/json"
        request.header("content-length") shouldBe "10"
        request.bodyText shouldBe "{\"a\":\"é\"}"
    }

    scene("sends no body with GET, and a content type of the caller's own") {
        server.enqueue(Answer.text("a"), Answer.text("b"))
        get("/x") shouldBe "a"
        val body = RequestBody.of("{}".toByteArray(), "application/json")
        transport.execute(HttpRequest("POST", server.url, HttpHeaders.of("Content-Type" to "text/special"), body)) {
            it.body.text()
        } shouldBe
            "b"
        server.takeRequest().bodySize shouldBe 0
        server.takeRequest().headerValues("content-type") shouldContainExactly listOf("text/special")
    }

    scene("takes an error status for a response") {
        server.enqueue(
            Answer.json("{}", 404),
            Answer.builder().status(204).build(),
        )
        transport.execute(request("/x", "")) { it.status to it.body.text() } shouldBe (404 to "{}")
        transport.execute(HttpRequest("GET", server.url)) { it.status to it.body.read() } shouldBe (204 to null)
    }

    scene("brings a stream piece by piece, as it is sent") {
        val gate = Gate()
        server.enqueue(Answer.sse().event("one").hold(gate).event("two").hold(gate).event("three").build())
        transport.execute(request("/x", "{}")) { response ->
            val reader = EventReader(response.body, Clock.System)
            for (text in listOf("one", "two", "three")) {
                reader.next()?.map { it.data } shouldBe listOf(text)
                gate.letThrough()
            }
            reader.next() shouldBe null
        }
    }

    scene("brings a large body whole") {
        val piece = ByteArray(100_000) { (it % 251).toByte() }
        server.enqueue(Answer.builder().steps(List(50) { Step.bytes(piece) }).build())
        val seen = ByteArrayOutputStream()
        transport.execute(HttpRequest("GET", server.url)) { response -> while (true) seen.take(response.body.read() ?: break) }
        val all = seen.toByteArray()
        all.size shouldBe 5_000_000
        (0 until all.size step 997).all { all[it] == piece[it % piece.size] } shouldBe true
    }

    scene("runs the block in the caller's coroutine, so it may emit") {
        server.enqueue(Answer.sse().event("a").event("b").build())
        val here = coroutineContext.job
        val texts = flow {
            transport.execute(request("/x", "")) { response ->
                val reader = EventReader(response.body, Clock.System)
                while (true) reader.next()?.forEach { emit(it.data) } ?: break
            }
        }
        texts.toList() shouldContainExactly listOf("a", "b")
        here.isActive shouldBe true
    }

    scene("sends a body of unknown length as it is read") {
        server.enqueue(Answer.text("ok"))
        transport.execute(HttpRequest("POST", server.url, body = PiecesBody(sequenceOf("abc", "", "def")))) { it.body.text() } shouldBe
            "ok"
        val request = server.takeRequest()
        request.bodyText shouldBe "abcdef"
        request.header("content-type") shouldBe "text/plain"
    }

    scene("sends a large body that is read in pieces, of known length") {
        server.enqueue(Answer.text("ok"))
        val text = "0123456789".repeat(100)
        val body = PiecesBody(generateSequence { text }.take(1_000), 1_000_000)
        transport.execute(HttpRequest("POST", server.url, body = body)) { it.body.text() } shouldBe "ok"
        server.takeRequest().bodySize shouldBe 1_000_000
    }

    scene("throws what the body's own reading throws, as it is") {
        val reason = IllegalStateException("the file is gone")
        val body = PiecesBody(
            sequence {
                yield("a")
                throw reason
            },
        )
        shouldThrow<IllegalStateException> {
            transport.execute(HttpRequest("POST", server.url, body = body)) { it.status }
        }.message shouldBe
            "the file is gone"
    }

    scene("does not send a file that was changed meanwhile") {
        server.enqueue(Answer.json("{}"))
        val file = File.createTempFile("changed", ".jsonl")
        try {
            file.writeText("one\ntwo\n")
            val content = FileContent.of(file)
            file.writeText("one\n")
            shouldThrow<InvalidRequestException> { transport.execute(HttpRequest("POST", server.url, body = content.body)) { it.status } }
        } finally {
            file.delete()
        }
    }

    scene("goes on on another thread than the network's, whatever the caller's dispatcher") {
        val gate = Gate()
        server.enqueue(Answer.builder().head().hold(gate).text("a").hold(gate).text("b").build())
        val threads = withContext(Dispatchers.Unconfined) {
            transport.execute(HttpRequest("GET", server.url)) { response ->
                val threads = mutableListOf(Thread.currentThread().name)
                repeat(2) {
                    gate.letThrough()
                    response.body.read()
                    threads += Thread.currentThread().name
                }
                threads
            }
        }
        threads.filter { "http" in it.lowercase() } shouldBe emptyList()
    }

    scene("refuses what is no web address, without showing its query") {
        for (url in listOf("", "nonsense", "ftp://127.0.0.1/x?key=SECRET", "http:///x?key=SECRET", "http://a b/?key=SECRET")) {
            val failure = shouldThrow<InvalidRequestException> { transport.execute(HttpRequest("GET", url)) { it.status } }
            generateSequence<Throwable>(failure) { it.cause }.forEach { it.message.orEmpty() shouldNotContain "SECRET" }
        }
    }
}
