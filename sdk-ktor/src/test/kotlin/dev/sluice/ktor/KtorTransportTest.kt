package dev.sluice.ktor

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiException
import dev.sluice.errors.ApiTimeoutException
import dev.sluice.errors.ClientClosedException
import dev.sluice.errors.InvalidRequestException
import dev.sluice.transport.HttpHeaders
import dev.sluice.transport.HttpRequest
import dev.sluice.transport.PiecesBody
import dev.sluice.transport.RequestBody
import dev.sluice.transport.Surroundings
import dev.sluice.transport.Transport
import dev.sluice.transport.TransportSuite
import dev.sluice.transport.TransportUnderTest
import dev.sluice.transport.intercepted
import dev.sluice.transport.text
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.ktor.client.HttpClient
import io.ktor.client.engine.ProxyBuilder
import io.ktor.client.engine.http
import io.ktor.client.engine.mock.MockEngine
import io.ktor.client.engine.mock.respond
import io.ktor.client.engine.mock.toByteArray
import io.ktor.client.plugins.ConnectTimeoutException
import io.ktor.http.HttpStatusCode
import io.ktor.http.headersOf
import io.ktor.utils.io.ByteChannel
import io.ktor.utils.io.close
import io.ktor.utils.io.writeStringUtf8
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.isActive
import java.io.IOException

internal class KtorCioTransportTest : TransportSuite(onCio { cio(it) })

/** What stands before a transport keeps its promises here too. */
internal class InterceptedCioTransportTest : TransportSuite(onCio { intercepted(cio(it)) })

private fun onCio(make: (Surroundings) -> Transport) =
    TransportUnderTest(tls = false, http2 = false, reusesConnections = false, noticesCutChunks = false, make = make)

private fun cio(surroundings: Surroundings) = KtorTransport.cio(surroundings.connectMillis) {
    https { trustManager = surroundings.server.trustManager }
    proxy = surroundings.proxyPort?.let { ProxyBuilder.http("http://127.0.0.1:$it") }
}

private val GET = HttpRequest("GET", "https://api.example.com/x?key=SECRET")

class KtorTransportTest :
    FunSpec({
        context("an engine that shows the whole address in its words") {
            fun shouldHide(failure: ApiException) {
                failure.stackTraceToString() shouldNotContain "SECRET"
                failure.message shouldContain "api.example.com:443"
            }

            test("when it cannot connect") {
                val transport = KtorTransport(MockEngine { throw ConnectTimeoutException(it) })
                shouldHide(shouldThrow<ApiTimeoutException> { transport.execute(GET) { it.status } })
            }

            test("when the body breaks off") {
                val body = ByteChannel(autoFlush = true)
                body.writeStringUtf8("a")
                val transport = KtorTransport(MockEngine { respond(body) })
                shouldHide(
                    shouldThrow<ApiConnectionException> {
                        transport.execute(GET) {
                            it.body.text(1)
                            body.close(IOException("late", IOException("Socket timeout [url=https://api.example.com/x?key=SECRET]")))
                            it.body.read()
                        }
                    },
                )
            }
        }

        context("a mock engine") {
            test("sees the request and gives the response") {
                val bodies = mutableListOf<String>()
                val engine = MockEngine { request ->
                    bodies += request.body.toByteArray().decodeToString()
                    request.headers["x-api-key"] shouldBe "k"
                    request.headers["content-type"] shouldBe "application/json"
                    respond("hello", HttpStatusCode.Created, headersOf("x-request-id", "req_1"))
                }
                val body = RequestBody.of("{}".toByteArray(), "application/json")
                val upload = PiecesBody(sequenceOf("a", "b"))
                val headers = HttpHeaders.of("x-api-key" to "k", "content-type" to "application/json")
                KtorTransport(engine).use { transport ->
                    for (sent in listOf(body, upload)) {
                        transport.execute(HttpRequest("POST", "https://api.example.com/x", headers, sent)) { response ->
                            response.status shouldBe 201
                            response.headers["X-Request-Id"] shouldBe "req_1"
                            response.body.text() shouldBe "hello"
                        }
                    }
                }
                bodies shouldContainExactly listOf("{}", "ab")
            }

            test("that fails is a connection that failed, and no key shows") {
                val failure = shouldThrow<ApiConnectionException> {
                    KtorTransport(MockEngine { throw IOException("no route") }).execute(GET) { it.status }
                }
                failure.message shouldBe "The connection to api.example.com:443 broke before the answer began (no route)."
            }

            test("is not closed with the transport") {
                val engine = MockEngine { respond("a") }
                KtorTransport(engine).use { it.execute(GET) { response -> response.body.text() } shouldBe "a" }
                engine.isActive shouldBe true
                KtorTransport(engine).use { it.execute(GET) { response -> response.body.text() } shouldBe "a" }
            }

            test("that says nothing does not hold up close") {
                coroutineScope {
                    val reached = CompletableDeferred<Unit>()
                    val transport = KtorTransport(
                        MockEngine {
                            reached.complete(Unit)
                            awaitCancellation()
                        },
                    )
                    val call = async { runCatching { transport.execute(GET) { it.status } } }
                    reached.await()
                    transport.close()
                    call.await().exceptionOrNull()!!::class shouldBe ClientClosedException::class
                }
            }

            test("whose body says nothing more does not hold up close") {
                coroutineScope {
                    val endless = ByteChannel(autoFlush = true)
                    endless.writeStringUtf8("a")
                    val transport = KtorTransport(MockEngine { respond(endless) })
                    val reached = CompletableDeferred<Unit>()
                    val call = async {
                        runCatching {
                            transport.execute(GET) { response ->
                                response.body.text(1) shouldBe "a"
                                reached.complete(Unit)
                                response.body.read()
                            }
                        }
                    }
                    reached.await()
                    transport.close()
                    call.await().exceptionOrNull()!!::class shouldBe ClientClosedException::class
                }
            }
        }

        context("a client of the user's own") {
            test("is not closed, and its statuses and redirects are ours to judge") {
                val client = HttpClient(
                    MockEngine { request ->
                        if (request.url.encodedPath == "/there") error("followed")
                        respond("moved", HttpStatusCode.TemporaryRedirect, headersOf("location", "https://api.example.com/there"))
                    },
                ) { expectSuccess = true }
                KtorTransport(client).use { transport -> transport.execute(GET) { it.status to it.body.text() } shouldBe (307 to "moved") }
                client.isActive shouldBe true
            }
        }

        test("a header that Ktor keeps to itself is refused by name") {
            val request = HttpRequest("POST", "https://api.example.com/", HttpHeaders.of("Transfer-Encoding" to "SECRET"))
            val failure = shouldThrow<InvalidRequestException> { KtorTransport(MockEngine { respond("") }).execute(request) { it.status } }
            failure.message shouldContain "Transfer-Encoding"
            failure.message shouldNotContain "SECRET"
        }
    })
