package dev.sluice.transport

import java.io.InputStream
import java.io.OutputStream
import java.net.InetAddress
import java.net.ServerSocket
import java.net.Socket
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.concurrent.thread

/**
 * A proxy on this machine that opens tunnels (`CONNECT`), all of them to [target], whatever was asked for; with another [answer] than
 * "200" it opens none. [heads] is what it was asked.
 */
internal class Tunnel(private val target: Int, private val answer: String = "200 Connected") : AutoCloseable {
    private val socket = ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))
    private val sockets = CopyOnWriteArrayList<Socket>()
    val heads = CopyOnWriteArrayList<String>()
    val port: Int get() = socket.localPort

    init {
        daemon { while (true) socket.accept().let { client -> daemon { serve(client) } } }
    }

    private fun serve(client: Socket) {
        sockets += client
        val head = StringBuilder()
        while (!head.endsWith("\r\n\r\n")) head.append(client.getInputStream().read().also { check(it >= 0) }.toChar())
        heads += head.toString()
        client.getOutputStream().write(
            "HTTP/1.1 $answer\r\n${if (answer.startsWith("200")) "" else "Content-Length: 0\r\n"}\r\n".toByteArray(),
        )
        if (!answer.startsWith("200")) return
        val server = Socket("127.0.0.1", target).also { sockets += it }
        daemon { copy(server.getInputStream(), client.getOutputStream()) }
        copy(client.getInputStream(), server.getOutputStream())
    }

    private fun copy(from: InputStream, to: OutputStream) {
        val buffer = ByteArray(8 shl 10)
        while (true) to.write(buffer, 0, from.read(buffer).takeIf { it > 0 } ?: break)
        to.close()
    }

    /** Ends quietly when its sockets are closed. */
    private fun daemon(work: () -> Unit) {
        thread(isDaemon = true) { runCatching(work) }
    }

    override fun close() {
        socket.close()
        sockets.forEach { it.close() }
    }
}
