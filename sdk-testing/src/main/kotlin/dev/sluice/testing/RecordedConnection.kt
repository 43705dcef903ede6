package dev.sluice.testing

import io.netty.channel.Channel
import java.util.concurrent.atomic.AtomicInteger

/** A TCP connection as the server saw it. Live: it changes until the connection is closed. */
public class RecordedConnection internal constructor(
    private val recorder: Recorder,
    /** Its place in the order of arrival at this server, from 1. */
    public val number: Int,
    internal val channel: Channel,
) {
    /** Who ended a connection. */
    public enum class Side { CLIENT, SERVER }

    /** [System.nanoTime] when it was accepted. */
    public val openedNanos: Long = System.nanoTime()

    /** `HTTP/1.1` or `HTTP/2`; null until that is settled. */
    @Volatile
    public var protocol: String? = null
        internal set

    /** Who ended it; null while it stands. Set as soon as an end is known, a little before [isOpen] is false. */
    @Volatile
    public var closedBy: Side? = null
        private set

    /** More about the end or a failure, such as a failed TLS handshake; empty if there is nothing to say. */
    @Volatile
    public var detail: String = ""
        private set

    /** [System.nanoTime] when it was closed; 0 while it is open. */
    @Volatile
    public var closedNanos: Long = 0
        private set

    /** Whether the client ended it by a TCP reset. */
    @Volatile
    internal var wasReset = false

    private val open = AtomicInteger()
    private val all = AtomicInteger()
    private val refused = AtomicInteger()

    @Volatile
    private var peak = 0

    /** Whether it still exists. */
    public val isOpen: Boolean get() = closedNanos == 0L

    /** How many exchanges it carries now. */
    public val openExchanges: Int get() = open.get()

    /** How many exchanges it has carried. */
    public val exchanges: Int get() = all.get()

    /** The most exchanges it carried at one time: above 1 only over HTTP/2. */
    public val peakExchanges: Int get() = peak

    /** How many streams were refused because too many were open (HTTP/2). */
    public val refusedStreams: Int get() = refused.get()

    /** Closes it in the polite way: TLS farewell; HTTP/2 says GOAWAY and lets open streams end. Does not wait for that. */
    public fun close() {
        endedBy(Side.SERVER, "closed by the test")
        channel.close()
    }

    /** Resets it (TCP RST). */
    public fun reset() {
        endedBy(Side.SERVER, "reset by the test")
        channel.resetNow()
    }

    /** Blocks until it is closed and returns by whom. Throws [AssertionError] after the server's safety timeout. */
    public fun awaitClosed(): Side = recorder.await("the end of $this") { closedBy.takeIf { !isOpen } }

    internal fun endedBy(side: Side, why: String) {
        synchronized(this) {
            if (closedBy == null) closedBy = side
            if (detail.isEmpty()) detail = why
        }
    }

    internal fun note(what: String) {
        if (detail.isEmpty()) detail = what
    }

    internal fun closed() {
        endedBy(Side.CLIENT, "")
        closedNanos = System.nanoTime()
    }

    internal fun exchangeBegun() {
        all.incrementAndGet()
        val now = open.incrementAndGet()
        synchronized(this) { if (now > peak) peak = now }
    }

    internal fun exchangeEnded() {
        open.decrementAndGet()
    }

    internal fun streamRefused() {
        refused.incrementAndGet()
        recorder.changed()
    }

    override fun toString(): String {
        val state = if (isOpen) "open" else "closed by ${closedBy?.name?.lowercase()}"
        return "connection $number (${protocol ?: "no protocol yet"}, $state${if (detail.isEmpty()) "" else ": $detail"}, " +
            "$exchanges exchanges, $openExchanges open)"
    }
}
