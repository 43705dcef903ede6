package dev.sluice.testing.netty

import dev.sluice.testing.Answer
import dev.sluice.testing.HeaderList
import dev.sluice.testing.RecordedConnection
import dev.sluice.testing.RecordedConnection.Side
import dev.sluice.testing.cutNow
import io.netty.buffer.Unpooled
import io.netty.channel.ChannelFuture
import io.netty.channel.ChannelHandlerContext
import io.netty.handler.codec.http2.DefaultHttp2DataFrame
import io.netty.handler.codec.http2.DefaultHttp2Headers
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame
import io.netty.handler.codec.http2.Http2Error
import io.netty.util.concurrent.EventExecutor

/** Writes one answer on an HTTP/2 stream. */
internal class Http2Wire(
    private val context: ChannelHandlerContext,
    private val connection: RecordedConnection,
    private val method: String,
) : Wire {
    private var last: ChannelFuture? = null

    override val loop: EventExecutor get() = context.executor()

    /** One piece at a time: Netty would join DATA that waits to be flushed, and the pieces of the script would be lost. */
    override val isWritable: Boolean get() = context.channel().isWritable && last?.isDone != false
    override val takesRaw: Boolean get() = false

    override fun takesBody(status: Int): Boolean = method != "HEAD" && status != 204 && status != 304

    override fun head(answer: Answer, headers: HeaderList, length: Long?, flush: Boolean): ChannelFuture {
        val fields = DefaultHttp2Headers().status(answer.status.toString())
        for ((name, value) in headers.entries) if (name.lowercase() !in OF_CONNECTIONS) fields.add(name.lowercase(), value)
        if (length != null && "Content-Length" !in headers) fields.addLong("content-length", length)
        val frame = DefaultHttp2HeadersFrame(fields)
        return if (flush) context.writeAndFlush(frame) else context.write(frame)
    }

    override fun part(bytes: ByteArray, start: Int, length: Int): ChannelFuture =
        context.writeAndFlush(DefaultHttp2DataFrame(Unpooled.wrappedBuffer(bytes, start, length))).also { last = it }

    override fun raw(bytes: ByteArray, start: Int, length: Int): ChannelFuture = error("HTTP/2 has no raw bytes")

    override fun end(): ChannelFuture = context.writeAndFlush(DefaultHttp2DataFrame(Unpooled.EMPTY_BUFFER, true))

    override fun cut() {
        connection.endedBy(Side.SERVER, "cut by the script")
        context.channel().parent().cutNow()
    }

    override fun reset(code: Long) {
        context.writeAndFlush(DefaultHttp2ResetFrame(Http2Error.valueOf(code) ?: Http2Error.INTERNAL_ERROR))
    }

    private companion object {
        /** Headers of HTTP/1.1 that are errors in HTTP/2. */
        val OF_CONNECTIONS = setOf("connection", "keep-alive", "transfer-encoding", "upgrade")
    }
}
