package dev.sluice.testing.netty

import dev.sluice.testing.Answer
import dev.sluice.testing.Ending
import dev.sluice.testing.HeaderList
import dev.sluice.testing.RecordedConnection
import dev.sluice.testing.RecordedConnection.Side
import dev.sluice.testing.RecordedRequest
import io.netty.channel.ChannelHandlerContext
import io.netty.channel.ChannelInboundHandlerAdapter
import io.netty.handler.codec.http2.Http2DataFrame
import io.netty.handler.codec.http2.Http2Error
import io.netty.handler.codec.http2.Http2Headers
import io.netty.handler.codec.http2.Http2HeadersFrame
import io.netty.handler.codec.http2.Http2ResetFrame
import io.netty.util.ReferenceCountUtil
import java.io.ByteArrayOutputStream

/** Reads the request of one HTTP/2 stream and answers it. */
internal class Http2StreamHandler(private val engine: Engine, private val connection: RecordedConnection) :
    ChannelInboundHandlerAdapter() {
    private var head: Http2Headers? = null
    private val body = ByteArrayOutputStream()
    private var request: RecordedRequest? = null
    private var run: AnswerRun? = null

    override fun channelRead(context: ChannelHandlerContext, message: Any) {
        try {
            when (message) {
                is Http2HeadersFrame -> {
                    if (head == null) head = message.headers() // Later ones are trailers.
                    if (message.isEndStream) complete(context)
                }

                is Http2DataFrame -> {
                    message.content().let { it.readBytes(body, it.readableBytes()) }
                    if (message.isEndStream) complete(context)
                }
            }
        } finally {
            ReferenceCountUtil.release(message)
        }
    }

    private fun complete(context: ChannelHandlerContext) {
        val head = head ?: return
        val method = head.method().toString()
        val request = engine.recorder.requestArrived(connection) { number, exchange ->
            RecordedRequest(number, method, head.path().toString(), "HTTP/2", head.recorded(), body.toByteArray(), exchange)
        }
        this.request = request
        engine.answer(request, context.executor()) { answer ->
            if (!context.channel().isActive) return@answer
            val run = AnswerRun(Http2Wire(context, connection, method), request.exchange, answer) { ending ->
                if (ending == Ending.ANSWERED) answered(context, answer)
            }
            this.run = run
            run.start()
        }
    }

    private fun answered(context: ChannelHandlerContext, answer: Answer) {
        if (answer.closing == Answer.Closing.KEEP) return
        connection.endedBy(Side.SERVER, "closed after an answer")
        // Not from inside the flush that has just ended: the GOAWAY would be lost.
        context.executor().execute { context.channel().parent().close() }
    }

    override fun channelWritabilityChanged(context: ChannelHandlerContext) {
        if (context.channel().isWritable) run?.writable()
    }

    override fun userEventTriggered(context: ChannelHandlerContext, event: Any) {
        if (event is Http2ResetFrame) gone(Ending.CLIENT_RESET, "RST_STREAM ${Http2Error.valueOf(event.errorCode())}")
        ReferenceCountUtil.release(event)
    }

    override fun channelInactive(context: ChannelHandlerContext) {
        val (ending, detail) = engine.endingOf(connection)
        gone(ending, detail)
    }

    override fun exceptionCaught(context: ChannelHandlerContext, cause: Throwable) {
        connection.note(cause.toString())
        context.close()
    }

    private fun gone(ending: Ending, detail: String) {
        run?.end(ending, detail)
        // The handler may not have answered yet.
        request?.exchange?.ended(ending, detail)
    }

    private fun Http2Headers.recorded(): HeaderList {
        val plain = filterNot { it.key.startsWith(":") }.map { it.key.toString() to it.value.toString() }
        return HeaderList(listOfNotNull(authority()?.let { "host" to it.toString() }) + plain)
    }
}
