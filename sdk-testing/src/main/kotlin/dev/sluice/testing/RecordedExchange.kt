package dev.sluice.testing

import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicLong

/** What became of one request: how far its answer got, and how it ended. Live: it changes while the answer is being written. */
public class RecordedExchange internal constructor(private val recorder: Recorder, public val connection: RecordedConnection) {
    /** What was asked. */
    public lateinit var request: RecordedRequest
        internal set

    /** [System.nanoTime] when the request had arrived whole. */
    public val arrivedNanos: Long = System.nanoTime()

    private val sent = AtomicLong()
    private val isAnswering = AtomicBoolean(true)

    @Volatile
    private var end: End? = null

    /** The step at which the answer stands; its text is what is shown. */
    @Volatile
    internal var standing: Any = "waiting for its answer"

    /** How many bytes of the answer's body the network took. With a slow reader this stops growing: it is back-pressure, seen from here. */
    public val bytesSent: Long get() = sent.get()

    /** How it ended; null while it runs. */
    public val ending: Ending? get() = end?.ending

    /** More about the end, such as the code of a reset; empty if there is nothing to say. */
    public val endingDetail: String get() = end?.detail.orEmpty()

    /** [System.nanoTime] when it ended; 0 while it runs. */
    public val endedNanos: Long get() = end?.nanos ?: 0

    /** Blocks until it has ended and returns how. Throws [AssertionError] after the server's safety timeout. */
    public fun awaitEnd(): Ending = recorder.await("the end of $this") { ending }

    /** Blocks until the client has gone. Throws [AssertionError] if the exchange ends otherwise, or after the safety timeout. */
    public fun awaitClientGone() {
        val how = awaitEnd()
        if (!how.isClientGone) throw recorder.failure("the client did not go away: $this")
    }

    /** Blocks until [bytesSent] is at least [count]. Throws [AssertionError] after the safety timeout, or if it ends before that. */
    public fun awaitBytesSent(count: Long) {
        recorder.await("$count bytes sent of $this") { if (bytesSent >= count || end != null) this else null }
        if (bytesSent < count) throw recorder.failure("ended before $count bytes were sent: $this")
    }

    internal fun sent(bytes: Int) {
        sent.addAndGet(bytes.toLong())
        recorder.changed()
    }

    /**
     * The last of the answer is about to go: whatever comes from now on does not come at the same time as this. The client may begin its
     * next request before we hear that the end of this one was sent.
     */
    internal fun leaves() {
        if (isAnswering.compareAndSet(true, false)) recorder.exchangeLeaves()
    }

    /** The first end counts. */
    internal fun ended(ending: Ending, detail: String) {
        synchronized(this) {
            if (end != null) return
            // The counts first: who sees the end sees them right.
            leaves()
            recorder.exchangeEnded(this)
            end = End(ending, detail, System.nanoTime())
        }
        recorder.changed()
    }

    override fun toString(): String {
        val state = end?.let { "${it.ending}${if (it.detail.isEmpty()) "" else " (${it.detail})"}" } ?: "running, at: $standing"
        return "$request on connection ${connection.number}: $state, $bytesSent bytes sent"
    }

    private class End(val ending: Ending, val detail: String, val nanos: Long)
}
