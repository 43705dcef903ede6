package dev.sluice.transport

import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.ServerSocket
import java.nio.channels.SocketChannel

/** A port on which connections are neither accepted nor refused: its queue is full, and nobody takes from it. */
class DeafPort : AutoCloseable {
    private val socket = ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))
    private val waiting = List(16) {
        SocketChannel.open().apply {
            configureBlocking(false)
            connect(InetSocketAddress("127.0.0.1", port))
        }
    }

    val port: Int get() = socket.localPort

    override fun close() {
        waiting.forEach { it.close() }
        socket.close()
    }
}
