package dev.sluice.testing.netty

import io.netty.bootstrap.ServerBootstrap
import io.netty.channel.Channel
import io.netty.channel.ChannelOption
import io.netty.channel.EventLoopGroup
import io.netty.channel.MultiThreadIoEventLoopGroup
import io.netty.channel.WriteBufferWaterMark
import io.netty.channel.nio.NioIoHandler
import io.netty.channel.socket.nio.NioServerSocketChannel
import io.netty.util.concurrent.DefaultThreadFactory
import java.net.InetAddress
import java.net.InetSocketAddress
import java.util.concurrent.TimeUnit

/** The listening socket and the event loops. Every connection of a server lives on these few threads. */
internal class Listener(private val initializer: ConnectionInitializer, threads: Int, private val sendBufferBytes: Int?) {
    private val loops = loops(threads, "scripted-server")
    private var acceptor = loops(1, "scripted-server-accept")
    private var socket: Channel = bind(0)
    private var closed = false

    val port: Int = (socket.localAddress() as InetSocketAddress).port

    /**
     * Closes the listening socket. Its loop ends with it: a socket that is registered with a selector is closed only when the selector
     * comes round again, and would take connections until then.
     */
    @Synchronized
    fun stopListening() {
        if (!socket.isOpen) return
        socket.close().sync()
        acceptor.end()
    }

    @Synchronized
    fun listenAgain() {
        check(!closed) { "the server is closed" }
        if (socket.isOpen) return
        acceptor = loops(1, "scripted-server-accept")
        socket = bind(port)
    }

    @Synchronized
    fun close() {
        closed = true
        stopListening()
        // Closes every socket as it is, with no farewell.
        loops.end()
    }

    private fun bind(port: Int): Channel {
        val bootstrap = ServerBootstrap()
            .group(acceptor, loops)
            .channel(NioServerSocketChannel::class.java)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .childHandler(initializer)
        if (sendBufferBytes != null) bootstrap.childOption(ChannelOption.SO_SNDBUF, sendBufferBytes)
        return bootstrap.bind(InetAddress.getByAddress(byteArrayOf(127, 0, 0, 1)), port).sync().channel()
    }

    private fun loops(threads: Int, name: String): EventLoopGroup =
        MultiThreadIoEventLoopGroup(threads, DefaultThreadFactory(name, true), NioIoHandler.newFactory())

    private fun EventLoopGroup.end() {
        shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS).await(SHUTDOWN_SECONDS, TimeUnit.SECONDS)
    }

    companion object {
        private const val BACKLOG = 4096
        private const val SHUTDOWN_SECONDS = 5L

        /** Small: what a slow reader leaves is not to pile up here. */
        val WATER_MARK = WriteBufferWaterMark(16 * 1024, 32 * 1024)
    }
}
