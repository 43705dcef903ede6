package dev.sluice.transport

import java.nio.ByteBuffer

/** The bytes of a body, piece by piece. One reader at a time. */
public interface BodySource : AutoCloseable {
    /**
     * The next bytes as they arrived, at least one; null at the end. Suspends until there are some: nothing is read from the
     * network that was not asked for, beyond a few buffers. The buffer is the caller's until the next call.
     */
    public suspend fun read(): ByteBuffer?

    /**
     * Gives up what the source holds, such as an open file. Who opened a request's body closes it, read to its end or not; a response's
     * body is closed with its exchange.
     */
    override fun close() {}
}

/** A source that knows whether the next bytes are there. */
internal interface ArrivingBody : BodySource {
    /** Whether the next read will not have to wait. May miss what has just come. */
    val hasArrived: Boolean

    /**
     * Suspends until the next read will not have to wait, or [millis] have passed: then false, unless it has arrived all the same. The
     * caller may go on where the bytes were brought, and must not block that thread to wait for more of them.
     */
    suspend fun awaitArrival(clock: Clock, millis: Long): Boolean
}
