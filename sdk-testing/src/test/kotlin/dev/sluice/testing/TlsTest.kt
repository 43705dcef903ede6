package dev.sluice.testing

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldEndWith
import io.kotest.matchers.string.shouldStartWith
import java.net.http.HttpClient
import javax.net.ssl.SSLHandshakeException
import javax.net.ssl.SSLSocket

class TlsTest :
    FunSpec({
        fun server() = ScriptedServer.start { tls = true }

        fun ScriptedServer.connect(): SSLSocket = (sslContext.socketFactory.createSocket("127.0.0.1", port) as SSLSocket).apply {
            soTimeout = 10_000
            outputStream.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".toByteArray())
        }

        test("a client that trusts the certificate is served") {
            server().use { server ->
                server.url shouldStartWith "https://127.0.0.1:"
                server.enqueue(Answer.text("hello"))
                clientOf(server).text(postTo(server)).body() shouldBe "hello"
                server.takeRequest().protocol shouldBe "HTTP/1.1"
            }
        }

        test("a client that does not trust it fails, and the record says why") {
            server().use { server ->
                shouldThrow<SSLHandshakeException> { HttpClient.newHttpClient().text(postTo(server)) }
                server.awaitConnections(1)
                server.awaitConnectionsClosed()
                server.requestCount shouldBe 0
                server.connections.single().detail shouldContain "TLS failed"
            }
        }

        test("a cut leaves the body open, a regular end closes the connection after it") {
            server().use { server ->
                server.enqueue(Answer.text("bye").newBuilder().closeAfter().build(), Answer.sse().event("x").cut().build())
                server.connect().use { String(it.inputStream.readAllBytes()).substringAfter("\r\n\r\n") shouldBe "bye" }
                server.connect().use { String(it.inputStream.readAllBytes()) shouldEndWith "\r\n\r\n9\r\ndata: x\n\n\r\n" }
                server.awaitConnectionsClosed()
                server.requests.map { it.exchange.ending } shouldBe listOf(Ending.ANSWERED, Ending.SERVER_CUT)
            }
        }

        test("a client that goes is seen") {
            server().use { server ->
                server.enqueue(Answer.sse().event("x").stall().build())
                server.connect().use { it.inputStream.read() }
                server.takeRequest().exchange.awaitClientGone()
            }
        }
    })
