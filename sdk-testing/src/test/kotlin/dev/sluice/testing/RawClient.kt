package dev.sluice.testing

import java.io.Closeable
import java.io.IOException
import java.net.InetSocketAddress
import java.net.Socket

/** A client without mercy or manners: sends any bytes and sees exactly what comes, and how it ends. */
class RawClient(port: Int, receiveBuffer: Int? = null) : Closeable {
    val socket = Socket().apply {
        if (receiveBuffer != null) receiveBufferSize = receiveBuffer
        soTimeout = 10_000
        connect(InetSocketAddress("127.0.0.1", port), 10_000)
    }

    fun send(text: String): RawClient = apply { socket.getOutputStream().run { write(text.toByteArray()).also { flush() } } }

    fun get(path: String = "/"): RawClient = send("GET $path HTTP/1.1\r\nHost: localhost\r\n\r\n")

    /** Reads until [end] has come, it included. */
    fun readUntil(end: String): String = buildString {
        while (!endsWith(end)) {
            val byte = socket.getInputStream().read()
            check(byte >= 0) { "the connection ended after: $this" }
            append(byte.toChar())
        }
    }

    /** Reads to the end: what came, and `FIN` or `RST`. */
    fun readToEnd(): Pair<String, String> {
        val seen = StringBuilder()
        try {
            while (true) {
                val byte = socket.getInputStream().read()
                if (byte < 0) return seen.toString() to "FIN"
                seen.append(byte.toChar())
            }
        } catch (reset: IOException) {
            check("reset" in reset.message.orEmpty()) { "unexpected: $reset" }
            return seen.toString() to "RST"
        }
    }

    /** Goes with a RST. */
    fun reset() {
        socket.setSoLinger(true, 0)
        socket.close()
    }

    override fun close() = socket.close()
}
