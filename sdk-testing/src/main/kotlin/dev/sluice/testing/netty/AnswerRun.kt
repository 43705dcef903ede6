package dev.sluice.testing.netty

import dev.sluice.testing.Answer
import dev.sluice.testing.Ending
import dev.sluice.testing.RecordedExchange
import dev.sluice.testing.Step
import dev.sluice.testing.executeUnlessEnded
import dev.sluice.testing.knownLength
import io.netty.channel.ChannelFuture
import java.util.concurrent.TimeUnit

/**
 * One answer being played on a [Wire]: takes step after step, as fast as the client reads. Confined to the wire's event loop. Its end
 * is told once, through [onEnd].
 */
internal class AnswerRun(
    private val wire: Wire,
    private val exchange: RecordedExchange,
    private val answer: Answer,
    private val onEnd: (Ending) -> Unit,
) {
    private val raw = answer.framing == Answer.Framing.RAW
    private val unspeakable = raw && !wire.takesRaw
    private val takesBody = raw || wire.takesBody(answer.status)
    private var gzip = if (answer.gzip && GzipPieces.areAcceptedBy(exchange.request)) GzipPieces() else null
    private val declared = answer.headers["Content-Length"]?.toLongOrNull()?.takeIf { gzip == null && takesBody }
    private lateinit var steps: Iterator<Step>

    /** How long the body is, where the head says so over HTTP/1: then the last of its bytes is the end for who reads it. */
    private var wholeLength: Long? = null
    private var headSent = raw
    private var piece: ByteArray? = null
    private var position = 0
    private var written = 0L
    private var last: ChannelFuture? = null

    /** Something is waited for: a gate, a timer, the end of the last write; or nothing, for ever. */
    private var waiting = false
    private var withdraw: Runnable? = null
    private var playing = false
    private var over = false

    fun start() {
        guarded {
            steps = answer.steps.iterator()
            if (!answer.headPlaced) headOnce()
            play()
        }
    }

    /** Goes on where it stopped because the client read too slowly. */
    fun writable() {
        if (!waiting) play()
    }

    /** Ends it: from inside at the last step, or from outside because the client or the connection is gone. */
    fun end(ending: Ending, detail: String = "") {
        if (over) return
        over = true
        withdraw?.run()
        exchange.ended(ending, detail)
        onEnd(ending)
    }

    private fun play() {
        if (playing) return // A write that is done at once calls back into here.
        playing = true
        try {
            var turns = 0
            while (!over && !waiting && wire.isWritable) {
                // Other connections live on this loop too.
                if (++turns > TURNS) return wire.loop.execute { writable() }
                if (piece == null) guarded(::next) else part()
            }
        } finally {
            playing = false
        }
    }

    private fun next() {
        val step = if (steps.hasNext()) steps.next() else null
        exchange.standing = step ?: "the end"
        if (unspeakable && (step == null || step is Step.Bytes)) return fail("a raw answer has no bytes and no plain end over HTTP/2")
        when (step) {
            null -> finish()

            is Step.Bytes -> piece(gzip?.compress(step.bytes) ?: step.bytes)

            Step.Head -> headOnce()

            is Step.Hold -> await { go -> step.gate.pass(go) }

            is Step.Pause -> await { go ->
                val timer = wire.loop.schedule(go, step.millis, TimeUnit.MILLISECONDS)
                Runnable { timer.cancel(false) }
            }

            Step.Cut -> breakOff(Ending.SERVER_CUT) { wire.cut() }

            is Step.Reset -> breakOff(Ending.SERVER_RESET) { wire.reset(step.code) }

            Step.Stall -> waiting = true
        }
    }

    private fun headOnce() {
        if (headSent) return
        headSent = true
        val known = answer.steps.knownLength()
        val length = known.takeIf { answer.framing == Answer.Framing.AUTO && gzip == null }
        // A body that comes at once and whole takes the head along.
        val together = known != null && known == (declared ?: known) && answer.steps.all { it is Step.Bytes }
        var headers = answer.headers
        if (gzip != null) headers = headers.without("Content-Length").plus("Content-Encoding", "gzip").plus("Vary", "Accept-Encoding")
        wholeLength = (declared ?: length).takeIf { wire.takesRaw }
        last = wire.head(answer, headers, length, flush = !together)
    }

    private fun piece(bytes: ByteArray) {
        headOnce()
        // An empty chunk would be the end of the body.
        if (bytes.isEmpty() || !takesBody) return
        piece = bytes
        position = 0
    }

    private fun part() {
        val bytes = piece ?: return
        val start = position
        val length = minOf(bytes.size - start, PART)
        if (written + length == wholeLength) exchange.leaves()
        val write = if (raw) wire.raw(bytes, start, length) else wire.part(bytes, start, length)
        position += length
        written += length
        if (position == bytes.size) piece = null
        last = write
        write.addListener {
            if (!it.isSuccess) return@addListener // The client is gone; the handler will say so.
            exchange.sent(length)
            writable()
        }
    }

    private fun finish() {
        gzip?.let { open ->
            gzip = null
            return piece(open.finish())
        }
        headOnce()
        val missing = (declared ?: 0) - written
        if (missing > 0) return breakOff(Ending.SERVER_CUT, "$missing bytes short of the declared length") { wire.cut() }
        waiting = true
        exchange.leaves()
        wire.end().addListener { if (it.isSuccess) end(Ending.ANSWERED) }
    }

    /** Breaks off, once what was written before has left. */
    private fun breakOff(ending: Ending, detail: String = "", action: () -> Unit) {
        waiting = true
        val go = {
            if (!over) {
                end(ending, detail)
                action()
            }
        }
        last?.addListener { if (it.isSuccess) go() } ?: go()
    }

    /** Stops until the `go` that [register] gets has been run, on whatever thread. [register] returns how to withdraw it. */
    private fun await(register: (go: Runnable) -> Runnable) {
        waiting = true
        val go = Runnable {
            waiting = false
            withdraw = null
            play()
        }
        // Always through the loop's queue: this may be the gate-opening thread, or still be inside register.
        withdraw = register { wire.loop.executeUnlessEnded(go) }
    }

    private fun guarded(action: () -> Unit) {
        try {
            action()
        } catch (thrown: Throwable) { // A test's failed assertion is an Error.
            fail("the script threw $thrown")
        }
    }

    private fun fail(why: String) {
        if (over) return
        end(Ending.SCRIPT_FAILED, why)
        wire.reset(Step.INTERNAL_ERROR)
    }

    private companion object {
        /** Large pieces go out in parts of this size, so that a slow reader stops them in the middle. */
        const val PART = 16 * 1024

        /** Steps in a row before others get their turn. */
        const val TURNS = 64
    }
}
