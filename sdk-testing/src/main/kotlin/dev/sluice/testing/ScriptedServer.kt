package dev.sluice.testing

import dev.sluice.testing.netty.ConnectionInitializer
import dev.sluice.testing.netty.Engine
import dev.sluice.testing.netty.Listener
import dev.sluice.testing.netty.LoopbackTls
import java.security.cert.X509Certificate
import java.util.concurrent.Executor
import javax.net.ssl.SSLContext
import javax.net.ssl.X509TrustManager

/**
 * A real HTTP server on 127.0.0.1 that answers as a test tells it to, and records what it saw: every request, how each exchange ended,
 * who closed each connection. It can be slow, cut an answer at any byte, reset, stall, or refuse, so that a client is tested over real
 * sockets against everything a provider and a network may do.
 *
 * An answer comes from the queue ([enqueue]) or, when that is empty, from the [handler][Builder.handler]; without either it is a 500
 * that says so. Waits inside answers are [Gate]s that the test opens: no test needs to sleep.
 *
 * ```kotlin
 * ScriptedServer.start().use { server ->
 *     val gate = Gate()
 *     server.enqueue(Answer.sse().event("one").hold(gate).event("two").build())
 *     val stream = openStream(server.url)    // the client under test
 *     gate.awaitWaiting()                    // "one" is written, "two" is not
 *     stream.close()
 *     server.takeRequest().exchange.awaitClientGone()
 * }
 * ```
 *
 * ```java
 * try (ScriptedServer server = ScriptedServer.builder().tls(true).handler(AnthropicReply.text("Hello!")).start()) {
 *   server.enqueue(AnthropicReply.error(529, "overloaded_error", "busy"));      // once, before the handler answers
 *   assertEquals("Hello!", ask(server.getUrl(), server.getSslContext()));       // the client under test retries
 *   assertEquals("/v1/messages", server.takeRequest().getPath());
 *   assertEquals(2, server.getRequestCount());
 * }
 * ```
 *
 * All methods may be called from any thread. What waits throws [AssertionError], with what was seen so far, after the safety timeout.
 */
public class ScriptedServer private constructor(options: Builder) : AutoCloseable {
    private val recorder = Recorder(options.maxRecords, options.safetyTimeoutMillis)
    private val engine = Engine(recorder, options.handler, options.handlerExecutor)
    private val tls = options.tls
    private val listener = Listener(
        ConnectionInitializer(
            engine,
            if (options.tls) LoopbackTls.serverContext(options.http2) else null,
            options.maxConcurrentStreams.takeIf { options.http2 },
        ),
        options.threads,
        options.sendBufferBytes,
    )

    /** The port it listens on. */
    public val port: Int get() = listener.port

    /** Its base address, with no slash at the end: `http://127.0.0.1:49152`. */
    public val url: String get() = "${if (tls) "https" else "http"}://127.0.0.1:$port"

    /** The certificate it shows over TLS: for localhost and 127.0.0.1, made for this process and signed by itself. */
    public val certificate: X509Certificate get() = LoopbackTls.certificate

    /** A trust manager for clients: trusts [certificate] and nothing else. */
    public val trustManager: X509TrustManager get() = LoopbackTls.trustManager

    /** A TLS context for clients, with [trustManager]. */
    public val sslContext: SSLContext get() = LoopbackTls.clientContext

    /** The requests so far, in order of arrival; the newest [Builder.maxRecords] of them. */
    public val requests: List<RecordedRequest> get() = recorder.requests()

    /** The connections so far, in order of arrival; the newest [Builder.maxRecords] of them. */
    public val connections: List<RecordedConnection> get() = recorder.connections()

    /** How many requests have arrived. */
    public val requestCount: Int get() = recorder.requestsSeen

    /** How many connections have been accepted. */
    public val connectionsOpened: Int get() = recorder.connectionsOpened

    /** How many connections are open now. */
    public val openConnections: Int get() = recorder.openConnections

    /** How many exchanges run now, and so how many streams are open. */
    public val openExchanges: Int get() = recorder.openExchanges

    /** The most exchanges that ran at one time, over all connections. One ran until the last bytes of its answer left, read or not. */
    public val peakExchanges: Int get() = recorder.peakExchanges

    /** Adds answers to the queue. Each serves one request, in order of arrival. */
    public fun enqueue(vararg answers: Answer) {
        answers.forEach { answer -> engine.queue.add { answer } }
    }

    /** Adds handlers to the queue, such as a [Reply]. Each serves one request, in order of arrival. */
    public fun enqueue(vararg handlers: RequestHandler) {
        engine.queue.addAll(handlers)
    }

    /** Says what happens to the next connections, one each; after them connections are served. */
    public fun receiveNext(vararg receptions: Reception) {
        engine.receptions.addAll(receptions)
    }

    /** Lets new connections be refused, as if nothing listened here. Those that stand go on. */
    public fun refuseConnections(): Unit = listener.stopListening()

    /** Accepts connections again, on the same port. */
    public fun acceptConnections(): Unit = listener.listenAgain()

    /** Blocks until there is a request that was not taken yet, and takes the oldest. */
    public fun takeRequest(): RecordedRequest = recorder.takeRequest()

    /** Blocks until [count] requests have arrived. */
    public fun awaitRequests(count: Int) {
        recorder.await("$count requests") { this.takeIf { requestCount >= count } }
    }

    /** Blocks until [count] connections have been accepted. */
    public fun awaitConnections(count: Int) {
        recorder.await("$count connections") { this.takeIf { connectionsOpened >= count } }
    }

    /** Blocks until no connection is open. */
    public fun awaitConnectionsClosed() {
        recorder.await("all connections to be closed") { this.takeIf { openConnections == 0 && connections.none { it.isOpen } } }
    }

    /** Blocks until no exchange runs. */
    public fun awaitIdle() {
        recorder.await("all exchanges to end") { this.takeIf { openExchanges == 0 } }
    }

    /** What it saw so far, for the message of a failing test: no headers, no queries, no bodies. */
    public fun describe(): String = recorder.describe()

    /** Ends every connection and stops. Exchanges that still run end as [Ending.SERVER_CLOSED]. Idempotent; not for use in a handler. */
    override fun close() {
        recorder.closing = true
        listener.close()
    }

    override fun toString(): String = "ScriptedServer($url)"

    /** Makes a [ScriptedServer]. */
    public class Builder {
        /** Answers requests when no answer is queued. */
        @set:JvmSynthetic
        public var handler: RequestHandler? = null

        /** Where the handler runs; null for the event loop, where it must not block. */
        @set:JvmSynthetic
        public var handlerExecutor: Executor? = null

        /** Whether it speaks TLS, and only that. */
        @set:JvmSynthetic
        public var tls: Boolean = false

        /**
         * Whether it speaks HTTP/2 beside HTTP/1.1: with TLS to clients that ask for it (ALPN), without to clients that begin with it
         * ("prior knowledge"; an `Upgrade` is not followed).
         */
        @set:JvmSynthetic
        public var http2: Boolean = false

        /** How many streams one HTTP/2 connection may carry at one time. It is advertised and enforced: more are refused. */
        @set:JvmSynthetic
        public var maxConcurrentStreams: Int = 100

        /** How many threads serve all connections; one more accepts them. */
        @set:JvmSynthetic
        public var threads: Int = 2

        /** The size asked for the kernel's send buffer of each connection; small makes back-pressure show early. Null leaves it. */
        @set:JvmSynthetic
        public var sendBufferBytes: Int? = null

        /** How many requests and connections are remembered; older ones are forgotten (they still count). */
        @set:JvmSynthetic
        public var maxRecords: Int = 10_000

        /** How long what waits will wait before it fails. */
        @set:JvmSynthetic
        public var safetyTimeoutMillis: Long = 10_000

        /** Sets [handler]. */
        public fun handler(value: RequestHandler?): Builder = apply { handler = value }

        /** Sets [handlerExecutor]. */
        public fun handlerExecutor(value: Executor?): Builder = apply { handlerExecutor = value }

        /** Sets [tls]. */
        public fun tls(value: Boolean): Builder = apply { tls = value }

        /** Sets [http2]. */
        public fun http2(value: Boolean): Builder = apply { http2 = value }

        /** Sets [maxConcurrentStreams]. */
        public fun maxConcurrentStreams(value: Int): Builder = apply { maxConcurrentStreams = value }

        /** Sets [threads]. */
        public fun threads(value: Int): Builder = apply { threads = value }

        /** Sets [sendBufferBytes]. */
        public fun sendBufferBytes(value: Int?): Builder = apply { sendBufferBytes = value }

        /** Sets [maxRecords]. */
        public fun maxRecords(value: Int): Builder = apply { maxRecords = value }

        /** Sets [safetyTimeoutMillis]. */
        public fun safetyTimeoutMillis(value: Long): Builder = apply { safetyTimeoutMillis = value }

        /** Starts a server that listens on a free port. */
        public fun start(): ScriptedServer {
            require(threads > 0) { "threads must be positive, is $threads" }
            require(maxConcurrentStreams >= 0) { "maxConcurrentStreams cannot be negative, is $maxConcurrentStreams" }
            require(maxRecords > 0) { "maxRecords must be positive, is $maxRecords" }
            return ScriptedServer(this)
        }
    }

    public companion object {
        /** A builder with the defaults: plain HTTP/1.1, nothing scripted. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /** Starts a server that speaks plain HTTP/1.1 and has nothing scripted. */
        @JvmStatic
        public fun start(): ScriptedServer = Builder().start()

        /** Starts a server as [configure] says. */
        @JvmSynthetic
        public fun start(configure: Builder.() -> Unit): ScriptedServer = Builder().apply(configure).start()
    }
}
