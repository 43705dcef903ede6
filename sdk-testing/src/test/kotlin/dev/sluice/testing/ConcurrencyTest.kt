package dev.sluice.testing

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import java.net.http.HttpClient.Version.HTTP_1_1
import java.net.http.HttpClient.Version.HTTP_2
import java.net.http.HttpResponse.BodyHandlers
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit

class ConcurrencyTest :
    FunSpec({
        test("a thousand streams at once on two threads, and one that accepts") {
            val gate = Gate()
            fun serving() = Thread.getAllStackTraces().keys.count { it.name.startsWith("scripted-server") }
            val before = serving()
            ScriptedServer.start { handler { Answer.sse().event(it.path).hold(gate).event("end").build() } }.use { server ->
                val http = clientOf(server)
                val answers = List(1_000) { http.sendAsync(postTo(server, "/$it"), BodyHandlers.ofString()) }
                gate.awaitWaiting(1_000, timeoutMillis = 30_000)
                server.openExchanges shouldBe 1_000
                server.openConnections shouldBe 1_000
                serving() - before shouldBeLessThanOrEqual 3
                gate.open()
                CompletableFuture.allOf(*answers.toTypedArray()).get(30, TimeUnit.SECONDS)
                answers.forEachIndexed { index, answer -> answer.get().body() shouldBe "data: /$index\n\ndata: end\n\n" }
                server.awaitIdle()
                server.peakExchanges shouldBe 1_000
                server.requests.all { it.exchange.ending == Ending.ANSWERED } shouldBe true
            }
        }

        test("hundreds of streams on one HTTP/2 connection, up to the limit") {
            val gate = Gate()
            val options = ScriptedServer.builder().tls(true).http2(true).maxConcurrentStreams(500)
            options.handler {
                if (it.path ==
                    "/warm"
                ) {
                    Answer.text("ok")
                } else {
                    Answer.sse().event(it.path).hold(gate).build()
                }
            }.start().use { server ->
                val http = clientOf(server, HTTP_2)
                http.text(postTo(server, "/warm"))
                val answers = List(500) { http.sendAsync(postTo(server, "/$it"), BodyHandlers.ofString()) }
                gate.awaitWaiting(500, timeoutMillis = 30_000)
                server.connectionsOpened shouldBe 1
                server.connections.single().peakExchanges shouldBe 500
                gate.open()
                answers.forEachIndexed { index, answer -> answer.get(30, TimeUnit.SECONDS).body() shouldBe "data: /$index\n\n" }
            }
        }

        test("every one of a hundred clients that go in the middle is seen") {
            ScriptedServer.start { handler { Answer.sse().event("x").stall().build() } }.use { server ->
                val http = clientOf(server, HTTP_1_1)
                val bodies = List(100) {
                    http.sendAsync(postTo(server), BodyHandlers.ofInputStream())
                }.map { it.get(30, TimeUnit.SECONDS).body() }
                bodies.forEach { it.close() }
                server.requests.size shouldBe 100
                server.requests.forEach { it.exchange.awaitClientGone() }
                server.awaitConnectionsClosed()
            }
        }
    })
