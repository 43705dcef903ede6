package dev.sluice.testing.netty

import dev.sluice.testing.RecordedConnection
import dev.sluice.testing.Recorder
import io.netty.channel.ChannelHandlerContext
import io.netty.channel.ChannelInboundHandlerAdapter
import java.io.IOException

/** The first handler of every connection: it stands next to the socket and records what becomes of it. */
internal class ConnectionHandler(private val recorder: Recorder, private val connection: RecordedConnection) :
    ChannelInboundHandlerAdapter() {
    override fun channelInactive(context: ChannelHandlerContext) {
        // First the record, then those who end because of it.
        if (connection.closedBy == null) {
            val byServer = recorder.closing
            connection.endedBy(
                if (byServer) RecordedConnection.Side.SERVER else RecordedConnection.Side.CLIENT,
                if (byServer) "server closed" else "",
            )
        }
        context.fireChannelInactive()
        // HTTP/2 tells its streams by tasks of their own; only after them the connection counts as closed.
        context.executor().execute { recorder.connectionClosed(connection) }
    }

    override fun exceptionCaught(context: ChannelHandlerContext, cause: Throwable) {
        // The socket itself failed: a reset by the peer, as a rule.
        if (cause is IOException && connection.closedBy == null) {
            connection.wasReset = true
            connection.endedBy(RecordedConnection.Side.CLIENT, cause.message ?: cause.toString())
        }
        context.close()
    }
}
