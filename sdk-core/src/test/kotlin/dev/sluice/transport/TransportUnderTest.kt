package dev.sluice.transport

import dev.sluice.testing.ScriptedServer
import java.nio.ByteBuffer

/** What [TransportSuite] must know of a transport: how to make it, and where it may differ. */
class TransportUnderTest(
    val tls: Boolean,
    val http2: Boolean,
    /** Whether requests other than GET go over connections that stood already. */
    val reusesConnections: Boolean,
    /** Whether a chunked body that was cut between two chunks is told from a whole one. */
    val noticesCutChunks: Boolean,
    /** How many streams it is to carry at once. */
    val crowd: Int = 1_000,
    /** Whether each stream costs a thread. */
    val hasThreadForStream: Boolean = false,
    val make: (Surroundings) -> Transport,
) {
    val protocol: String get() = if (http2) "HTTP/2" else "HTTP/1.1"
}

/** What a transport under test is to be made for. */
class Surroundings(
    /** Its certificate is to be trusted. */
    val server: ScriptedServer,
    /** How long a connection may take to stand. */
    val connectMillis: Long = Timeouts.DEFAULT.connectMillis,
    /** The port of a proxy on this machine, to be used for every address; null for none. */
    val proxyPort: Int? = null,
)

/** All of a body, as text. */
suspend fun BodySource.text(): String {
    val bytes = java.io.ByteArrayOutputStream()
    while (true) bytes.take(read() ?: return bytes.toByteArray().decodeToString())
}

/** Reads until [length] characters have arrived, or the end. */
suspend fun BodySource.text(length: Int): String {
    val bytes = java.io.ByteArrayOutputStream()
    while (bytes.size() < length) bytes.take(read() ?: break)
    return bytes.toByteArray().decodeToString()
}

/** A body of unknown length in pieces, each in the same buffer. */
class PiecesBody(private val pieces: Sequence<String>, override val contentLength: Long = -1) : RequestBody {
    override val contentType: String get() = "text/plain"

    override fun open(): BodySource = object : BodySource {
        private val rest = pieces.iterator()
        private val buffer = ByteBuffer.allocate(1_024)

        override suspend fun read(): ByteBuffer? {
            if (!rest.hasNext()) return null
            buffer.clear()
            return buffer.put(rest.next().toByteArray()).flip()
        }
    }
}
