package dev.sluice.ktor

import dev.sluice.errors.ClientClosedException
import dev.sluice.errors.InvalidRequestException
import dev.sluice.errors.SluiceException
import dev.sluice.transport.HttpHeaders
import dev.sluice.transport.HttpRequest
import dev.sluice.transport.HttpResponse
import dev.sluice.transport.Lifetime
import dev.sluice.transport.Peer
import dev.sluice.transport.Timeouts
import dev.sluice.transport.Transport
import dev.sluice.transport.decoded
import io.ktor.client.HttpClient
import io.ktor.client.HttpClientConfig
import io.ktor.client.engine.HttpClientEngine
import io.ktor.client.engine.cio.CIO
import io.ktor.client.engine.cio.CIOEngineConfig
import io.ktor.client.network.sockets.ConnectTimeoutException
import io.ktor.client.plugins.HttpTimeout
import io.ktor.client.plugins.HttpTimeoutCapability
import io.ktor.client.plugins.HttpTimeoutConfig
import io.ktor.client.plugins.pluginOrNull
import io.ktor.client.request.prepareRequest
import io.ktor.client.statement.bodyAsChannel
import io.ktor.client.statement.request
import io.ktor.http.HttpMethod
import io.ktor.http.UnsafeHeaderException
import kotlinx.coroutines.cancel
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.job
import io.ktor.client.statement.HttpResponse as KtorResponse

/**
 * A transport on a Ktor client: any engine, and the way to Android, where the JDK's client does not exist. There clients that are given no
 * transport make themselves one of these, as [cio] does.
 *
 * With [cio] it makes a client of its own, on Ktor's CIO engine, without the engine's limits on connections. CIO speaks HTTP/1.1 and TLS
 * 1.2, opens a connection for each request, and does not notice a chunked body that was cut between two chunks, so that a stream's terminal
 * event must tell.
 *
 * OkHttp (`io.ktor:ktor-client-okhttp`) keeps its connections and speaks HTTP/2 and TLS 1.3. It costs a thread for each stream, and by its
 * defaults no more than 5 calls to a host wait for their answers and no more than 64 bodies are read at once; both want to be raised:
 *
 * ```kotlin
 * val engine = OkHttp.create {
 *     dispatcher = Dispatchers.IO.limitedParallelism(200)
 *     config { dispatcher(Dispatcher().apply { maxRequests = 200; maxRequestsPerHost = 200 }) }
 * }
 * val openai = OpenAI { transport = KtorTransport(engine) }
 * ```
 *
 * A client or an engine that is passed in stays its owner's to close. How long a silence or an answer may last is for the calls' own limits,
 * so those of the engine (10 s for OkHttp, 15 s for CIO) are lifted, unless a client has the plugin `HttpTimeout`. Its other plugins stay in
 * force; leave retries to the calls. Nothing is sent twice behind their back, as OkHttp would when a connection breaks. An OkHttp that was
 * told to follow redirects, against Ktor's default, follows them.
 */
public class KtorTransport private constructor(
    /** Derived from the client that was given, so that ours can be cancelled without closing it. */
    private val client: HttpClient,
    private val ownsEngine: Boolean,
    /** What the engine is to limit by itself; null to leave that to the engine and the client's plugins. */
    private val limits: HttpTimeoutConfig?,
) : Transport {
    private val lifetime = Lifetime()
    private val connectMillis = limits?.connectTimeoutMillis

    /**
     * A transport on [client]. It is not closed with the transport, and never follows redirects for it. If it has the plugin `HttpTimeout`,
     * that limits its calls; else the engine's own limits are lifted as for an engine.
     */
    public constructor(client: HttpClient) : this(
        client.config { leaveStatusesAlone() },
        false,
        limits(Timeouts.DEFAULT.connectMillis).knownTo(client.engine).takeIf { client.pluginOrNull(HttpTimeout) == null },
    )

    /**
     * A transport on [engine], which is not closed with the transport. [connectTimeoutMillis] takes the place of the engine's own limit,
     * and there is none on its silence or on the whole request: the limits of a call watch over those.
     */
    @JvmOverloads
    public constructor(engine: HttpClientEngine, connectTimeoutMillis: Long = Timeouts.DEFAULT.connectMillis) :
        this(limits(connectTimeoutMillis), engine)

    private constructor(limits: HttpTimeoutConfig, engine: HttpClientEngine) :
        this(HttpClient(engine) { plain() }, false, limits.knownTo(engine))

    override suspend fun <R> execute(request: HttpRequest, block: suspend (HttpResponse) -> R): R {
        val peer = Peer.of(request.url)
        val sent = ktorRequest(request, limits)
        val upload = sent.body as? UploadContent
        var blockFailure: Throwable? = null
        try {
            return lifetime.wait { head ->
                val call = currentCoroutineContext().job
                upload?.onFailure = { call.cancel() }
                client.prepareRequest(sent).execute { response ->
                    head.done()
                    try {
                        block(respond(response, peer))
                    } catch (e: Throwable) {
                        blockFailure = e
                        throw e
                    }
                }
            }
        } catch (e: Throwable) {
            // Ktor unwraps cancellations down to their cause; what was thrown first is what the caller sees.
            blockFailure?.let { throw it }
            currentCoroutineContext().ensureActive()
            throw upload?.failure ?: explain(e, peer)
        }
    }

    private suspend fun respond(response: KtorResponse, peer: Peer): HttpResponse {
        val headers = HttpHeaders.of(response.headers.entries().associate { it.key to it.value })
        // An answer to HEAD, and a 304, declare the length of a body that they do not have.
        val hasBody = response.request.method != HttpMethod.Head && response.status.value != 304
        val declaredBytes = headers["content-length"]?.toLongOrNull().takeIf { hasBody }
        val body = KtorBody(response.bodyAsChannel(), peer, headers.requestId, declaredBytes) { wait -> lifetime.wait { wait() } }
        val protocol = if (response.version.major == 1) response.version.toString() else "HTTP/${response.version.major}"
        return HttpResponse.of(response.status.value, headers, body, protocol).decoded(peer)
    }

    private fun explain(failure: Throwable, peer: Peer): SluiceException = when {
        failure is SluiceException -> failure
        lifetime.isOver -> ClientClosedException()
        failure is UnsafeHeaderException -> InvalidRequestException("Ktor does not send such a header: ${failure.message}", failure)
        failure is ConnectTimeoutException && connectMillis != null -> peer.connectTimeout(connectMillis, failure)
        else -> peer.unreachable(failure)
    }

    override fun close() {
        if (lifetime.isOver) return
        lifetime.end()
        client.cancel()
        client.close()
        if (ownsEngine) client.engine.close()
    }

    override fun toString(): String = "KtorTransport(${client.engine::class.simpleName})"

    public companion object {
        /**
         * A transport on Ktor's CIO engine, made for it and closed with it. [configure] is for what the engine alone knows, such as
         * `https { trustManager = … }` or `proxy`.
         */
        @JvmStatic
        @JvmOverloads
        public fun cio(
            connectTimeoutMillis: Long = Timeouts.DEFAULT.connectMillis,
            configure: CIOEngineConfig.() -> Unit = {},
        ): KtorTransport {
            val limits = limits(connectTimeoutMillis)
            val client = HttpClient(CIO) {
                plain()
                engine {
                    maxConnectionsCount = Int.MAX_VALUE
                    endpoint.maxConnectionsPerRoute = Int.MAX_VALUE
                    configure()
                }
            }
            return KtorTransport(client, true, limits)
        }

        /** No limit but on connecting: an answer may be silent for minutes, and who waits for it keeps the time. */
        private fun limits(connectMillis: Long): HttpTimeoutConfig {
            require(connectMillis > 0) { "connectTimeoutMillis must be positive, is $connectMillis" }
            return HttpTimeoutConfig(HttpTimeoutConfig.INFINITE_TIMEOUT_MS, connectMillis, HttpTimeoutConfig.INFINITE_TIMEOUT_MS)
        }

        private fun HttpTimeoutConfig.knownTo(engine: HttpClientEngine) = takeIf { HttpTimeoutCapability in engine.supportedCapabilities }

        private fun HttpClientConfig<*>.leaveStatusesAlone() {
            expectSuccess = false
            followRedirects = false
        }

        /** Bytes in and bytes out: Ktor's transformers would only copy them once more. */
        private fun HttpClientConfig<*>.plain() {
            leaveStatusesAlone()
            useDefaultTransformers = false
        }
    }
}
