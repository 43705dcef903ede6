package dev.sluice.transport

import dev.sluice.errors.ClientClosedException
import java.io.IOException
import java.lang.invoke.MethodHandle
import java.lang.invoke.MethodHandles
import java.lang.invoke.MethodType
import java.net.http.HttpClient

/**
 * The JDK clients that a transport sends by: one, and more when over HTTP/2 one connection is too few.
 *
 * The JDK opens one HTTP/2 connection to a server for each client, and fails a request that exceeds the server's limit of concurrent
 * streams. Such a request was not sent, so it may go by another client, whose connection has room. Bytes that nobody reads fill the
 * connection's window in the end and hold back all of its streams; so a request goes by a client without such streams if there can be one.
 * Each client has a selector thread; [most] bounds them.
 */
internal class JdkClients(private val most: Int, private val make: () -> HttpClient) {
    /** A client and the exchanges that are with it. */
    internal class Seat(val client: HttpClient) {
        internal val exchanges = mutableSetOf<JdkExchange>()

        internal fun isHeldUp(now: Long) = exchanges.any { it.isLeftUnread(now) }
    }

    private val seats = mutableListOf<Seat>()
    private var isClosed = false

    /**
     * The client for [exchange]: of those not in [refused] the one with the fewest exchanges, a new one if all have refused or are held
     * up; null if there are no more.
     */
    fun take(exchange: JdkExchange, refused: Collection<Seat>): Seat? = synchronized(seats) {
        // A client made now would have nobody to end it.
        if (isClosed) throw ClientClosedException()
        val open = seats.filter { it !in refused }.sortedBy { it.exchanges.size }
        // A single client can only be taken as it is.
        val now = System.nanoTime()
        val seat = (if (most == 1) null else open.firstOrNull { !it.isHeldUp(now) })
            ?: (if (seats.size < most) Seat(make()).also { seats += it } else open.firstOrNull())
        seat?.apply { exchanges += exchange }
    }

    fun giveBack(seat: Seat, exchange: JdkExchange): Unit = synchronized(seats) { seat.exchanges -= exchange }

    /** Ends the clients where the JDK can (21 and later); an older one ends a client when nobody refers to it any more. */
    fun close() {
        val clients = synchronized(seats) {
            isClosed = true
            seats.map { it.client }.also { seats.clear() }
        }
        SHUTDOWN_NOW?.let { handle -> clients.forEach { handle.invokeWithArguments(it) } }
    }

    companion object {
        private val SHUTDOWN_NOW: MethodHandle? = try {
            MethodHandles.publicLookup().findVirtual(HttpClient::class.java, "shutdownNow", MethodType.methodType(Void.TYPE))
        } catch (_: ReflectiveOperationException) {
            null
        }

        /** Whether the request was turned away unprocessed: by the JDK, at the limit it knows, or by the server, before it was known. */
        fun isRefusal(failure: Throwable): Boolean = generateSequence(failure) { it.cause }.take(MAX_CAUSES)
            .any { it is IOException && it.message.orEmpty().let { text -> TOO_MANY in text || NOT_PROCESSED in text } }

        private const val TOO_MANY = "too many concurrent streams"
        private const val NOT_PROCESSED = "Stream not processed"
        private const val MAX_CAUSES = 20
    }
}
