package dev.sluice.transport

import dev.sluice.errors.ClientClosedException
import dev.sluice.testing.Answer
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.async

/** Closing a transport ends what runs on it. */
internal suspend fun TransportScenes.closing() {
    scene("ends calls that wait for their head, and the server sees it") {
        server.enqueue(Answer.silence())
        val call = async { runCatching { get("/x") } }
        val exchange = see { server.takeRequest().exchange }
        transport.close()
        call.await().exceptionOrNull()!!::class shouldBe ClientClosedException::class
        see { exchange.awaitClientGone() }
    }

    scene("ends calls that read their body, and the server sees it") {
        server.enqueue(Answer.sse().event("one").stall().build())
        val reached = CompletableDeferred<Unit>()
        val call = async {
            runCatching {
                transport.execute(request("/x", "")) { response ->
                    response.body.text(11)
                    reached.complete(Unit)
                    response.body.read()
                }
            }
        }
        reached.await()
        transport.close()
        call.await().exceptionOrNull()!!::class shouldBe ClientClosedException::class
        see { server.takeRequest().exchange.awaitClientGone() }
    }

    scene("leaves a block that reads no more alone") {
        server.enqueue(Answer.sse().event("one").stall().build())
        transport.execute(request("/x", "")) { response ->
            response.body.text(11)
            transport.close()
            "done"
        } shouldBe "done"
    }

    scene("may be done twice, and ends what comes later") {
        transport.close()
        transport.close()
        shouldThrow<ClientClosedException> { get("/x") }
        server.requestCount shouldBe 0
    }
}
