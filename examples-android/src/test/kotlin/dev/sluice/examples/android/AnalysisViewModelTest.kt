package dev.sluice.examples.android

import android.os.Build
import android.os.Looper
import androidx.lifecycle.ViewModelStore
import dev.sluice.Anthropic
import dev.sluice.Sluice
import dev.sluice.examples.android.AnalysisState.Phase
import dev.sluice.extraction.ExtractionCall
import dev.sluice.extraction.ExtractionListener
import dev.sluice.extraction.Partial
import dev.sluice.testing.Answer
import dev.sluice.testing.AnthropicReply
import dev.sluice.testing.Gate
import dev.sluice.testing.ScriptedServer
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.TimeUnit
import java.util.concurrent.locks.LockSupport

/** A real streaming extraction over sockets, on Android's class library. The test's thread is Android's main thread. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [26, 34], manifest = Config.NONE)
class AnalysisViewModelTest {
    private val server = ScriptedServer.start()
    private val readers = ConcurrentHashMap.newKeySet<Thread>()
    private val client = Anthropic {
        apiKey = "k"
        baseUrl = server.url
    }
    private val viewModel = AnalysisViewModel(
        Sluice(client) {
            model = "claude-haiku-4-5"
            maxTokens = 512
            listener(Readers())
        },
    )

    /** Notes the threads on which answers are read. */
    private inner class Readers : ExtractionListener {
        override fun onPartial(call: ExtractionCall, partial: Partial<*>) {
            readers += Thread.currentThread()
        }
    }

    @After
    fun close() {
        client.close()
        server.close()
    }

    @Test
    fun fieldsShowOneAfterAnotherAndMainNeverParses() {
        val gate = Gate()
        server.enqueue(answer(until = "sturdy\"", gate))
        viewModel.analyse("A kettle")
        awaitState { it.strengths.isNotEmpty() }
        val early = viewModel.state.value
        assertEquals("Kettle 3000", early.productName)
        assertEquals(listOf("sturdy"), early.strengths)
        assertEquals(Phase.RUNNING, early.phase)
        gate.open()
        val whole = awaitState { it.phase != Phase.RUNNING }
        assertEquals(AnalysisState(Phase.DONE, "Kettle 3000", listOf("sturdy", "fast"), "Buy it", true, 8.5, attempt = 1), whole)
        assertTrue(readers.isNotEmpty())
        assertFalse(Looper.getMainLooper().thread in readers)
    }

    /** The JVM below has `java.net.http`, a device has not: what ran must be Ktor, which is not the default on a JVM. */
    @Test
    fun theTransportIsKtor() {
        repeat(2) {
            server.enqueue(answer())
            viewModel.analyse("A kettle")
            awaitState { it.phase == Phase.DONE }
        }
        // Ktor's CIO opens a connection for every POST; the JDK's client would have used one for both.
        assertEquals(2, server.connectionsOpened)
        assertTrue(Thread.getAllStackTraces().keys.none { it.name.startsWith("HttpClient") || it.name.startsWith("sluice-http") })
    }

    @Test
    fun cancellingClosesTheConnectionAndKeepsWhatWasRead() {
        server.enqueue(answer(until = "Kettle 3000\"", Gate()))
        viewModel.analyse("A kettle")
        awaitState { it.productName == "Kettle 3000" }
        viewModel.cancel()
        server.takeRequest().exchange.awaitClientGone()
        assertEquals("Kettle 3000", awaitState { it.phase == Phase.CANCELLED }.productName)
    }

    @Test
    fun aScreenThatIsLeftClosesTheConnection() {
        server.enqueue(answer(until = "Kettle 3000\"", Gate()))
        val store = ViewModelStore().apply { put("analysis", viewModel) }
        viewModel.analyse("A kettle")
        awaitState { it.productName == "Kettle 3000" }
        store.clear()
        server.takeRequest().exchange.awaitClientGone()
    }

    @Test
    fun whatFailsIsShownAndCanBeTriedAgain() {
        server.enqueue(AnthropicReply.error(401, "authentication_error", "invalid x-api-key"), answer())
        viewModel.analyse("A kettle")
        assertTrue(awaitState { it.phase == Phase.FAILED }.problem!!.contains("invalid x-api-key"))
        viewModel.analyse("A kettle")
        awaitState { it.phase == Phase.DONE }
    }

    @Test
    fun theClassLibraryIsTheOneThatWasAskedFor() {
        assertTrue(Build.VERSION.SDK_INT == 26 || Build.VERSION.SDK_INT == 34)
    }

    /** Runs what Main has to do until [isReached]; a test of Robolectric's has to turn the main looper itself. */
    private fun awaitState(isReached: (AnalysisState) -> Boolean): AnalysisState {
        val deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SAFETY_SECONDS)
        while (true) {
            shadowOf(Looper.getMainLooper()).idle()
            viewModel.state.value.let { if (isReached(it)) return it }
            check(System.nanoTime() < deadline) { "still ${viewModel.state.value}; ${server.describe()}" }
            LockSupport.parkNanos(TURN_NANOS)
        }
    }

    /** All of the answer, or what comes up to [until] before [gate]. */
    private fun answer(until: String? = null, gate: Gate? = null): Answer {
        if (until == null || gate == null) return AnthropicReply.text(JSON).stream()
        val split = JSON.indexOf(until) + until.length
        val events = AnthropicReply.builder().textPieces(JSON.take(split), JSON.drop(split)).build().events()
        return Answer.sse().steps(events.take(BEGIN)).hold(gate).steps(events.drop(BEGIN)).build()
    }

    private companion object {
        const val JSON =
            """{"reasoning":"It boils.","product_name":"Kettle 3000","strengths":["sturdy","fast"],"verdict":"Buy it","score":8.5}"""

        /** `message_start`, `content_block_start`, `ping` and the first piece. */
        const val BEGIN = 4
        const val SAFETY_SECONDS = 20L
        const val TURN_NANOS = 200_000L
    }
}
