package dev.sluice.testing.netty

import dev.sluice.testing.Answer
import dev.sluice.testing.Ending
import dev.sluice.testing.Reception
import dev.sluice.testing.RecordedConnection
import dev.sluice.testing.RecordedRequest
import dev.sluice.testing.Recorder
import dev.sluice.testing.RequestHandler
import dev.sluice.testing.executeUnlessEnded
import io.netty.util.concurrent.EventExecutor
import java.util.Objects
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.Executor

/** What the connections of one server share: the script and the record. */
internal class Engine(val recorder: Recorder, private val handler: RequestHandler?, private val handlerExecutor: Executor?) {
    val queue = ConcurrentLinkedQueue<RequestHandler>()
    val receptions = ConcurrentLinkedQueue<Reception>()

    /** Decides the answer to [request] and hands it to [play] on [loop]. */
    fun answer(request: RecordedRequest, loop: EventExecutor, play: (Answer) -> Unit) {
        val handler = queue.poll() ?: handler
        when {
            handler == null -> play(scriptFailed(request, "no answer was scripted for $request"))

            handlerExecutor == null -> play(handled(request, handler))

            else -> handlerExecutor.execute {
                val answer = handled(request, handler)
                loop.executeUnlessEnded { play(answer) }
            }
        }
    }

    /** How the running exchanges of [connection] ended, now that it is gone. */
    fun endingOf(connection: RecordedConnection): Pair<Ending, String> = when {
        recorder.closing -> Ending.SERVER_CLOSED to ""
        connection.closedBy == RecordedConnection.Side.SERVER -> Ending.SERVER_CUT to connection.detail
        connection.wasReset -> Ending.CLIENT_RESET to connection.detail
        else -> Ending.CLIENT_CLOSED to connection.detail
    }

    private fun handled(request: RecordedRequest, handler: RequestHandler): Answer = try {
        Objects.requireNonNull(handler.answer(request), "it returned null")
    } catch (thrown: Throwable) { // A test's failed assertion is an Error.
        scriptFailed(request, "the handler threw $thrown for $request")
    }

    private fun scriptFailed(request: RecordedRequest, why: String): Answer {
        request.exchange.ended(Ending.SCRIPT_FAILED, why)
        // A client that retries would only hide what is wrong.
        return Answer.text("ScriptedServer: $why", 500).newBuilder().header("x-should-retry", "false").build()
    }
}
