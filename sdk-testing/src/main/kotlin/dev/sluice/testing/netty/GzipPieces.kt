package dev.sluice.testing.netty

import dev.sluice.testing.RecordedRequest
import java.io.ByteArrayOutputStream
import java.util.zip.GZIPOutputStream

/** Compresses a body piece by piece, so that each can be read as soon as it arrives. */
internal class GzipPieces {
    private val buffer = ByteArrayOutputStream()
    private val gzip = GZIPOutputStream(buffer, true)

    fun compress(piece: ByteArray): ByteArray {
        gzip.write(piece)
        gzip.flush()
        return taken()
    }

    fun finish(): ByteArray {
        gzip.finish()
        return taken()
    }

    private fun taken(): ByteArray = buffer.toByteArray().also { buffer.reset() }

    companion object {
        fun areAcceptedBy(request: RecordedRequest): Boolean =
            request.headerValues("Accept-Encoding").any { value -> value.split(',').any { it.trim().substringBefore(';') == "gzip" } }
    }
}
