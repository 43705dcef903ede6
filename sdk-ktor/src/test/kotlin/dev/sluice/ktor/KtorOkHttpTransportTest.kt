package dev.sluice.ktor

import dev.sluice.testing.Answer
import dev.sluice.testing.ScriptedServer
import dev.sluice.transport.HttpRequest
import dev.sluice.transport.RequestBody
import dev.sluice.transport.Surroundings
import dev.sluice.transport.Transport
import dev.sluice.transport.TransportSuite
import dev.sluice.transport.TransportUnderTest
import dev.sluice.transport.text
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.booleans.shouldBeFalse
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.ktor.client.HttpClient
import io.ktor.client.engine.HttpClientEngine
import io.ktor.client.engine.ProxyBuilder
import io.ktor.client.engine.http
import io.ktor.client.engine.okhttp.OkHttp
import io.ktor.client.engine.okhttp.OkHttpConfig
import io.ktor.client.plugins.HttpTimeout
import io.ktor.client.request.get
import io.ktor.client.statement.bodyAsText
import kotlinx.coroutines.Dispatchers
import okhttp3.Dispatcher
import okhttp3.OkHttpClient
import okhttp3.Request

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

class KtorOkHttpTransportTest :
    FunSpec({
        fun text(server: ScriptedServer) = HttpRequest("POST", server.url, body = RequestBody.of("{}".toByteArray(), "application/json"))

        suspend fun Transport.ask(server: ScriptedServer) = execute(text(server)) { it.body.text() }

        test("neither an engine nor an OkHttpClient of the user's own is closed") {
            ScriptedServer.start { handler { Answer.text("a") } }.use { server ->
                val mine = OkHttpClient()
                val engine = OkHttp.create { preconfigured = mine }
                KtorTransport(engine).use { it.ask(server) shouldBe "a" }
                KtorTransport(engine).use { it.ask(server) shouldBe "a" }
                server.connectionsOpened shouldBe 1
                mine.newCall(Request.Builder().url(server.url).build()).execute().use { it.body.string() shouldBe "a" }
                mine.dispatcher.executorService.isShutdown.shouldBeFalse()
                engine.close()
            }
        }

        test("neither is a Ktor client on it") {
            ScriptedServer.start { handler { Answer.text("a") } }.use { server ->
                HttpClient(OkHttp).use { mine ->
                    KtorTransport(mine).use { it.ask(server) shouldBe "a" }
                    mine.get(server.url).bodyAsText() shouldBe "a"
                }
            }
        }

        test("the engine's limit of ten seconds on a silence is lifted, and the one on connecting is ours") {
            ScriptedServer.start { handler { Answer.text("a") } }.use { server ->
                val limits = mutableListOf<List<Int>>()
                OkHttp.create {
                    addInterceptor {
                        limits += listOf(it.connectTimeoutMillis(), it.readTimeoutMillis(), it.writeTimeoutMillis())
                        it.proceed(it.request())
                    }
                }.use { engine ->
                    KtorTransport(engine).use { it.ask(server) }
                    KtorTransport(engine, 1_234).use { it.ask(server) }
                    KtorTransport(HttpClient(engine)).use { it.ask(server) }
                    KtorTransport(HttpClient(engine) { install(HttpTimeout) { socketTimeoutMillis = 70_000 } }).use { it.ask(server) }
                }
                limits shouldContainExactly
                    listOf(listOf(10_000, 0, 0), listOf(1_234, 0, 0), listOf(10_000, 0, 0), listOf(10_000, 70_000, 70_000))
            }
        }
    })

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
