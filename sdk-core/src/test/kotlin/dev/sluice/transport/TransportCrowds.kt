package dev.sluice.transport

import dev.sluice.sse.EventReader
import dev.sluice.testing.Answer
import dev.sluice.testing.Gate
import io.kotest.matchers.comparables.shouldBeLessThan
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.sync.Semaphore
import java.util.concurrent.ConcurrentHashMap

/** Many calls at once. */
internal suspend fun TransportScenes.crowds() {
    scene("answers do not mix", { handler { Answer.text(it.bodyText) } }) {
        List(100) { n -> async(Dispatchers.Default) { post("/x", "$n") shouldBe "$n" } }.awaitAll()
    }

    scene(
        "200 streams over TLS, with a server that takes 100 on a connection",
        {
            tls = true
            maxConcurrentStreams = 100
        },
    ) {
        val gate = Gate()
        server.enqueue(*Array(200) { Answer.sse().event("$it").hold(gate).event("end").build() })
        val before = networkThreads()
        val began = ConcurrentHashMap.newKeySet<String>()
        val all = CompletableDeferred<Unit>()
        // Handshakes take their time on a busy machine, and the server has a limit on theirs: they come a few at a time.
        val openings = Semaphore(20)
        val streams = List(200) {
            async(Dispatchers.Default) {
                openings.acquire()
                transport.execute(request("/x", "")) { response ->
                    val reader = EventReader(response.body, Clock.System)
                    began += reader.next()!!.single().data
                    openings.release()
                    if (began.size == 200) all.complete(Unit)
                    reader.next()!!.single().data shouldBe "end"
                    reader.next() shouldBe null
                }
            }
        }
        all.await()
        server.openExchanges shouldBe 200
        (networkThreads() - before) shouldBeLessThan 60
        gate.open()
        streams.awaitAll()
        server.connections.sumOf { it.refusedStreams } shouldBe 0
    }
}

/** Threads that neither the coroutines' own dispatchers nor the test server have started. */
private fun networkThreads(): Int = Thread.getAllStackTraces().keys.count {
    it.name.startsWith("sluice-http") || "HttpClient" in it.name
}
