package dev.sluice.wire

import dev.sluice.transport.BodySource
import dev.sluice.transport.take
import dev.sluice.transport.withoutByteOrderMark
import java.io.ByteArrayOutputStream
import java.nio.ByteBuffer

/** [body] with its start looked at: the same bytes come again. */
internal class PeekedBody(private val body: BodySource) : BodySource {
    private var start: ByteBuffer? = null

    /** Whether it begins as a stream of events does. Reads by [read], which keeps the time, as far as it takes to tell. */
    suspend fun beginsWithEvent(read: suspend BodySource.() -> ByteBuffer?): Boolean {
        val bytes = ByteArrayOutputStream()
        var text = ""
        while (text.length < LONGEST_FIELD && bytes.size() < MAX_PEEKED_BYTES) {
            val more = read(body) ?: break
            bytes.take(more)
            text = bytes.toByteArray().decodeToString().withoutByteOrderMark().trimStart()
        }
        start = ByteBuffer.wrap(bytes.toByteArray())
        return FIELDS.any { text.startsWith(it) }
    }

    override suspend fun read(): ByteBuffer? {
        val peeked = start ?: return body.read()
        start = null
        return if (peeked.hasRemaining()) peeked else body.read()
    }

    private companion object {
        // No JSON begins with one of these.
        val FIELDS = listOf(":", "data:", "event:", "id:", "retry:")
        const val LONGEST_FIELD = 6
        const val MAX_PEEKED_BYTES = 64 shl 10
    }
}
