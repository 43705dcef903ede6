package dev.sluice.ktor

import dev.sluice.errors.SluiceException
import dev.sluice.transport.BodySource
import dev.sluice.transport.Peer
import io.ktor.utils.io.ByteReadChannel
import io.ktor.utils.io.availableForRead
import io.ktor.utils.io.readAvailable
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import java.io.EOFException
import java.nio.ByteBuffer

/**
 * The body of a Ktor response. [untilClosed] runs what waits for the network.
 *
 * CIO takes a connection that ends early for the end of the body. Where the response declared a length, [declaredBytes], it is held
 * against what came; a chunked body that was cut between two chunks cannot be told from a whole one here.
 */
internal class KtorBody(
    private val channel: ByteReadChannel,
    private val peer: Peer,
    private val requestId: String?,
    private val declaredBytes: Long?,
    private val untilClosed: suspend (suspend () -> Unit) -> Unit,
) : BodySource {
    private val buffer = ByteArray(BUFFER_BYTES)
    private var bytesReceived = 0L

    override suspend fun read(): ByteBuffer? {
        val count = try {
            if (channel.availableForRead == 0) untilClosed { channel.awaitContent() }
            val count = channel.readAvailable(buffer, 0, buffer.size)
            // A channel that was closed by a failure reads like one at its end.
            if (count == -1) channel.closedCause?.let { throw it }
            count
        } catch (e: SluiceException) {
            throw e
        } catch (e: Throwable) {
            // The engine reports a broken connection as a cancellation too. It is one only if the caller was cancelled.
            currentCoroutineContext().ensureActive()
            throw peer.brokenOff(bytesReceived, requestId, e)
        }
        if (count == -1) {
            if (declaredBytes != null && bytesReceived < declaredBytes) {
                throw peer.brokenOff(bytesReceived, requestId, EOFException("the body was to have $declaredBytes bytes"))
            }
            return null
        }
        bytesReceived += count
        return ByteBuffer.wrap(buffer, 0, count)
    }

    private companion object {
        const val BUFFER_BYTES = 16 shl 10
    }
}
