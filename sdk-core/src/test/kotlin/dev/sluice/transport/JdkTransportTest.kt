package dev.sluice.transport

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ClientClosedException
import dev.sluice.errors.InvalidRequestException
import dev.sluice.testing.Answer
import dev.sluice.testing.Gate
import dev.sluice.testing.ScriptedServer
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.withContext
import java.net.InetSocketAddress
import java.net.ProxySelector
import java.net.http.HttpClient

internal class JdkHttp1TransportTest :
    TransportSuite(TransportUnderTest(tls = false, http2 = false, reusesConnections = true, noticesCutChunks = true) { jdk(it) })

internal class JdkHttp1TlsTransportTest :
    TransportSuite(
        TransportUnderTest(tls = true, http2 = false, reusesConnections = true, noticesCutChunks = true, crowd = 200) {
            jdk(it)
        },
    )

internal class JdkHttp2TransportTest :
    TransportSuite(
        TransportUnderTest(tls = true, http2 = true, reusesConnections = true, noticesCutChunks = true) { jdk(it) { http2 = true } },
    )

internal fun jdk(surroundings: Surroundings, configure: JdkTransport.Builder.() -> Unit = {}) = JdkTransport {
    sslContext = surroundings.server.sslContext
    connectTimeoutMillis = surroundings.connectMillis
    proxy = surroundings.proxyPort?.let { ProxySelector.of(InetSocketAddress("127.0.0.1", it)) }
    configure()
}

class JdkTransportTest :
    FunSpec({
        fun get(server: ScriptedServer, vararg headers: Pair<String, String>) = HttpRequest("GET", server.url, HttpHeaders.of(*headers))

        test("a certificate that is not trusted is told as such") {
            ScriptedServer.start { tls = true }.use { server ->
                JdkTransport().use { transport ->
                    shouldThrow<ApiConnectionException> { transport.execute(get(server)) { it.status } }.message shouldContain
                        "TLS with 127.0.0.1"
                }
            }
        }

        test("a header that the JDK keeps to itself is refused by name") {
            ScriptedServer.start().use { server ->
                JdkTransport().use { transport ->
                    val failure = shouldThrow<InvalidRequestException> { transport.execute(get(server, "Host" to "SECRET")) { it.status } }
                    failure.message shouldContain "'Host'"
                    failure.message shouldNotContain "SECRET"
                }
            }
        }

        context("HTTP/2") {
            test("is not tried without TLS") {
                ScriptedServer.start().use { server ->
                    server.enqueue(Answer.text("a"))
                    JdkTransport { http2 = true }.use { it.execute(get(server)) { response -> response.protocol } shouldBe "HTTP/1.1" }
                    server.takeRequest().header("upgrade") shouldBe null
                }
            }

            test("falls back with a server that speaks HTTP/1.1 only") {
                ScriptedServer.start { tls = true }.use { server ->
                    server.enqueue(Answer.text("a"))
                    JdkTransport {
                        http2 = true
                        sslContext = server.sslContext
                    }.use { it.execute(get(server)) { response -> response.protocol } shouldBe "HTTP/1.1" }
                }
            }

            test("goes on over further connections when the first is full, none of them over the server's limit") {
                val gate = Gate()
                ScriptedServer.start {
                    tls = true
                    http2 = true
                    maxConcurrentStreams = 3
                    handler { Answer.builder().head().hold(gate).text("a").build() }
                }.use { server ->
                    server.enqueue(Answer.text("first"))
                    JdkTransport {
                        http2 = true
                        sslContext = server.sslContext
                    }.use { transport ->
                        // With the connection standing, the limit is known.
                        transport.execute(get(server)) { it.body.text() } shouldBe "first"
                        coroutineScope {
                            val calls = List(20) { async { transport.execute(get(server)) { it.body.text() } } }
                            withContext(Dispatchers.IO) { server.awaitRequests(21) }
                            gate.open()
                            calls.awaitAll() shouldBe List(20) { "a" }
                        }
                        server.connections.first().exchanges shouldBe 4
                        server.connections.maxOf { it.peakExchanges } shouldBe 3
                    }
                }
            }
        }

        context("a client of the user's own") {
            test("is used as it is, and not closed") {
                ScriptedServer.start { handler { Answer.text("a") } }.use { server ->
                    val client = HttpClient.newBuilder().build()
                    val transport = JdkTransport { httpClient = client }
                    transport.execute(get(server)) { it.body.text() } shouldBe "a"
                    transport.close()
                    shouldThrow<ClientClosedException> { transport.execute(get(server)) { it.status } }
                    JdkTransport { httpClient = client }.execute(get(server)) { it.body.text() } shouldBe "a"
                }
            }

            test("may bring pieces without a byte, as HTTP/2 has them: others are asked for in their place") {
                val transport = JdkTransport { httpClient = PiecesClient("", "", "", "a", "", "b") }
                val reads = ArrayList<String>()
                transport.execute(HttpRequest("GET", "https://127.0.0.1/")) { response ->
                    while (true) reads += Charsets.UTF_8.decode(response.body.read() ?: break).toString()
                }
                reads shouldBe listOf("a", "b")
            }

            test("is refused if it follows redirects, since the key would travel along") {
                for (redirect in listOf(HttpClient.Redirect.NORMAL, HttpClient.Redirect.ALWAYS)) {
                    shouldThrow<IllegalArgumentException> {
                        JdkTransport { httpClient = HttpClient.newBuilder().followRedirects(redirect).build() }
                    }.message shouldContain "Redirect.NEVER"
                }
            }

            test("leaves no room for other options") {
                shouldThrow<IllegalArgumentException> {
                    JdkTransport {
                        httpClient = HttpClient.newHttpClient()
                        http2 = true
                    }
                }.message shouldContain "httpClient is used as it is"
            }
        }

        test("options refuse nonsense") { shouldThrow<IllegalArgumentException> { JdkTransport { connectTimeoutMillis = 0 } } }

        test("no client is made for a transport that is closed, since nobody would end it") {
            var made = 0
            val clients = JdkClients(2) { HttpClient.newHttpClient().also { made++ } }
            clients.close()
            shouldThrow<ClientClosedException> { clients.take(JdkExchange(Peer.of("http://127.0.0.1"), null), emptyList()) }
            made shouldBe 0
        }
    })
