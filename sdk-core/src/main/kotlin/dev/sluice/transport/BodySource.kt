package dev.sluice.transport

import java.nio.ByteBuffer

/** The bytes of a body, piece by piece. One reader at a time. */
public interface BodySource {
    /**
     * The next bytes as they arrived, at least one; null at the end. Suspends until there are some: nothing is read from the
     * network that was not asked for, beyond one buffer. The buffer is the caller's until the next call.
     */
    public suspend fun read(): ByteBuffer?
}
