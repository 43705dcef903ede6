package dev.sluice.testing

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers

class ScriptedServerTest :
    FunSpec({
        val http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()

        fun post(server: ScriptedServer, path: String, body: String) = http.send(
            HttpRequest.newBuilder(URI(server.url + path)).header("X-Test", "a").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
            BodyHandlers.ofString(),
        )

        test("a queued answer is given and the request recorded") {
            ScriptedServer.start().use { server ->
                server.enqueue(Answer.json("""{"a":1}"""), Answer.text("busy", 503))
                val first = post(server, "/v1/x?limit=3&q=a%20b", "héllo")
                first.statusCode() shouldBe 200
                first.body() shouldBe """{"a":1}"""
                first.headers().firstValueAsLong("content-length").asLong shouldBe 7
                post(server, "/v1/y", "").statusCode() shouldBe 503

                val request = server.takeRequest()
                request.method shouldBe "POST"
                request.path shouldBe "/v1/x"
                request.queryParameter("q") shouldBe "a b"
                request.bodyText shouldBe "héllo"
                request.header("x-test") shouldBe "a"
                request.exchange.awaitEnd() shouldBe Ending.ANSWERED
                request.exchange.bytesSent shouldBe 7
                server.connectionsOpened shouldBe 1
            }
        }

        test("without a script the answer says so") {
            ScriptedServer.start().use { server ->
                val answer = post(server, "/v1/x", "{}")
                answer.statusCode() shouldBe 500
                answer.body() shouldContain "no answer was scripted for #1 POST /v1/x"
                server.takeRequest().exchange.ending shouldBe Ending.SCRIPT_FAILED
            }
        }

        test("a cut stands at its byte, in the head, between events and inside one") {
            ScriptedServer.start().use { server ->
                server.enqueue(
                    Answer.raw().text("HTTP/1.1 200 OK\r\nContent-Ty").cut().build(),
                    Answer.sse().event("one").text("data: tw").cut().build(),
                    Answer.builder().contentLength(100).text("hello").build(),
                    Answer.sse().event("one").reset().build(),
                )
                RawClient(server.port).use { it.get().readToEnd() shouldBe ("HTTP/1.1 200 OK\r\nContent-Ty" to "FIN") }
                RawClient(server.port).use {
                    val (text, end) = it.get().readToEnd()
                    text.substringAfter("\r\n\r\n") shouldBe "b\r\ndata: one\n\n\r\n8\r\ndata: tw\r\n"
                    end shouldBe "FIN"
                }
                RawClient(server.port).use {
                    val (text, end) = it.get().readToEnd()
                    text.substringAfter("\r\n\r\n") shouldBe "hello"
                    end shouldBe "FIN"
                }
                RawClient(server.port).use { it.get().readToEnd().second shouldBe "RST" }
                server.requests.map { it.exchange.ending } shouldBe
                    listOf(Ending.SERVER_CUT, Ending.SERVER_CUT, Ending.SERVER_CUT, Ending.SERVER_RESET)
                server.awaitConnectionsClosed()
            }
        }

        test("a client that goes is seen while the answer stands at a gate or stalls") {
            ScriptedServer.start().use { server ->
                val gate = Gate()
                server.enqueue(Answer.sse().event("one").hold(gate).event("two").build(), Answer.silence())
                RawClient(server.port).use {
                    it.get().readUntil("data: one\n\n\r\n")
                    gate.awaitWaiting()
                }
                server.takeRequest().exchange.awaitClientGone()
                gate.waiting shouldBe 0
                val silent = RawClient(server.port).get()
                val exchange = server.takeRequest().exchange
                silent.reset()
                exchange.awaitEnd() shouldBe Ending.CLIENT_RESET
                server.awaitConnectionsClosed()
                server.connections.map { it.closedBy } shouldBe List(2) { RecordedConnection.Side.CLIENT }
            }
        }
    })
