package dev.sluice.transport

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiResponseException
import dev.sluice.sse.EventReader
import dev.sluice.testing.Answer
import dev.sluice.testing.Gate
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.io.ByteArrayOutputStream
import java.util.zip.GZIPOutputStream

/** Compression is not asked for, and undone where it comes all the same. */
internal suspend fun TransportScenes.compression() {
    scene("is not asked for") {
        server.enqueue(Answer.builder().text("plain").gzip().build())
        transport.execute(request("/x", "")) { it.headers["content-encoding"] to it.body.text() } shouldBe (null to "plain")
        (server.takeRequest().header("accept-encoding") ?: "identity") shouldBe "identity"
    }

    scene("is undone when the caller asks for it") {
        server.enqueue(Answer.builder().text("packed").gzip().build())
        val request = HttpRequest("GET", server.url, HttpHeaders.of("Accept-Encoding" to "gzip"))
        transport.execute(request) { it.headers["content-encoding"] to it.body.text() } shouldBe (null to "packed")
        server.takeRequest().headerValues("accept-encoding") shouldBe listOf("gzip")
    }

    scene("is undone where a server compresses unasked, and the connection goes on") {
        val text = "0123456789".repeat(20_000)
        server.enqueue(Answer.builder().header("Content-Encoding", "gzip").bytes(gzip(text)).build(), Answer.text("next"))
        transport.execute(request("/x", "")) { response ->
            response.headers["content-length"] shouldBe null
            response.body.text() shouldBe text
        }
        post("/y", "") shouldBe "next"
        server.connectionsOpened shouldBe if (subject.reusesConnections) 1 else 2
    }

    scene("holds up no piece of a stream") {
        val gate = Gate()
        val packed = ByteArrayOutputStream()
        val stream = GZIPOutputStream(packed, 512, true)
        val answer = Answer.sse().header("Content-Encoding", "gzip")
        for (data in listOf("one", "two", "three")) {
            stream.write("data: $data\n\n".toByteArray())
            stream.flush()
            answer.bytes(packed.toByteArray()).hold(gate)
            packed.reset()
        }
        stream.close()
        server.enqueue(answer.bytes(packed.toByteArray()).build())
        transport.execute(request("/x", "{}")) { response ->
            val reader = EventReader(response.body, Clock.System)
            for (text in listOf("one", "two", "three")) {
                reader.next()?.map { it.data } shouldBe listOf(text)
                gate.letThrough()
            }
            reader.next() shouldBe null
        }
    }

    scene("that is cut is noticed") {
        val whole = gzip("0123456789".repeat(100))
        server.enqueue(Answer.builder().header("Content-Encoding", "gzip").bytes(whole.copyOf(whole.size - 9)).build())
        shouldThrow<ApiConnectionException> { post("/x", "") }.message shouldContain "ends too early"
    }

    scene("of another kind is an error that says what to look at") {
        val packed = Answer.builder().header("Content-Encoding", "br").text("????")
        server.enqueue(packed.build(), packed.status(502).build())
        val failure = shouldThrow<ApiResponseException> { post("/x", "") }
        failure.message shouldContain "'br'"
        failure.message shouldContain "Accept-Encoding"
        // An error status says more than its body.
        transport.execute(request("/x", "")) { it.readFailure(Clock.System, 10_000) }.status shouldBe 502
    }
}

private fun gzip(text: String): ByteArray = ByteArrayOutputStream().also { bytes ->
    GZIPOutputStream(bytes).use { it.write(text.toByteArray()) }
}.toByteArray()
