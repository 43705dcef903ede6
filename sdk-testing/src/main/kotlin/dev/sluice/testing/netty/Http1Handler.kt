package dev.sluice.testing.netty

import dev.sluice.testing.Answer
import dev.sluice.testing.Ending
import dev.sluice.testing.HeaderList
import dev.sluice.testing.RecordedConnection
import dev.sluice.testing.RecordedConnection.Side
import dev.sluice.testing.RecordedRequest
import io.netty.buffer.Unpooled
import io.netty.channel.ChannelHandlerContext
import io.netty.channel.SimpleChannelInboundHandler
import io.netty.handler.codec.http.HttpContent
import io.netty.handler.codec.http.HttpObject
import io.netty.handler.codec.http.HttpRequest
import io.netty.handler.codec.http.HttpUtil
import io.netty.handler.codec.http.HttpVersion
import io.netty.handler.codec.http.LastHttpContent
import java.io.ByteArrayOutputStream

/** Reads the requests of one HTTP/1.1 connection and answers them in turn. It reads on while it answers: so it sees a client go. */
internal class Http1Handler(private val engine: Engine, private val connection: RecordedConnection) :
    SimpleChannelInboundHandler<HttpObject>() {
    private var head: HttpRequest? = null
    private val body = ByteArrayOutputStream()
    private val pipelined = ArrayDeque<Pair<RecordedRequest, HttpRequest>>()
    private var current: RecordedRequest? = null
    private var run: AnswerRun? = null

    override fun handlerAdded(context: ChannelHandlerContext) {
        connection.protocol = "HTTP/1.1"
    }

    override fun channelRead0(context: ChannelHandlerContext, message: HttpObject) {
        if (connection.closedBy != null) return
        if (message.decoderResult().isFailure) return refuse(context, message.decoderResult().cause())
        if (message is HttpRequest) begin(context, message)
        if (message is HttpContent) message.content().let { it.readBytes(body, it.readableBytes()) }
        if (message is LastHttpContent) complete(context)
    }

    private fun begin(context: ChannelHandlerContext, request: HttpRequest) {
        head = request
        body.reset()
        if (HttpUtil.is100ContinueExpected(request)) {
            context.writeAndFlush(Unpooled.copiedBuffer("HTTP/1.1 100 Continue\r\n\r\n", Charsets.US_ASCII))
        }
    }

    private fun complete(context: ChannelHandlerContext) {
        val head = head ?: return
        this.head = null
        val headers = HeaderList(head.headers().map { it.key to it.value })
        val request = engine.recorder.requestArrived(connection) { number, exchange ->
            RecordedRequest(number, head.method().name(), head.uri(), head.protocolVersion().text(), headers, body.toByteArray(), exchange)
        }
        pipelined.addLast(request to head)
        if (current == null) answerNext(context)
    }

    private fun answerNext(context: ChannelHandlerContext) {
        val (request, head) = pipelined.removeFirstOrNull() ?: return
        current = request
        engine.answer(request, context.executor()) { answer ->
            if (!context.channel().isActive) return@answer
            val wire = Http1Wire(context, connection, request.method, chunks = head.protocolVersion() == HttpVersion.HTTP_1_1)
            val run = AnswerRun(wire, request.exchange, answer) { ending ->
                current = null
                this.run = null
                val reusable = wire.reusable && answer.closing == Answer.Closing.KEEP && HttpUtil.isKeepAlive(head)
                if (ending == Ending.ANSWERED) answered(context, reusable)
            }
            this.run = run
            run.start()
        }
    }

    private fun answered(context: ChannelHandlerContext, reusable: Boolean) {
        if (reusable) return answerNext(context)
        connection.endedBy(Side.SERVER, "closed after an answer")
        context.channel().close()
    }

    private fun refuse(context: ChannelHandlerContext, cause: Throwable) {
        connection.endedBy(Side.SERVER, "not an HTTP request: ${cause.message}")
        val text = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        context.writeAndFlush(Unpooled.copiedBuffer(text, Charsets.US_ASCII)).addListener { context.channel().close() }
    }

    override fun channelWritabilityChanged(context: ChannelHandlerContext) {
        if (context.channel().isWritable) run?.writable()
    }

    override fun channelInactive(context: ChannelHandlerContext) {
        val (ending, detail) = engine.endingOf(connection)
        run?.end(ending, detail)
        // The handler may not have answered yet.
        current?.exchange?.ended(ending, detail)
        pipelined.forEach { (request, _) -> request.exchange.ended(ending, detail) }
    }

    override fun exceptionCaught(context: ChannelHandlerContext, cause: Throwable) {
        connection.note(cause.toString())
        context.close()
    }
}
