package dev.sluice.wire

import dev.sluice.errors.InvalidRequestException
import dev.sluice.transport.BodySource
import dev.sluice.transport.FileContent
import dev.sluice.transport.RequestBody
import java.nio.ByteBuffer
import java.util.UUID

/** A form with files, `multipart/form-data` (RFC 7578). Files are read while they are sent. */
internal class MultipartBody(fields: List<Pair<String, String>>, files: List<Pair<String, FileContent>>) : RequestBody {
    // Random, so that no content can hold it by chance or on purpose.
    private val boundary = "sluice-" + UUID.randomUUID()
    private val parts: List<RequestBody> = fields.map { (name, value) -> text(head(name, null, null) + value + "\r\n") } +
        files.flatMap { (name, file) -> listOf(text(head(name, file.name, file.contentType)), file.body, text("\r\n")) } +
        text("--$boundary--\r\n")

    override val contentType: String get() = "multipart/form-data; boundary=$boundary"

    override val contentLength: Long get() = if (parts.any { it.contentLength < 0 }) -1 else parts.sumOf { it.contentLength }

    override fun open(): BodySource = object : BodySource {
        private val rest = parts.iterator()
        private var current: BodySource? = null

        override suspend fun read(): ByteBuffer? {
            while (true) {
                current?.read()?.let { return it }
                if (!rest.hasNext()) return null
                close()
                current = rest.next().open()
            }
        }

        override fun close() {
            current?.close()
        }
    }

    private fun head(name: String, fileName: String?, type: String?): String = buildString {
        append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"").append(quoted(name)).append('"')
        fileName?.let { append("; filename=\"").append(quoted(it)).append('"') }
        type?.let { append("\r\nContent-Type: ").append(singleLine(it)) }
        append("\r\n\r\n")
    }

    /** As browsers write it: what would end the header or the name is escaped. */
    private fun quoted(text: String): String = text.replace("\r", "%0D").replace("\n", "%0A").replace("\"", "%22")

    private fun singleLine(type: String): String {
        if (type.any { it < ' ' }) throw InvalidRequestException("The content type of a file holds a line break.")
        return type
    }

    private fun text(text: String) = RequestBody.of(text.encodeToByteArray(), "text/plain")
}
