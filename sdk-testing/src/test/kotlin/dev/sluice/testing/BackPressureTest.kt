package dev.sluice.testing

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.longs.shouldBeGreaterThan
import io.kotest.matchers.longs.shouldBeLessThan
import java.net.http.HttpClient
import java.util.concurrent.atomic.AtomicLong

class BackPressureTest :
    FunSpec({
        val piece = ByteArray(64 * 1024) { 'x'.code.toByte() }

        // What may lie between the two ends: the kernel's buffers, and a window of 16 MiB that the JDK's client opens to an HTTP/2 stream.
        val buffered = 24_000_000L

        /** A body without end, which counts the bytes that were asked of it. */
        fun endless(asked: AtomicLong) = Answer.sse().steps(
            generateSequence { Step.bytes(piece).also { asked.addAndGet(piece.size.toLong()) } }.asIterable(),
        ).build()

        /** With one thread for all, every round trip gave the endless answer its turns: 50 megabytes and more, if it did not wait. */
        fun roundTrips(server: ScriptedServer, client: HttpClient) = repeat(50) { client.text(postTo(server, "/quick")) }

        for (version in HttpClient.Version.values()) {
            test("a client that does not read stops the answer, and its reading starts it again ($version)") {
                val asked = AtomicLong()
                val options = ScriptedServer.builder().threads(1).tls(version == HttpClient.Version.HTTP_2).http2(true)
                options.handler { if (it.path == "/quick") Answer.text("ok") else endless(asked) }.start().use { server ->
                    val body = clientOf(server, version).stream(postTo(server)).body()
                    val exchange = server.takeRequest().exchange
                    body.expect("x".repeat(100))
                    roundTrips(server, clientOf(server, version))
                    val stoodAt = asked.get()
                    stoodAt shouldBeLessThan buffered
                    (stoodAt - exchange.bytesSent) shouldBeLessThan 200_000
                    body.readNBytes(stoodAt.toInt())
                    exchange.awaitBytesSent(stoodAt + 1)
                    asked.get() shouldBeGreaterThan stoodAt
                    body.close()
                    exchange.awaitClientGone()
                }
            }
        }

        test("one large piece is stopped in its middle") {
            val options = ScriptedServer.builder().threads(1).sendBufferBytes(32 * 1024)
            options.handler { if (it.path == "/quick") Answer.text("ok") else Answer.builder().bytes(ByteArray(40_000_000)).build() }
            options.start().use { server ->
                RawClient(server.port, receiveBuffer = 32 * 1024).use { client ->
                    client.get().readUntil("\r\n\r\n")
                    val exchange = server.takeRequest().exchange
                    roundTrips(server, clientOf(server))
                    exchange.bytesSent shouldBeLessThan 2_000_000
                    client.socket.getInputStream().readNBytes(40_000_000)
                    exchange.awaitEnd()
                    exchange.bytesSent shouldBeGreaterThan 39_999_999
                }
            }
        }
    })
