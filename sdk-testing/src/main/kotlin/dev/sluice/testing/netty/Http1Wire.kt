package dev.sluice.testing.netty

import dev.sluice.testing.Answer
import dev.sluice.testing.HeaderList
import dev.sluice.testing.RecordedConnection
import dev.sluice.testing.RecordedConnection.Side
import dev.sluice.testing.cutNow
import dev.sluice.testing.resetNow
import io.netty.buffer.ByteBuf
import io.netty.channel.ChannelFuture
import io.netty.channel.ChannelHandlerContext
import io.netty.handler.codec.http.HttpResponseStatus
import io.netty.util.concurrent.EventExecutor

/**
 * Writes one HTTP/1.1 answer. The text is made here and not by a codec: what goes out, and in which pieces, is the point of a
 * scripted server.
 */
internal class Http1Wire(
    private val context: ChannelHandlerContext,
    private val connection: RecordedConnection,
    private val method: String,
    /** Whether the client speaks HTTP/1.1 and so can read chunks. */
    private val chunks: Boolean,
) : Wire {
    private var chunked = false

    /** Whether the connection can serve the next request. */
    var reusable = true
        private set

    override val loop: EventExecutor get() = context.executor()
    override val isWritable: Boolean get() = context.channel().isWritable
    override val takesRaw: Boolean get() = true

    override fun takesBody(status: Int): Boolean = method != "HEAD" && status != 204 && status != 304

    override fun head(answer: Answer, headers: HeaderList, length: Long?, flush: Boolean): ChannelFuture {
        val all = framed(answer, headers, length).let {
            if (answer.closing == Answer.Closing.ANNOUNCED) it.without("Connection").plus("Connection", "close") else it
        }
        if (all["Connection"].equals("close", ignoreCase = true)) reusable = false
        val buffer = context.alloc().buffer()
        buffer.writeText("HTTP/1.1 ${answer.status} ${HttpResponseStatus.valueOf(answer.status).reasonPhrase()}\r\n")
        all.entries.forEach { (name, value) -> buffer.writeText("$name: $value\r\n") }
        buffer.writeText("\r\n")
        return if (flush) context.writeAndFlush(buffer) else context.write(buffer)
    }

    /** Settles how the client will know where the body ends. */
    private fun framed(answer: Answer, headers: HeaderList, length: Long?): HeaderList {
        if (answer.status == 204 || answer.status == 304) return headers
        if (answer.framing != Answer.Framing.UNTIL_CLOSE) {
            if ("Content-Length" in headers) return headers
            if (length != null) return headers.plus("Content-Length", length.toString())
            if (chunks) {
                chunked = method != "HEAD"
                return headers.without("Transfer-Encoding").plus("Transfer-Encoding", "chunked")
            }
        }
        reusable = false
        return headers
    }

    override fun part(bytes: ByteArray, start: Int, length: Int): ChannelFuture {
        val buffer = context.alloc().buffer(length + CHUNK_OVERHEAD)
        if (chunked && start == 0) buffer.writeText("${Integer.toHexString(bytes.size)}\r\n")
        buffer.writeBytes(bytes, start, length)
        if (chunked && start + length == bytes.size) buffer.writeText("\r\n")
        return context.writeAndFlush(buffer)
    }

    override fun raw(bytes: ByteArray, start: Int, length: Int): ChannelFuture =
        context.writeAndFlush(context.alloc().buffer(length).writeBytes(bytes, start, length))

    override fun end(): ChannelFuture {
        val buffer = context.alloc().buffer()
        if (chunked) buffer.writeText("0\r\n\r\n")
        return context.writeAndFlush(buffer)
    }

    override fun cut() {
        connection.endedBy(Side.SERVER, "cut by the script")
        context.channel().cutNow()
    }

    override fun reset(code: Long) {
        connection.endedBy(Side.SERVER, "reset by the script")
        context.channel().resetNow()
    }

    private fun ByteBuf.writeText(text: String) {
        writeCharSequence(text, Charsets.UTF_8)
    }

    private companion object {
        /** Room for a chunk's size line and the line ends. */
        const val CHUNK_OVERHEAD = 16
    }
}
