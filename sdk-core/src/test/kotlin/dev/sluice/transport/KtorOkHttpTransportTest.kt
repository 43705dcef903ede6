package dev.sluice.transport

import io.ktor.client.engine.HttpClientEngine
import io.ktor.client.engine.ProxyBuilder
import io.ktor.client.engine.http
import io.ktor.client.engine.okhttp.OkHttp
import io.ktor.client.engine.okhttp.OkHttpConfig
import kotlinx.coroutines.Dispatchers
import okhttp3.Dispatcher

internal class KtorOkHttpHttp1TransportTest : TransportSuite(onOkHttp(tls = false, http2 = false))

internal class KtorOkHttpHttp2TransportTest : TransportSuite(onOkHttp(tls = true, http2 = true))

private fun onOkHttp(tls: Boolean, http2: Boolean) = TransportUnderTest(
    tls,
    http2,
    reusesConnections = true,
    noticesCutChunks = true,
    crowd = 200,
    hasThreadForStream = true,
) { OwnedEngine(it) }

/** OkHttp as the README says to set it up. */
internal fun okHttp(surroundings: Surroundings, configure: OkHttpConfig.() -> Unit = {}): HttpClientEngine = OkHttp.create {
    dispatcher = Dispatchers.IO.limitedParallelism(1_000)
    config {
        dispatcher(
            Dispatcher().apply {
                maxRequests = 1_000
                maxRequestsPerHost = 1_000
            },
        )
        sslSocketFactory(surroundings.server.sslContext.socketFactory, surroundings.server.trustManager)
    }
    proxy = surroundings.proxyPort?.let { ProxyBuilder.http("http://127.0.0.1:$it") }
    configure()
}

/** A transport whose engine, which it leaves open, is closed after it. */
private class OwnedEngine private constructor(private val transport: Transport, private val engine: HttpClientEngine) :
    Transport by transport {
    private constructor(engine: HttpClientEngine, connectMillis: Long) : this(KtorTransport(engine, connectMillis), engine)
    constructor(surroundings: Surroundings) : this(okHttp(surroundings), surroundings.connectMillis)

    override fun close() {
        transport.close()
        engine.close()
    }
}
