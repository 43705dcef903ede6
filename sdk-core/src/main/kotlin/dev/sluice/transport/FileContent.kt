package dev.sluice.transport

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
            return FileContent(file.name, StreamBody(contentType, file.length()) { file.inputStream() })
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

/** What blocking streams give, read where blocking is allowed. */
private class StreamBody(override val contentType: String, override val contentLength: Long, private val input: () -> InputStream) :
    RequestBody {
    override fun open(): BodySource = object : BodySource {
        private var stream: InputStream? = null
        private val buffer = ByteArray(PIECE)

        override suspend fun read(): ByteBuffer? = withContext(Dispatchers.IO) {
            val from = stream ?: input().also { stream = it }
            val count = from.read(buffer)
            if (count < 0) null else ByteBuffer.wrap(buffer, 0, count)
        }

        override fun close() {
            stream?.close()
        }
    }

    private companion object {
        const val PIECE = 64 shl 10
    }
}
