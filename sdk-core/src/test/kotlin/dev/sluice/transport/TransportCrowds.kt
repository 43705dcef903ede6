package dev.sluice.transport

import dev.sluice.sse.EventReader
import dev.sluice.testing.Answer
import dev.sluice.testing.Gate
import dev.sluice.testing.RecordedExchange
import dev.sluice.testing.Step
import io.kotest.assertions.withClue
import io.kotest.matchers.comparables.shouldBeLessThanOrEqualTo
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.sync.Semaphore
import java.io.ByteArrayOutputStream
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger

/** Many calls at once. */
internal suspend fun TransportScenes.crowds() {
    scene("answers do not mix", { handler { Answer.text(it.bodyText) } }) {
        List(100) { n -> async(Dispatchers.Default) { post("/x", "$n") shouldBe "$n" } }.awaitAll()
    }

    scene(
        "${subject.crowd} streams are open at once, with a server that takes 100 on a connection, and all end well",
        { maxConcurrentStreams = 100 },
    ) {
        val gate = Gate()
        server.enqueue(*Array(subject.crowd) { Answer.sse().event("$it").hold(gate).event("end").build() })
        val before = threads()
        val begun = AtomicInteger()
        val all = CompletableDeferred<Unit>()
        // Handshakes take their time on a busy machine, and the server has a limit on theirs: they come a few at a time.
        val openings = Semaphore(20)
        val streams = List(subject.crowd) {
            async(Dispatchers.Default) {
                openings.acquire()
                transport.execute(request("/x", "")) { response ->
                    val reader = EventReader(response.body, Clock.System)
                    reader.next()!!.single()
                    openings.release()
                    if (begun.incrementAndGet() == subject.crowd) all.complete(Unit)
                    reader.next()!!.single().data shouldBe "end"
                    reader.next() shouldBe null
                }
            }
        }
        all.await()
        server.openExchanges shouldBe subject.crowd
        val more = threads() - before
        if (!subject.hasThreadForStream) withClue(more) { more.size shouldBeLessThanOrEqualTo 80 }
        gate.open()
        streams.awaitAll()
        server.connections.sumOf { it.refusedStreams } shouldBe 0
    }

    scene("a caller that blocks its thread of Dispatchers.Default where a piece reached it holds up nobody else") {
        server.enqueue(Answer.sse().event("one").event("two").build(), Answer.text("pong"))
        val isBlocked = CompletableDeferred<Unit>()
        val release = CountDownLatch(1)
        val stream = async(Dispatchers.Default) {
            transport.execute(request("/x", "")) { response ->
                val reader = EventReader(response.body, Clock.System)
                val events = reader.next()!!.toMutableList()
                isBlocked.complete(Unit)
                release.await()
                while (true) events += reader.next() ?: break
                events.map { it.data }
            }
        }
        isBlocked.await()
        try {
            post("/x", "") shouldBe "pong"
        } finally {
            release.countDown()
        }
        stream.await() shouldBe listOf("one", "two")
    }

    scene("one that blocks it while it reads on gets all of the answer") {
        server.enqueue(Answer.sse().event("one").event("two").event("three").build())
        async(Dispatchers.Default) {
            transport.execute(request("/x", "")) { response ->
                val body = ByteArrayOutputStream().apply { take(response.body.read()!!) }
                while (true) body.take(runBlocking { response.body.read() } ?: break)
                Regex("data: ?(\\w+)").findAll("$body").map { it.groupValues[1] }.toList() shouldBe listOf("one", "two", "three")
            }
        }.await()
    }

    scene("one that blocks it as soon as it has its answer leaves the connection to others") {
        val gate = Gate()
        server.enqueue(Answer.sse().event("one").hold(gate).build(), *Array(3) { Answer.text("pong") })
        val clock = ManualClock()
        val hasBegun = CompletableDeferred<Unit>()
        val isBlocked = CompletableDeferred<Unit>()
        val release = CountDownLatch(1)
        val first = async(Dispatchers.Default) {
            transport.execute(request("/x", "")) { response ->
                val reader = EventReader(response.body, clock)
                reader.next()!!.single().data shouldBe "one"
                hasBegun.complete(Unit)
                reader.next() shouldBe null
            }
            isBlocked.complete(Unit)
            release.await()
        }
        hasBegun.await()
        // It waits for the end when that comes.
        clock.awaitAlarms(1)
        gate.open()
        isBlocked.await()
        try {
            repeat(3) { post("/x", "") shouldBe "pong" }
        } finally {
            release.countDown()
        }
        first.await()
    }

    scene("eight streams that nobody reads do not hold up a ninth call", { handler { Answer.text("pong") } }) {
        val piece = Step.bytes(ByteArray(64 shl 10))
        val endless = Answer.builder().steps(Iterable { generateSequence { piece }.iterator() }).build()
        val exchanges = mutableListOf<RecordedExchange>()
        val held = List(8) {
            server.enqueue(endless)
            val begun = CompletableDeferred<Unit>()
            val released = CompletableDeferred<Unit>()
            launch {
                transport.execute(request("/x", "")) { response ->
                    response.body.read()
                    begun.complete(Unit)
                    released.await()
                }
            }
            begun.await()
            exchanges += see { server.takeRequest().exchange }
            released
        }
        // What the server could hand over grows, and then stands still.
        subject.make(Surroundings(server)).use { other ->
            do {
                val before = exchanges.sumOf { it.bytesSent }
                repeat(20) { other.execute(request("/ping", "")) { it.body.text() } shouldBe "pong" }
            } while (exchanges.sumOf { it.bytesSent } != before)
        }
        repeat(3) { post("/x", "") shouldBe "pong" }
        held.forEach { it.complete(Unit) }
    }
}

/** The threads there are now, but for the test server's. */
private fun threads(): Set<Thread> = Thread.getAllStackTraces().keys.filterNotTo(HashSet()) { it.name.startsWith("scripted-server") }
