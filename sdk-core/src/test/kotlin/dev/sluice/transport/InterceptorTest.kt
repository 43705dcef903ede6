package dev.sluice.transport

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ClientClosedException
import dev.sluice.testing.Answer
import dev.sluice.testing.Gate
import dev.sluice.testing.ScriptedServer
import dev.sluice.testing.Step
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope

/** What stands between a client and its transport sees every try, may change it, and leaves the rest of the promises alone. */
class InterceptorTest :
    FunSpec({
        suspend fun through(vararg interceptors: Interceptor, test: suspend (ScriptedServer, Transport) -> Unit) =
            ScriptedServer.start().use { server ->
                InterceptedTransport(JdkTransport {}, interceptors.toList()).use { test(server, it) }
            }

        test("several run in their order, and each may change the request and the response") {
            val order = mutableListOf<String>()
            val outer = Interceptor { request, next ->
                order += "outer"
                next.proceed(request.withHeader("X-Outer", "1"))
            }
            val inner = Interceptor { request, next ->
                order += "inner"
                val response = next.proceed(request.withHeader("X-Inner", "2"))
                object : HttpResponse by response {
                    override val headers = response.headers.with("X-Seen", "yes")
                }
            }
            through(outer, inner) { server, transport ->
                server.enqueue(Answer.json("{}"))
                transport.execute(HttpRequest("GET", server.url)) { it.headers["X-Seen"] } shouldBe "yes"
                order shouldContainExactly listOf("outer", "inner")
                val seen = server.takeRequest()
                seen.header("X-Outer") shouldBe "1"
                seen.header("X-Inner") shouldBe "2"
            }
        }

        test("a request can be sent again, and connections go back to the pool") {
            val login = Interceptor { request, next ->
                val first = next.proceed(request)
                if (first.status == 401) next.proceed(request.withHeader("Authorization", "Bearer new")) else first
            }
            through(login) { server, transport ->
                server.enqueue(Answer.json("{}", 401), Answer.json("{}"), Answer.json("{}"))
                transport.execute(HttpRequest("GET", server.url)) { it.status } shouldBe 200
                server.takeRequest()
                server.takeRequest().header("Authorization") shouldBe "Bearer new"
                transport.execute(HttpRequest("GET", server.url)) { it.body.text() } shouldBe "{}"
            }
        }

        test("an answer of one's own needs no network") {
            val own = Interceptor { _, _ -> HttpResponse.of(418, body = "tea".toByteArray()) }
            through(own) { server, transport ->
                transport.execute(HttpRequest("GET", server.url)) { "${it.status} ${it.body.text()}" } shouldBe "418 tea"
                server.requestCount shouldBe 0
            }
        }

        test("a request that is given up for another answer ends at the server") {
            val sent = CompletableDeferred<Unit>()
            val givesUp = Interceptor { request, next ->
                coroutineScope {
                    val first = async { next.proceed(request) }
                    sent.await()
                    first.cancelAndJoin()
                }
                HttpResponse.of(418, HttpHeaders.EMPTY, "tea".encodeToByteArray())
            }
            through(givesUp) { server, transport ->
                server.enqueue(Answer.silence())
                val answer = async(Dispatchers.Default) { transport.execute(HttpRequest("GET", server.url)) { it.body.text() } }
                val exchange = server.takeRequest().exchange
                sent.complete(Unit)
                answer.await() shouldBe "tea"
                exchange.awaitClientGone()
            }
        }

        test("a failure to connect, and one of the block, come through as they are") {
            through(Interceptor { request, next -> next.proceed(request) }) { server, transport ->
                val mine = IllegalStateException("mine")
                server.enqueue(Answer.json("{}"))
                shouldThrow<IllegalStateException> { transport.execute(HttpRequest("GET", server.url)) { throw mine } }.message shouldBe
                    "mine"
                shouldThrow<ApiConnectionException> { transport.execute(HttpRequest("GET", "http://127.0.0.1:1/")) { } }
            }
        }

        test("cancelling reaches the server, and closing ends what runs") {
            through(Interceptor { request, next -> next.proceed(request) }) { server, transport ->
                val never = Gate()
                val held = Answer.sse().steps(listOf(Step.event("a", "{}"))).hold(never).build()
                server.enqueue(held, held)
                suspend fun readAll() = transport.execute(HttpRequest("GET", server.url)) {
                    while (it.body.read() != null) Unit
                }
                val cancelled = async(Dispatchers.Default) { readAll() }
                val exchange = server.takeRequest().exchange
                never.awaitWaiting()
                cancelled.cancelAndJoin()
                exchange.awaitClientGone()

                val closed = async(Dispatchers.Default) { runCatching { readAll() } }
                server.takeRequest()
                transport.close()
                (closed.await().exceptionOrNull() is ClientClosedException) shouldBe true
            }
        }
    })
