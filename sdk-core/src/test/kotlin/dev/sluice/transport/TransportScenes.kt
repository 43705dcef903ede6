package dev.sluice.transport

import dev.sluice.testing.ScriptedServer
import io.kotest.core.spec.style.scopes.FunSpecContainerScope
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout

/** What a test works with: a server, a transport and a scope, all gone at its end. */
internal class Scene(val server: ScriptedServer, val transport: Transport, scope: CoroutineScope) : CoroutineScope by scope {
    suspend fun get(path: String): String = transport.execute(HttpRequest("GET", server.url + path)) { it.body.text() }

    suspend fun post(path: String, body: String): String = transport.execute(request(path, body)) { it.body.text() }

    fun request(path: String, body: String) =
        HttpRequest(
            "POST",
            server.url + path,
            HttpHeaders.of("x-api-key" to "SECRET"),
            RequestBody.of(body.toByteArray(), "application/json"),
        )

    /** Runs what blocks until the server has seen something. */
    suspend fun <T> see(wait: () -> T): T = withContext(Dispatchers.IO) { wait() }
}

/** Makes the tests of one transport. */
internal class TransportScenes(val subject: TransportUnderTest, private val container: FunSpecContainerScope) {
    /** A test with a server and a transport of its own, made for [surroundings]. */
    suspend fun scene(
        name: String,
        configure: ScriptedServer.Builder.() -> Unit = {},
        surroundings: (ScriptedServer) -> Surroundings = { Surroundings(it) },
        body: suspend Scene.() -> Unit,
    ) {
        container.test(name) {
            val server = ScriptedServer.start {
                tls = subject.tls
                http2 = subject.http2
                configure()
            }
            server.use {
                subject.make(surroundings(server)).use { transport ->
                    withTimeout(60_000) { coroutineScope { Scene(server, transport, this).body() } }
                }
            }
        }
    }
}
