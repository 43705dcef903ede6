package dev.sluice.transport

import java.nio.ByteBuffer
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.atomic.AtomicReference

/** What a client's threads bring of a body, until the one reader takes it. */
internal class Arrivals {
    private class End(val failure: Throwable?)

    private val signal = Signal()
    private val pieces = ConcurrentLinkedQueue<List<ByteBuffer>>()
    private val end = AtomicReference<End?>()
    private var gathered = ByteArray(0)

    /** Since when ([System.nanoTime]) the oldest piece lies, about. */
    @Volatile private var untakenSince = 0L

    @Volatile private var alarm: Alarm? = null

    /** Whether [take] will not have to wait: for a piece, or for the end. */
    val isThere: Boolean get() = !pieces.isEmpty() || end.get() != null

    /** What ended it, once [take] has returned null; null for the end of the body. */
    val failure: Throwable? get() = end.get()?.failure

    /** Whether the reader lets what has arrived lie, other than for the moment that it takes to wake up. */
    fun isLeftUnread(now: Long): Boolean = !pieces.isEmpty() && now - untakenSince > LEFT_UNREAD_NANOS

    /** [piece] holds at least one byte. [mayRun] is that of [Signal.send]. */
    fun add(piece: List<ByteBuffer>, mayRun: Boolean) {
        if (pieces.isEmpty()) untakenSince = System.nanoTime()
        pieces += piece
        signal.send(mayRun)
    }

    /** Nothing more will come, for that reason; the first call counts. */
    fun end(failure: Throwable?) {
        end.compareAndSet(null, End(failure))
        // Never within this call: over TLS the connection is in the pool again by now, and whoever gets it would wait for that caller.
        signal.send()
    }

    /**
     * Waits until something [is there][isThere], for [millis] at most; returns whether it is. The caller may go on within [add], and must not
     * block its thread to wait for more of the same body.
     */
    suspend fun await(clock: Clock, millis: Long): Boolean {
        val alarm = alarm ?: clock.alarm { signal.send() }.also { alarm = it }
        alarm.set(millis)
        try {
            awaitDispatched { signal.await(eager = true) { isThere || alarm.isLate } }
        } finally {
            alarm.clear()
        }
        return isThere
    }

    /** The next bytes, or null at the end. They stand until the next call. */
    suspend fun take(): ByteBuffer? {
        if (!isThere) awaitDispatched { signal.await { isThere } }
        // The end is told after the last piece.
        val piece = pieces.poll() ?: return null
        untakenSince = System.nanoTime()
        return joined(piece)
    }

    /** What is read after this fails. */
    fun close() {
        end(IllegalStateException("The body was closed"))
        alarm?.close()
    }

    /** What came at once, as one: over HTTP/1.1 the client gives each chunk of the transfer by itself, and a chunk may be a few letters. */
    private fun joined(pieces: List<ByteBuffer>): ByteBuffer {
        if (pieces.size == 1) return pieces[0]
        val size = pieces.sumOf { it.remaining() }
        val bytes = if (size <= gathered.size) gathered else ByteArray(size)
        // A stream may last for hours, and one burst at its start is no reason to hold room for another.
        if (size <= KEPT_BYTES) gathered = bytes
        var at = 0
        for (piece in pieces) {
            val length = piece.remaining()
            piece.get(bytes, at, length)
            at += length
        }
        return ByteBuffer.wrap(bytes, 0, size)
    }

    private companion object {
        const val KEPT_BYTES = 16 shl 10
        const val LEFT_UNREAD_NANOS = 10_000_000L
    }
}
