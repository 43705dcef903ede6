package dev.sluice.testing

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.io.IOException
import java.net.http.HttpClient.Version.HTTP_2
import java.net.http.HttpResponse.BodyHandlers

class Http2Test :
    FunSpec({
        fun server(streams: Int = 100, handler: RequestHandler? = null) = ScriptedServer.start {
            tls = true
            http2 = true
            maxConcurrentStreams = streams
            this.handler = handler
        }

        test("requests share one connection and are recorded") {
            server { Answer.json("""{"path":"${it.path}"}""") }.use { server ->
                val http = clientOf(server, HTTP_2)
                val first = http.text(postTo(server, "/a?b=c", "x".repeat(200_000)))
                first.version() shouldBe HTTP_2
                first.body() shouldBe """{"path":"/a"}"""
                http.text(postTo(server, "/d")).body() shouldBe """{"path":"/d"}"""
                val request = server.takeRequest()
                request.protocol shouldBe "HTTP/2"
                request.bodySize shouldBe 200_000
                request.query shouldBe "b=c"
                request.header("host") shouldBe "127.0.0.1:${server.port}"
                server.connectionsOpened shouldBe 1
                server.connections.single().protocol shouldBe "HTTP/2"
            }
        }

        test("pieces arrive one by one, and a reset carries its code") {
            val gate = Gate()
            ScriptedServer.start { http2 = true }.use { server ->
                server.enqueue(Answer.sse().event("one").event("two").hold(gate).event("three").reset(Step.CANCEL).build())
                RawHttp2Client(server.port).use { raw ->
                    raw.get()
                    List(3) { raw.next() }.drop(1).map { it.text } shouldBe listOf("data: one\n\n", "data: two\n\n")
                    gate.open()
                    raw.next().text shouldBe "data: three\n\n"
                    raw.next().code.toLong() shouldBe Step.CANCEL
                    server.takeRequest().exchange.awaitEnd() shouldBe Ending.SERVER_RESET
                    server.openConnections shouldBe 1
                }
            }
        }

        test("a cut ends the connection under every stream") {
            val gate = Gate()
            server {
                if (it.path ==
                    "/cut"
                ) {
                    Answer.sse().event("one").hold(gate).cut().build()
                } else {
                    Answer.sse().stall().build()
                }
            }.use { server ->
                val http = clientOf(server, HTTP_2)
                val other = http.stream(postTo(server, "/other")).body()
                val cut = http.stream(postTo(server, "/cut")).body()
                cut.expect("data: one\n\n")
                gate.open()
                shouldThrow<IOException> { cut.readAllBytes() }
                shouldThrow<IOException> { other.readAllBytes() }
                server.awaitConnectionsClosed()
                server.requests.map { it.exchange.ending } shouldBe listOf(Ending.SERVER_CUT, Ending.SERVER_CUT)
                server.connections.single().closedBy shouldBe RecordedConnection.Side.SERVER
            }
        }

        test("a client's reset of a stream is seen, and the connection lives on") {
            server { if (it.path == "/stall") Answer.sse().event("one").stall().build() else Answer.text("ok") }.use { server ->
                val http = clientOf(server, HTTP_2)
                val body = http.stream(postTo(server, "/stall")).body()
                body.expect("data: one\n\n")
                body.close()
                val exchange = server.takeRequest().exchange
                exchange.awaitEnd() shouldBe Ending.CLIENT_RESET
                exchange.endingDetail shouldContain "CANCEL"
                http.text(postTo(server)).body() shouldBe "ok"
                server.connectionsOpened shouldBe 1
            }
        }

        test("streams beyond the limit are refused, even by a client that ignores the setting") {
            val gate = Gate()
            val options = ScriptedServer.builder().http2(true).maxConcurrentStreams(3)
            options.handler { Answer.builder().hold(gate).head().text("ok").build() }.start().use { server ->
                RawHttp2Client(server.port).use { raw ->
                    val streams = List(5) { raw.get() }
                    val refused = List(2) { raw.next() }
                    refused.map { it.type } shouldBe List(2) { RawHttp2Client.RESET }
                    refused.map { it.stream } shouldBe streams.drop(3)
                    refused.map { it.code.toLong() } shouldBe List(2) { Step.REFUSED_STREAM }
                    server.awaitRequests(3)
                    val connection = server.connections.single()
                    connection.refusedStreams shouldBe 2
                    connection.peakExchanges shouldBe 3
                    gate.open()
                    server.awaitIdle()
                    connection.openExchanges shouldBe 0
                    server.requests.map { it.exchange.ending } shouldBe List(3) { Ending.ANSWERED }
                }
            }
        }

        test("without TLS it speaks HTTP/2 to who begins with it, and HTTP/1.1 to others") {
            ScriptedServer.start { http2 = true }.use { server ->
                server.enqueue(
                    Answer.sse().event("a").event("b").build(),
                    Answer.text("one"),
                    Answer.text("last").newBuilder().closeAfter().build(),
                )
                RawHttp2Client(server.port).use { raw ->
                    val stream = raw.get()
                    val frames = List(4) { raw.next() }
                    frames.map { it.stream }.distinct() shouldBe listOf(stream)
                    frames.drop(1).map { it.text } shouldBe listOf("data: a\n\n", "data: b\n\n", "")
                    frames.map { it.isEndStream } shouldBe listOf(false, false, false, true)
                }
                clientOf(server).text(postTo(server)).body() shouldBe "one"
                RawHttp2Client(server.port).use { raw ->
                    raw.get()
                    val frames = List(4) { raw.next() }
                    frames[1].text shouldBe "last"
                    frames[2].isEndStream shouldBe true
                    frames[3].type shouldBe RawHttp2Client.GO_AWAY
                    raw.isAtEnd() shouldBe true
                }
                server.requests.map { it.protocol } shouldBe listOf("HTTP/2", "HTTP/1.1", "HTTP/2")
            }
        }

        test("a body of many megabytes arrives whole") {
            val big = ByteArray(20_000_000) { (it % 251).toByte() }
            server { Answer.builder().bytes(big).build() }.use { server ->
                val answer = clientOf(server, HTTP_2).send(postTo(server), BodyHandlers.ofByteArray())
                answer.body().contentEquals(big) shouldBe true
                server.takeRequest().exchange.bytesSent shouldBe big.size
            }
        }
    })
