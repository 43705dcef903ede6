package dev.sluice.ktor

import dev.sluice.errors.ApiTimeoutException
import dev.sluice.testing.Answer
import dev.sluice.testing.ScriptedServer
import dev.sluice.transport.DeafPort
import dev.sluice.transport.HttpRequest
import dev.sluice.transport.Timeouts
import dev.sluice.transport.TransportProvider
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import java.util.ServiceLoader

internal class KtorTransportProviderTest :
    FunSpec({
        fun found() = ServiceLoader.load(TransportProvider::class.java).toList().shouldHaveSize(1).single()

        test("whoever has the artifact finds its transport, which is on CIO") {
            ScriptedServer.start().use { server ->
                server.enqueue(Answer.text("a"))
                found().create(Timeouts.DEFAULT).use { transport ->
                    transport.toString() shouldBe "KtorTransport(CIOEngine)"
                    transport.execute(HttpRequest("GET", server.url)) { it.status } shouldBe 200
                }
            }
        }

        test("a connection has to stand within the client's own limit") {
            DeafPort().use { deaf ->
                found().create(Timeouts.Builder().connectMillis(50).build()).use { transport ->
                    val request = HttpRequest("GET", "http://127.0.0.1:${deaf.port}")
                    shouldThrow<ApiTimeoutException> { transport.execute(request) { it.status } }.limitMillis shouldBe 50
                }
            }
        }
    })
