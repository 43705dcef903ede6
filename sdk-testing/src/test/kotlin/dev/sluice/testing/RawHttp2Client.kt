package dev.sluice.testing

import java.io.ByteArrayOutputStream
import java.io.Closeable
import java.io.DataInputStream
import java.io.DataOutputStream
import java.net.InetAddress
import java.net.Socket

/** HTTP/2 without TLS, frame by frame, by a client that keeps to no limit. */
class RawHttp2Client(port: Int) : Closeable {
    class Frame(val type: Int, val flags: Int, val stream: Int, val payload: ByteArray) {
        val isEndStream get() = type in listOf(DATA, HEADERS) && flags and 1 != 0
        val text get() = String(payload)
        val code get() = payload.last().toInt()
    }

    private val socket = Socket(InetAddress.getByAddress(byteArrayOf(127, 0, 0, 1)), port).apply { soTimeout = 10_000 }
    private val output = DataOutputStream(socket.getOutputStream())
    private val input = DataInputStream(socket.getInputStream())
    private var nextStream = 1

    init {
        output.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        send(SETTINGS, 0, 0, ByteArray(0))
    }

    /** Asks for `/` on a new stream. */
    fun get(): Int {
        val block = ByteArrayOutputStream()
        block.write(byteArrayOf(0x82.toByte(), 0x86.toByte(), 0x84.toByte(), 0x41, 9)) // GET, http, /, :authority of 9 letters
        block.write("localhost".toByteArray())
        val stream = nextStream.also { nextStream += 2 }
        send(HEADERS, END_HEADERS or END_STREAM, stream, block.toByteArray())
        return stream
    }

    /** The next frame that says something about a stream or the connection's end; housekeeping is passed over. */
    fun next(): Frame {
        while (true) {
            val length = input.readUnsignedByte() shl 16 or input.readUnsignedShort()
            val frame = Frame(input.readUnsignedByte(), input.readUnsignedByte(), input.readInt(), ByteArray(length).also(input::readFully))
            if (frame.type in listOf(DATA, HEADERS, RESET, GO_AWAY)) return frame
        }
    }

    fun isAtEnd(): Boolean = input.read() < 0

    private fun send(type: Int, flags: Int, stream: Int, payload: ByteArray) {
        output.writeByte(payload.size shr 16)
        output.writeShort(payload.size)
        output.writeByte(type)
        output.writeByte(flags)
        output.writeInt(stream)
        output.write(payload)
        output.flush()
    }

    override fun close() = socket.close()

    companion object {
        const val DATA = 0
        const val HEADERS = 1
        const val RESET = 3
        const val SETTINGS = 4
        const val GO_AWAY = 7
        private const val END_STREAM = 1
        private const val END_HEADERS = 4
    }
}
