package dev.sluice.testing

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldEndWith
import io.kotest.matchers.string.shouldNotContain
import java.util.zip.GZIPInputStream
import kotlin.random.Random

/** What answers look like on an HTTP/1.1 connection, byte by byte. */
class AnswerTest :
    FunSpec({
        lateinit var server: ScriptedServer
        beforeTest { server = ScriptedServer.start() }
        afterTest { server.close() }

        fun bytesOf(answer: Answer, request: String = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"): String {
            server.enqueue(answer)
            return RawClient(server.port).use { client ->
                client.send(request)
                server.takeRequest().exchange.awaitEnd()
                client.socket.shutdownOutput()
                client.readToEnd().first
            }
        }

        fun bodyOf(answer: Answer) = bytesOf(answer).substringAfter("\r\n\r\n")

        test("a body of bytes has its length, whatever its pieces") {
            bytesOf(Answer.builder().status(201).header("X-A", "1").addHeader("X-A", "2").text("ab").text("").text("c").build()) shouldBe
                "HTTP/1.1 201 Created\r\nX-A: 1\r\nX-A: 2\r\nContent-Length: 3\r\n\r\nabc"
        }

        test("an empty body has the length zero") {
            bytesOf(Answer.builder().build()) shouldBe "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        }

        test("a stream sends each piece as a chunk") {
            bodyOf(Answer.sse().event("update", "a\nb").comment("life").build()) shouldBe
                "1f\r\nevent: update\ndata: a\ndata: b\n\n\r\n8\r\n: life\n\n\r\n0\r\n\r\n"
        }

        test("split, between and truncate rewrite the steps before them") {
            bodyOf(Answer.builder().text("abcde").split(2).chunked().build()) shouldBe "2\r\nab\r\n2\r\ncd\r\n1\r\ne\r\n0\r\n\r\n"
            bodyOf(Answer.builder().text("ab").text("cd").between(Step.text("-")).text("e").build()) shouldBe
                "2\r\nab\r\n1\r\n-\r\n2\r\ncd\r\n1\r\ne\r\n0\r\n\r\n"
            bodyOf(Answer.builder().text("ab").text("cd").truncate(3).cut().build()) shouldBe "2\r\nab\r\n1\r\nc\r\n"
        }

        test("whatever the pieces and the cut, the bytes before the cut are the body's") {
            val random = Random(20_261)
            repeat(40) {
                val pieces = List(random.nextInt(1, 6)) { random.nextBytes(random.nextInt(0, 40)) }
                val whole = pieces.fold(ByteArray(0)) { all, piece -> all + piece }
                val cutAt = random.nextInt(0, whole.size + 1)
                val size = random.nextInt(1, 9)
                val builder = Answer.raw()
                pieces.forEach(builder::bytes)
                bytesOf(builder.split(size).truncate(cutAt.toLong()).cut().build()) shouldBe
                    String(CharArray(cutAt) { index -> (whole[index].toInt() and 0xff).toChar() })
            }
        }

        test("a body shorter than declared ends with the connection") {
            bytesOf(Answer.builder().contentLength(10).text("abc").build()) shouldEndWith "Content-Length: 10\r\n\r\nabc"
            server.requests.single().exchange.endingDetail shouldBe "7 bytes short of the declared length"
            server.connections.single().closedBy shouldBe RecordedConnection.Side.SERVER
            bytesOf(Answer.builder().contentLength(10).build()) shouldEndWith "Content-Length: 10\r\n\r\n"
        }

        test("the end of the connection can be the end of the body") {
            server.enqueue(Answer.sse().event("x").untilClose().build())
            RawClient(server.port).use { it.get().readToEnd().first shouldEndWith "\r\n\r\ndata: x\n\n" }
        }

        test("a connection is closed after an answer, with or without a word") {
            val answer = Answer.text("a").newBuilder()
            server.enqueue(answer.closeAfter().build(), answer.closeAfter(announced = false).build())
            RawClient(server.port).use { it.get().readToEnd().first shouldContain "Connection: close" }
            RawClient(server.port).use { it.get().readToEnd().first shouldNotContain "Connection" }
            server.requests.map { it.exchange.awaitEnd() } shouldBe listOf(Ending.ANSWERED, Ending.ANSWERED)
        }

        test("what comes before head() happens before the head") {
            val gate = Gate()
            server.enqueue(Answer.builder().hold(gate).head().text("x").build())
            RawClient(server.port).use { client ->
                client.get()
                gate.awaitWaiting()
                client.socket.getInputStream().available() shouldBe 0
                server.takeRequest().exchange.toString() shouldContain "hold at a gate (shut, 1 waiting)"
                gate.open()
                client.readUntil("\r\n\r\nx")
            }
        }

        test("pieces can be paced by the clock, and steps made one by one as they are needed") {
            val made = ArrayList<Int>()
            val gate = Gate()
            val steps = (1..5).asSequence().onEach { made += it }.map { if (it == 4) Step.hold(gate) else Step.text("$it") }
            server.enqueue(Answer.sse().steps(steps.asIterable()).between(Step.pause(1)).build())
            RawClient(server.port).use { client ->
                client.get().readUntil("\r\n3\r\n")
                gate.awaitWaiting()
                made shouldBe listOf(1, 2, 3, 4)
                gate.open()
                client.readUntil("1\r\n5\r\n0\r\n\r\n")
            }
        }

        test("no body goes with HEAD, 204 and 304") {
            bytesOf(Answer.text("hello"), "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n") shouldEndWith "Content-Length: 5\r\n\r\n"
            bytesOf(Answer.text("hello", 204)) shouldEndWith "\r\n\r\n"
            bytesOf(Answer.text("hello", 304)) shouldEndWith "\r\n\r\n"
        }

        test("a client of HTTP/1.0 gets no chunks") {
            bytesOf(Answer.sse().event("x").build(), "GET / HTTP/1.0\r\n\r\n") shouldEndWith "no-cache\r\n\r\ndata: x\n\n"
        }

        test("requests sent ahead are answered in order on one connection") {
            server.enqueue(Answer.text("1"), Answer.sse().event("2").build(), Answer.text("3").newBuilder().closeAfter().build())
            RawClient(server.port).use { client ->
                client.get("/a").get("/b").get("/c")
                val bodies = Regex("\r\n\r\n(1|9\r\ndata: 2|3)").findAll(client.readToEnd().first).map { it.groupValues[1].last() }
                bodies.joinToString("") shouldBe "123"
            }
            server.requests.map { it.path } shouldBe listOf("/a", "/b", "/c")
            server.connectionsOpened shouldBe 1
        }

        test("a body is compressed for who takes it, and each piece can be read as it comes") {
            val gate = Gate()
            val answer = Answer.sse().event("one").hold(gate).event("x".repeat(10_000)).gzip().build()
            server.enqueue(answer, answer)
            RawClient(server.port).use { client ->
                client.send("GET / HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br, gzip;q=0.5\r\n\r\n")
                client.readUntil("\r\n\r\n") shouldContain "Content-Encoding: gzip"
                val unzipped = GZIPInputStream(Chunks(client.socket.getInputStream()))
                unzipped.expect("data: one\n\n")
                gate.open()
                String(unzipped.readAllBytes()) shouldBe "data: ${"x".repeat(10_000)}\n\n"
                server.requests.single().exchange.awaitEnd()
                server.requests.single().exchange.bytesSent.toInt() shouldBeLessThan 1_000
            }
            RawClient(server.port).use { client -> client.get().readUntil("0\r\n\r\n") shouldNotContain "gzip" }
        }

        test("a client that asks whether to go on is told to") {
            server.enqueue(Answer.text("ok"))
            RawClient(server.port).use { client ->
                client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
                client.readUntil("\r\n\r\n") shouldBe "HTTP/1.1 100 Continue\r\n\r\n"
                client.send("{}").readUntil("ok")
                server.takeRequest().bodyText shouldBe "{}"
            }
        }

        test("nonsense is refused and noted") {
            RawClient(server.port).use { it.send("what?\r\n\r\n").readToEnd().first shouldContain "400 Bad Request" }
            server.connections.single().detail shouldContain "not an HTTP request"
        }

        test("bad arguments are refused with their values") {
            shouldThrow<IllegalArgumentException> { Answer.builder().status(99).build() }.message shouldContain "99"
            shouldThrow<IllegalArgumentException> { Answer.builder().header("a b", "c") }.message shouldContain "'a b'"
            shouldThrow<IllegalArgumentException> { Answer.builder().header("a", "b\r\nc") }
            shouldThrow<IllegalArgumentException> { Answer.builder().split(0) }.message shouldContain "0"
        }
    })
