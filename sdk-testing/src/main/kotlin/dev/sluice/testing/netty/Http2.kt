package dev.sluice.testing.netty

import dev.sluice.testing.RecordedConnection
import io.netty.channel.Channel
import io.netty.channel.ChannelHandlerContext
import io.netty.channel.ChannelInboundHandlerAdapter
import io.netty.channel.ChannelInitializer
import io.netty.channel.ChannelOption
import io.netty.channel.ChannelPipeline
import io.netty.handler.codec.http2.Http2Error
import io.netty.handler.codec.http2.Http2FrameCodec
import io.netty.handler.codec.http2.Http2FrameCodecBuilder
import io.netty.handler.codec.http2.Http2FrameLogger
import io.netty.handler.codec.http2.Http2MultiplexHandler
import io.netty.handler.codec.http2.Http2Settings
import io.netty.handler.logging.LogLevel
import io.netty.util.ReferenceCountUtil

/** Gives a connection the handlers of HTTP/2, with a channel for each stream. */
internal fun ChannelPipeline.addHttp2(engine: Engine, connection: RecordedConnection, maxConcurrentStreams: Int) {
    connection.protocol = "HTTP/2"
    val codec = Http2FrameCodecBuilder.forServer()
        .initialSettings(Http2Settings.defaultSettings().maxConcurrentStreams(maxConcurrentStreams.toLong()))
        // Tests cancel streams by the hundred; Netty takes that for an attack and would drop the connection.
        .decoderEnforceMaxRstFramesPerWindow(0, 0)
        .encoderEnforceMaxRstFramesPerWindow(0, 0)
        .frameLogger(RefusalCounter(connection))
        .build()
    // Enforced from the first frame on, as nginx and Go do, and not only once the client has acknowledged the setting.
    codec.connection().remote().maxActiveStreams(maxConcurrentStreams)
    addLast(codec)
    addLast(
        Http2MultiplexHandler(
            object : ChannelInitializer<Channel>() {
                override fun initChannel(stream: Channel) {
                    stream.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Listener.WATER_MARK)
                    stream.pipeline().addLast(Http2StreamHandler(engine, connection))
                }
            },
        ),
    )
    addLast(ConnectionEnd(connection))
}

/** Sees every frame that goes out, and counts the streams that the codec turned away by itself. */
private class RefusalCounter(private val connection: RecordedConnection) : Http2FrameLogger(LogLevel.TRACE, RefusalCounter::class.java) {
    override fun logRstStream(direction: Direction, context: ChannelHandlerContext, streamId: Int, errorCode: Long) {
        if (direction != Direction.OUTBOUND || errorCode != Http2Error.REFUSED_STREAM.code()) return
        // A refused stream was never made; one that a script resets with this code was.
        val made = (context.handler() as? Http2FrameCodec)?.connection()?.stream(streamId) != null
        if (!made) connection.streamRefused()
    }
}

/** The last handler: what concerns the connection and none of its streams ends here. */
private class ConnectionEnd(private val connection: RecordedConnection) : ChannelInboundHandlerAdapter() {
    override fun channelRead(context: ChannelHandlerContext, message: Any) {
        ReferenceCountUtil.release(message)
    }

    override fun userEventTriggered(context: ChannelHandlerContext, event: Any) {
        ReferenceCountUtil.release(event)
    }

    override fun exceptionCaught(context: ChannelHandlerContext, cause: Throwable) {
        connection.note(cause.toString())
    }
}
