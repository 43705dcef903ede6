package dev.sluice.transport

import dev.sluice.errors.ClientClosedException
import dev.sluice.limits.FakeTransport
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.yield

private val GET = HttpRequest("GET", "http://127.0.0.1/")

class ClientTransportTest :
    FunSpec({
        context("closing the client of a transport that was lent") {
            test("ends the wait for a head") {
                coroutineScope {
                    val reached = CompletableDeferred<Unit>()
                    val lent = FakeTransport {
                        reached.complete(Unit)
                        awaitCancellation()
                    }
                    val mine = ClientTransport(lent, isLent = true)
                    val call = async { runCatching { mine.execute(GET) { it.status } } }
                    reached.await()
                    mine.close()
                    call.await().exceptionOrNull()!!::class shouldBe ClientClosedException::class
                }
            }

            test("ends the wait for a piece of a body, and refuses what comes later") {
                val body = ScriptedBody().send("a")
                val mine = ClientTransport(FakeTransport { FakeResponse(200, body) }, isLent = true)
                coroutineScope {
                    val reached = CompletableDeferred<Unit>()
                    val call = async {
                        runCatching {
                            mine.execute(GET) { response ->
                                response.body.text(1) shouldBe "a"
                                reached.complete(Unit)
                                response.body.read()
                            }
                        }
                    }
                    reached.await()
                    mine.close()
                    call.await().exceptionOrNull()!!::class shouldBe ClientClosedException::class
                }
                shouldThrow<ClientClosedException> { mine.execute(GET) { it.status } }
            }

            test("leaves a block that reads no more alone, and what it throws") {
                val mine = ClientTransport(FakeTransport { FakeResponse(200, "a") }, isLent = true)
                mine.execute(GET) {
                    mine.close()
                    yield()
                    "done"
                } shouldBe "done"
                val other = ClientTransport(FakeTransport { FakeResponse(200, "a") }, isLent = true)
                shouldThrow<CancellationException> {
                    other.execute(GET) {
                        other.close()
                        throw CancellationException("enough")
                    }
                }.message shouldBe "enough"
            }
        }

        test("only a transport of the client's own is closed with it") {
            val closed = ArrayList<String>()

            fun named(name: String) = object : Transport {
                override suspend fun <R> execute(
                    request: HttpRequest,
                    block: suspend (HttpResponse) -> R,
                ): R = throw IllegalStateException()

                override fun close() {
                    closed += name
                }
            }
            ClientTransport(named("lent"), isLent = true).close()
            ClientTransport(named("own"), isLent = false).close()
            closed shouldBe listOf("own")
        }
    })
