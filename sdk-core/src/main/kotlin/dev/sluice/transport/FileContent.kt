package dev.sluice.transport

import dev.sluice.errors.InvalidRequestException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import java.io.File
import java.io.InputStream
import java.nio.ByteBuffer

/** A file to send: its name and its bytes, read while they are sent, anew for each try. Immutable. */
public class FileContent private constructor(
    /** The name that the server sees. */
    public val name: String,
    internal val body: RequestBody,
) {
    /** Its size in bytes, or -1 if it is not known before it was read. */
    public val length: Long get() = body.contentLength

    /** What kind of file it is, such as `application/pdf`. */
    public val contentType: String get() = body.contentType

    override fun toString(): String = "FileContent($name, $length bytes, $contentType)"

    public companion object {
        private const val UNKNOWN_TYPE = "application/octet-stream"

        /** A file on disk; read in pieces, never as a whole. */
        @JvmStatic
        @JvmOverloads
        public fun of(file: File, contentType: String = UNKNOWN_TYPE): FileContent {
            require(file.isFile) { "there is no file $file" }
            return FileContent(file.name, FileBody(file, contentType))
        }

        /** Bytes in memory. The array is not copied. */
        @JvmStatic
        @JvmOverloads
        public fun of(name: String, bytes: ByteArray, contentType: String = UNKNOWN_TYPE): FileContent =
            FileContent(name, RequestBody.of(bytes, contentType))

        /** Whatever can be opened again and again; [RequestBody] says how. */
        @JvmStatic
        public fun of(name: String, body: RequestBody): FileContent = FileContent(name, body)
    }
}

/** A file, read where blocking is allowed. */
private class FileBody(private val file: File, override val contentType: String) : RequestBody {
    override val contentLength: Long = file.length()

    override fun open(): BodySource = object : BodySource {
        private var stream: InputStream? = null
        private val buffer = ByteArray(PIECE)
        private var sent = 0L

        override suspend fun read(): ByteBuffer? = withContext(Dispatchers.IO) {
            val from = stream ?: file.inputStream().also { stream = it }
            val count = from.read(buffer)
            if (count > 0) sent += count
            // The server was told a length, and would wait for the rest or take the surplus for the next request.
            if (sent > contentLength || (count < 0 && sent < contentLength)) throw changed()
            if (count < 0) null else ByteBuffer.wrap(buffer, 0, count)
        }

        override fun close() {
            stream?.close()
        }
    }

    private fun changed() = InvalidRequestException(
        "The file $file was changed while it was sent: it had $contentLength bytes, and now ${file.length()}. Send it when it is whole.",
    )

    private companion object {
        const val PIECE = 64 shl 10
    }
}
