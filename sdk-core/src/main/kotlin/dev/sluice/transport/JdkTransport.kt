package dev.sluice.transport

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ClientClosedException
import dev.sluice.errors.InvalidRequestException
import kotlinx.coroutines.cancelChildren
import kotlinx.coroutines.coroutineScope
import java.net.ProxySelector
import java.net.http.HttpClient
import java.time.Duration
import java.util.concurrent.ConcurrentHashMap
import javax.net.ssl.SSLContext
import java.net.http.HttpRequest as JdkRequest

/**
 * A transport on the JDK's own client, `java.net.http`: pooled connections, TLS 1.3, no thread for a stream. For JDK 17 and later.
 *
 * HTTP/1.1 unless [Builder.http2] asks for HTTP/2, which needs TLS. When a server's limit of concurrent streams is reached, further
 * requests go over another connection; that is not a retry, since the first was never sent. Calls that begin together before the first
 * connection stands each open one of their own, as over HTTP/1.1. Streams that are left unread hold back the others on their connection
 * once it has taken 32 MB for them (the system property `jdk.httpclient.connectionWindowSize`); calls that begin then go over another.
 *
 * Requests begin on its own few daemon threads; what comes back is taken apart on `Dispatchers.Default`, TLS with it, so whoever blocks all
 * threads of that dispatcher holds up all answers. A collector there must not block its thread to wait for what its own stream brings
 * later: that would come on this thread. A caller goes on on its own dispatcher; one that runs in place (`Dispatchers.Unconfined`, or none)
 * goes on on `Dispatchers.Default`. Proxies are those of the JVM's default `ProxySelector` (the system properties `https.proxyHost` and so
 * on) unless one is given. A few headers are the JDK's to write, such as `Host`.
 *
 * [close] ends running calls at once. On JDK 21 and later it also closes idle connections; on JDK 17 these go when the client has been
 * garbage-collected.
 */
public class JdkTransport private constructor(builder: Builder) : Transport {
    private val connectMillis: Long? = builder.httpClient?.connectTimeout()?.map { it.toMillis() }?.orElse(null)
        ?: builder.connectTimeoutMillis.takeIf { builder.httpClient == null }
    private val threads = if (builder.httpClient == null) HttpThreads() else null
    private val secure = JdkClients(if (builder.http2) MAX_CLIENTS else 1, threads?.let { builder.factory(it) } ?: { builder.httpClient!! })
    private val plain = threads?.let { JdkClients(1, builder.factory(it, isPlain = true)) } ?: secure
    private val running = ConcurrentHashMap.newKeySet<JdkExchange>()

    @Volatile private var isClosed = false

    /** A transport with the defaults: HTTP/1.1, 10 s to connect. */
    public constructor() : this(Builder())

    override suspend fun <R> execute(request: HttpRequest, block: suspend (HttpResponse) -> R): R {
        val peer = Peer.of(request.url)
        if (request.body == null || request.body is BytesBody) {
            return exchange(peer, jdkRequest(request, peer, publisherOf(request.body, null)), block)
        }
        return coroutineScope {
            val upload = UploadPublisher(request.body, this)
            try {
                exchange(peer, jdkRequest(request, peer, upload), block)
            } catch (e: ApiConnectionException) {
                throw upload.failure ?: e
            } finally {
                // A server may have answered without reading the whole request.
                coroutineContext.cancelChildren()
            }
        }
    }

    private suspend fun <R> exchange(peer: Peer, request: JdkRequest, block: suspend (HttpResponse) -> R): R {
        val clients = if (peer.isPlain) plain else secure
        val refused = mutableListOf<JdkClients.Seat>()
        while (true) {
            val exchange = JdkExchange(peer, connectMillis)
            val seat = takeSeat(clients, exchange, refused, peer)
            running += exchange
            try {
                if (isClosed) throw ClientClosedException()
                val response = exchange.send(seat.client, request)
                val failure = response.exceptionOrNull() ?: return block(response.getOrThrow())
                if (!JdkClients.isRefusal(failure) || threads == null) throw exchange.explain(failure)
                refused += seat
            } finally {
                exchange.release()
                running -= exchange
                clients.giveBack(seat, exchange)
            }
        }
    }

    private fun takeSeat(clients: JdkClients, exchange: JdkExchange, refused: List<JdkClients.Seat>, peer: Peer): JdkClients.Seat {
        if (isClosed) throw ClientClosedException()
        return clients.take(exchange, refused) ?: throw ApiConnectionException(
            "$peer allows no more concurrent streams on any of ${refused.size} connections. " +
                "Run fewer calls at once, or use HTTP/1.1, which has no such limit.",
        )
    }

    override fun close() {
        if (isClosed) return
        isClosed = true
        running.forEach { it.clientClosed() }
        if (threads != null) listOf(secure, plain).forEach { it.close() }
    }

    override fun toString(): String = "JdkTransport"

    /** Makes a [JdkTransport]. */
    public class Builder {
        /** How long a connection may take to stand, in milliseconds. */
        @set:JvmSynthetic
        public var connectTimeoutMillis: Long = Timeouts.DEFAULT.connectMillis

        /** Whether to speak HTTP/2 with servers that do (over TLS). */
        @set:JvmSynthetic
        public var http2: Boolean = false

        /** Which certificates are trusted and shown; null for the JVM's default. */
        @set:JvmSynthetic
        public var sslContext: SSLContext? = null

        /** Which proxy to use for an address; null for the JVM's default. */
        @set:JvmSynthetic
        public var proxy: ProxySelector? = null

        /**
         * A client of the user's own, to be used as it is: its settings stand, and closing the transport does not close it. The other
         * options must be left alone then. One that follows redirects is refused, since they would take the key along.
         */
        @set:JvmSynthetic
        public var httpClient: HttpClient? = null

        /** Sets [connectTimeoutMillis]. */
        public fun connectTimeoutMillis(value: Long): Builder = apply { connectTimeoutMillis = value }

        /** Sets [http2]. */
        public fun http2(value: Boolean): Builder = apply { http2 = value }

        /** Sets [sslContext]. */
        public fun sslContext(value: SSLContext?): Builder = apply { sslContext = value }

        /** Sets [proxy]. */
        public fun proxy(value: ProxySelector?): Builder = apply { proxy = value }

        /** Sets [httpClient]. */
        public fun httpClient(value: HttpClient?): Builder = apply { httpClient = value }

        /** The finished [JdkTransport]. Its connections are opened when they are needed. */
        public fun build(): JdkTransport {
            require(connectTimeoutMillis > 0) { "connectTimeoutMillis must be positive, is $connectTimeoutMillis" }
            val changed = connectTimeoutMillis != Timeouts.DEFAULT.connectMillis || http2 || sslContext != null || proxy != null
            require(httpClient == null || !changed) { "httpClient is used as it is: set the other options on it, not here" }
            require(httpClient?.followRedirects().let { it == null || it == HttpClient.Redirect.NEVER }) {
                "the httpClient follows redirects, which would take the API key to other hosts: build it with Redirect.NEVER"
            }
            return JdkTransport(this)
        }

        /** Clients share their threads. */
        internal fun factory(threads: HttpThreads, isPlain: Boolean = false): () -> HttpClient {
            val version = if (http2) HttpClient.Version.HTTP_2 else HttpClient.Version.HTTP_1_1
            val connect = Duration.ofMillis(connectTimeoutMillis)
            val tls = if (isPlain) NoTls else sslContext
            val proxies = proxy
            return {
                val client = HttpClient.newBuilder().executor(threads).version(version).connectTimeout(connect)
                if (tls != null) client.sslContext(tls)
                if (proxies != null) client.proxy(proxies)
                client.build()
            }
        }
    }

    public companion object {
        /** Enough for thousands of streams at a hundred each; every client costs a thread and a connection. */
        private const val MAX_CLIENTS = 64

        /** A builder with the defaults. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /** A transport as [configure] says. */
        @JvmSynthetic
        public operator fun invoke(configure: Builder.() -> Unit): JdkTransport = Builder().apply(configure).build()
    }
}
