package dev.sluice.testing.netty

import dev.sluice.testing.Reception
import dev.sluice.testing.RecordedConnection
import dev.sluice.testing.RecordedConnection.Side
import dev.sluice.testing.closeNow
import dev.sluice.testing.resetNow
import io.netty.buffer.ByteBuf
import io.netty.channel.Channel
import io.netty.channel.ChannelHandlerContext
import io.netty.channel.ChannelInboundHandlerAdapter
import io.netty.channel.ChannelInitializer
import io.netty.channel.ChannelPipeline
import io.netty.handler.codec.ByteToMessageDecoder
import io.netty.handler.codec.http.HttpRequestDecoder
import io.netty.handler.ssl.ApplicationProtocolNames
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler
import io.netty.handler.ssl.SslContext
import io.netty.handler.ssl.SslHandshakeCompletionEvent
import io.netty.util.ReferenceCountUtil

/** Receives each connection as scripted, finds out which protocol it speaks, and gives it the handlers for that. */
internal class ConnectionInitializer(
    private val engine: Engine,
    private val tls: SslContext?,
    /** How many streams an HTTP/2 connection may carry; null for HTTP/1.1 only. */
    private val maxConcurrentStreams: Int?,
) : ChannelInitializer<Channel>() {
    override fun initChannel(channel: Channel) {
        val connection = engine.recorder.connectionOpened(channel)
        channel.pipeline().addLast(ConnectionHandler(engine.recorder, connection))
        when (engine.receptions.poll() ?: Reception.SERVE) {
            Reception.SERVE -> serve(channel, connection)

            Reception.STALL -> channel.pipeline().addLast(Swallower())

            Reception.CLOSE -> {
                connection.endedBy(Side.SERVER, "closed on arrival")
                channel.closeNow()
            }

            Reception.RESET -> {
                connection.endedBy(Side.SERVER, "reset on arrival")
                channel.resetNow()
            }
        }
    }

    private fun serve(channel: Channel, connection: RecordedConnection) {
        val pipeline = channel.pipeline()
        when {
            tls != null -> {
                pipeline.addLast(tls.newHandler(channel.alloc()))
                pipeline.addLast(AfterHandshake(connection))
            }

            maxConcurrentStreams != null -> pipeline.addLast(PrefaceReader(connection))

            else -> speakHttp1(pipeline, connection)
        }
    }

    private fun speakHttp1(pipeline: ChannelPipeline, connection: RecordedConnection) {
        pipeline.addLast(HttpRequestDecoder(), Http1Handler(engine, connection))
    }

    private fun speakHttp2(pipeline: ChannelPipeline, connection: RecordedConnection, streams: Int) {
        pipeline.addHttp2(engine, connection, streams)
    }

    /** Goes by what TLS agreed on. */
    private inner class AfterHandshake(private val connection: RecordedConnection) :
        ApplicationProtocolNegotiationHandler(ApplicationProtocolNames.HTTP_1_1) {
        override fun configurePipeline(context: ChannelHandlerContext, protocol: String) {
            if (protocol == ApplicationProtocolNames.HTTP_2 && maxConcurrentStreams != null) {
                speakHttp2(context.pipeline(), connection, maxConcurrentStreams)
            } else {
                speakHttp1(context.pipeline(), connection)
            }
        }

        // A client that hangs up in the handshake makes this event alone; one that sends an alert makes an exception too.
        override fun userEventTriggered(context: ChannelHandlerContext, event: Any) {
            if (event is SslHandshakeCompletionEvent && !event.isSuccess) connection.note("TLS failed: ${event.cause().message}")
            super.userEventTriggered(context, event)
        }

        override fun exceptionCaught(context: ChannelHandlerContext, cause: Throwable) {
            connection.note("TLS failed: ${cause.message}")
            context.close()
        }
    }

    /** Without TLS: HTTP/2 if the client begins with its preface ("prior knowledge"), else HTTP/1.1. */
    private inner class PrefaceReader(private val connection: RecordedConnection) : ByteToMessageDecoder() {
        override fun decode(context: ChannelHandlerContext, input: ByteBuf, output: MutableList<Any>) {
            if (input.readableBytes() < PREFACE.length) return
            val begins = input.toString(input.readerIndex(), PREFACE.length, Charsets.US_ASCII)
            if (begins == PREFACE && maxConcurrentStreams != null) {
                speakHttp2(context.pipeline(), connection, maxConcurrentStreams)
            } else {
                speakHttp1(context.pipeline(), connection)
            }
            context.pipeline().remove(this) // Hands on what it has read.
        }
    }

    /** Reads and forgets, so that the client's end is seen. */
    private class Swallower : ChannelInboundHandlerAdapter() {
        override fun channelRead(context: ChannelHandlerContext, message: Any) {
            ReferenceCountUtil.release(message)
        }
    }

    private companion object {
        /** No HTTP/1.1 method begins so. */
        const val PREFACE = "PRI"
    }
}
