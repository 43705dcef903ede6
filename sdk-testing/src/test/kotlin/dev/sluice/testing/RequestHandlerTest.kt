package dev.sluice.testing

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.longs.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import java.io.IOException
import java.net.URI
import java.net.http.HttpRequest
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit

class RequestHandlerTest :
    FunSpec({
        test("queued answers and handlers go first, the handler answers the rest") {
            ScriptedServer.start { handler { Answer.text("handler ${it.number}") } }.use { server ->
                server.enqueue(Answer.text("queued"))
                server.enqueue({ Answer.text("queued handler of ${it.path}") })
                val http = clientOf(server)
                List(3) { http.text(postTo(server)).body() } shouldBe listOf("queued", "queued handler of /v1/x", "handler 3")
            }
        }

        test("a handler that throws is told to the client and in the record") {
            ScriptedServer.start { handler { error("no idea") } }.use { server ->
                val answer = clientOf(server).text(postTo(server))
                answer.statusCode() shouldBe 500
                answer.body() shouldContain "no idea"
                answer.headers().firstValue("x-should-retry").get() shouldBe "false"
                server.takeRequest().exchange.awaitEnd() shouldBe Ending.SCRIPT_FAILED
            }
        }

        test("so is a failed assertion in a handler") {
            ScriptedServer.start { handler { throw AssertionError("expected another path") } }.use { server ->
                clientOf(server).text(postTo(server)).body() shouldContain "expected another path"
                server.takeRequest().exchange.endingDetail shouldContain "AssertionError"
            }
        }

        test("steps that throw while they are produced reset the answer") {
            val steps = sequence {
                yield(Step.event("one"))
                error("lost the thread")
            }
            ScriptedServer.start { handler { Answer.sse().steps(steps.asIterable()).build() } }.use { server ->
                shouldThrow<IOException> { clientOf(server).text(postTo(server)) }
                val exchange = server.takeRequest().exchange
                exchange.awaitEnd() shouldBe Ending.SCRIPT_FAILED
                exchange.endingDetail shouldContain "lost the thread"
            }
        }

        test("a handler with an executor of its own may block, and its client's going is seen meanwhile") {
            val released = CountDownLatch(1)
            val executor = Executors.newCachedThreadPool { Thread(it).apply { isDaemon = true } }
            val options = ScriptedServer.builder().threads(1).handlerExecutor(executor)
            options.handler { request ->
                if (request.path == "/wait") released.await(10, TimeUnit.SECONDS)
                Answer.text("done")
            }.start().use { server ->
                val waiting = RawClient(server.port).get("/wait")
                val exchange = server.takeRequest().exchange
                clientOf(server).text(postTo(server)).body() shouldBe "done"
                waiting.close()
                exchange.awaitClientGone()
                released.countDown()
            }
            executor.shutdownNow()
        }

        test("closing the server ends what runs; twice is once") {
            val server = ScriptedServer.start { handler { Answer.sse().event("x").stall().build() } }
            val client = RawClient(server.port).get()
            client.readUntil("data: x\n\n\r\n")
            server.close()
            server.close()
            server.requests.single().exchange.ending shouldBe Ending.SERVER_CLOSED
            server.connections.single().closedBy shouldBe RecordedConnection.Side.SERVER
            server.openConnections shouldBe 0
            client.close()
        }

        test("waiting in vain fails with what was seen, and without what is secret") {
            ScriptedServer.start { safetyTimeoutMillis = 20 }.use { server ->
                server.enqueue(Answer.sse().event("x").stall().build())
                val request = HttpRequest.newBuilder(URI(server.url + "/v1/x?key=sk-secret")).header("X-Api-Key", "sk-secret").build()
                clientOf(server).stream(request).body().use { body ->
                    body.expect("data: x\n\n")
                    val exchange = server.takeRequest().exchange
                    val message = shouldThrow<AssertionError> { exchange.awaitClientGone() }.message!!
                    message shouldContain "waited 20 ms in vain for the end of #1 GET /v1/x (HTTP/1.1, body of 0 bytes) on connection 1"
                    message shouldContain "running, at: stall, 9 bytes sent"
                    message shouldContain "1 connections (1 open) and 1 requests (1 running)"
                    message shouldNotContain "sk-secret"
                    exchange.request.header("x-api-key") shouldBe "sk-secret"
                    shouldThrow<AssertionError> { server.takeRequest() }.message shouldContain "for a request"
                }
            }
        }

        test("an exchange that ends otherwise is not a client gone") {
            ScriptedServer.start { handler { Answer.text("x") } }.use { server ->
                clientOf(server).text(postTo(server))
                val exchange = server.takeRequest().exchange
                shouldThrow<AssertionError> { exchange.awaitClientGone() }.message shouldContain "the client did not go away"
                shouldThrow<AssertionError> { exchange.awaitBytesSent(2) }.message shouldContain "ended before 2 bytes were sent"
                exchange.endedNanos shouldBeGreaterThan exchange.arrivedNanos
            }
        }

        test("only the newest records are kept, and all are counted") {
            ScriptedServer.start {
                maxRecords = 3
                handler { Answer.text("x") }
            }.use { server ->
                repeat(5) { clientOf(server).text(postTo(server, "/$it")) }
                server.requests.map { it.path } shouldBe listOf("/2", "/3", "/4")
                server.requestCount shouldBe 5
                server.takeRequest().path shouldBe "/2"
            }
        }
    })
