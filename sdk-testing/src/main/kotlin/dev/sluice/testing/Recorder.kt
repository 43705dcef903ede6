package dev.sluice.testing

import io.netty.channel.Channel
import java.util.concurrent.atomic.AtomicInteger

/** Keeps what one server saw. */
internal class Recorder(private val keep: Int, private val timeoutMillis: Long) {
    private val watch = Watch()
    private val requests = ArrayDeque<RecordedRequest>()
    private val untaken = ArrayDeque<RecordedRequest>()
    private val connections = ArrayDeque<RecordedConnection>()
    private val connectionCount = AtomicInteger()
    private val openConnectionCount = AtomicInteger()
    private val requestCount = AtomicInteger()
    private val openExchangeCount = AtomicInteger()

    /** Those of the open exchanges whose answer's last bytes have not left. */
    private val answeringCount = AtomicInteger()

    @Volatile
    var peakExchanges = 0
        private set

    /** Once set, what ends because the sockets go was ended by the server. */
    @Volatile
    var closing = false

    val connectionsOpened: Int get() = connectionCount.get()
    val openConnections: Int get() = openConnectionCount.get()
    val requestsSeen: Int get() = requestCount.get()
    val openExchanges: Int get() = openExchangeCount.get()

    fun connectionOpened(channel: Channel): RecordedConnection {
        val connection = RecordedConnection(this, connectionCount.incrementAndGet(), channel)
        openConnectionCount.incrementAndGet()
        synchronized(this) { connections.addBounded(connection) }
        changed()
        return connection
    }

    fun connectionClosed(connection: RecordedConnection) {
        openConnectionCount.decrementAndGet()
        connection.closed()
        changed()
    }

    fun requestArrived(connection: RecordedConnection, make: (Int, RecordedExchange) -> RecordedRequest): RecordedRequest {
        val exchange = RecordedExchange(this, connection)
        connection.exchangeBegun()
        openExchangeCount.incrementAndGet()
        val answering = answeringCount.incrementAndGet()
        val request = synchronized(this) {
            if (answering > peakExchanges) peakExchanges = answering
            make(requestCount.incrementAndGet(), exchange).also {
                exchange.request = it
                requests.addBounded(it)
                untaken.addBounded(it)
            }
        }
        changed()
        return request
    }

    fun exchangeLeaves() {
        answeringCount.decrementAndGet()
    }

    fun exchangeEnded(exchange: RecordedExchange) {
        exchange.connection.exchangeEnded()
        openExchangeCount.decrementAndGet()
    }

    fun requests(): List<RecordedRequest> = synchronized(this) { requests.toList() }

    fun connections(): List<RecordedConnection> = synchronized(this) { connections.toList() }

    fun takeRequest(): RecordedRequest = await("a request") { synchronized(this) { untaken.removeFirstOrNull() } }

    fun changed(): Unit = watch.changed()

    fun <T : Any> await(what: String, probe: () -> T?): T =
        watch.await(timeoutMillis, probe) ?: throw failure("waited $timeoutMillis ms in vain for $what")

    fun failure(what: String): AssertionError = AssertionError("$what\n${describe()}")

    /** What was seen so far, the newest last; only the newest, where it is much. */
    fun describe(): String = buildString {
        append("The server saw $connectionsOpened connections ($openConnections open) and $requestsSeen requests ($openExchanges running)")
        connections().takeLast(SHOWN).forEach { append("\n  ").append(it) }
        requests().takeLast(SHOWN).forEach { append("\n  ").append(it.exchange) }
    }

    private fun <T> ArrayDeque<T>.addBounded(element: T) {
        if (size == keep) removeFirst()
        addLast(element)
    }

    private companion object {
        const val SHOWN = 20
    }
}
