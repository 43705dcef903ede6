package dev.sluice.transport

import dev.sluice.testing.ScriptedServer
import io.ktor.client.engine.HttpClientEngine
import io.ktor.client.engine.okhttp.OkHttp
import io.ktor.client.engine.okhttp.OkHttpConfig
import kotlinx.coroutines.Dispatchers
import okhttp3.Dispatcher

internal class KtorOkHttpHttp1TransportTest :
    TransportSuite(
        TransportUnderTest(tls = false, http2 = false, reusesConnections = true, noticesCutChunks = true) { server ->
            OwnedEngine(okHttp(server))
        },
    )

internal class KtorOkHttpHttp2TransportTest :
    TransportSuite(
        TransportUnderTest(tls = true, http2 = true, reusesConnections = true, noticesCutChunks = true) { server ->
            OwnedEngine(okHttp(server))
        },
    )

/** OkHttp as the README says to set it up, with trust in the server's certificate. */
internal fun okHttp(server: ScriptedServer, configure: OkHttpConfig.() -> Unit = {}): HttpClientEngine = OkHttp.create {
    dispatcher = Dispatchers.IO.limitedParallelism(1_000)
    config {
        dispatcher(
            Dispatcher().apply {
                maxRequests = 1_000
                maxRequestsPerHost = 1_000
            },
        )
        sslSocketFactory(server.sslContext.socketFactory, server.trustManager)
    }
    configure()
}

/** A transport whose engine, which it leaves open, is closed after it. */
private class OwnedEngine private constructor(private val transport: Transport, private val engine: HttpClientEngine) :
    Transport by transport {
    constructor(engine: HttpClientEngine) : this(KtorTransport(engine), engine)

    override fun close() {
        transport.close()
        engine.close()
    }
}
