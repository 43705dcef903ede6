package dev.sluice.transport

import kotlinx.coroutines.channels.Channel
import java.nio.ByteBuffer

/** A body whose pieces a test sends by hand. A reader waits until there is one. */
internal class ScriptedBody : BodySource {
    private val pieces = Channel<ByteArray>(Channel.UNLIMITED)

    fun send(text: String): ScriptedBody = apply { pieces.trySend(text.toByteArray()) }

    fun end(): ScriptedBody = apply { pieces.close() }

    fun fail(cause: Throwable): ScriptedBody = apply { pieces.close(cause) }

    override suspend fun read(): ByteBuffer? {
        val piece = pieces.receiveCatching()
        piece.exceptionOrNull()?.let { throw it }
        return piece.getOrNull()?.let { ByteBuffer.wrap(it).asReadOnlyBuffer() }
    }
}
