package dev.sluice.testing

import io.netty.channel.Channel
import io.netty.channel.ChannelOption
import io.netty.channel.socket.SocketChannel
import io.netty.util.concurrent.EventExecutor
import java.util.concurrent.RejectedExecutionException
import java.util.concurrent.TimeUnit

/** How long a cut connection waits for the client to close its side before it goes altogether. */
private const val LINGER_MILLIS = 2_000L

/** Runs [task] on this loop; does nothing if the server was closed and its loops with it. */
internal fun EventExecutor.executeUnlessEnded(task: Runnable) {
    try {
        execute(task)
    } catch (_: RejectedExecutionException) {
        // Nothing is left for it to act upon.
    }
}

/** Closes the socket itself, around TLS and HTTP/2, which would say farewell first. */
internal fun Channel.closeNow() {
    // An operation of the first handler's context goes to the socket, and to no handler.
    eventLoop().executeUnlessEnded { pipeline().firstContext()?.close() ?: close() }
}

/** Closes with a TCP RST. */
internal fun Channel.resetNow() {
    config().setOption(ChannelOption.SO_LINGER, 0)
    closeNow()
}

/**
 * Sends a FIN and reads on until the client closes too. To close at once would make it a RST whenever something of the client's
 * lies unread (an HTTP/2 acknowledgement, say), and a RST can take away bytes that the client has not read yet.
 */
internal fun Channel.cutNow() {
    (this as SocketChannel).shutdownOutput()
    val late = eventLoop().schedule({ closeNow() }, LINGER_MILLIS, TimeUnit.MILLISECONDS)
    closeFuture().addListener { late.cancel(false) }
}
