package dev.sluice.transport

import dev.sluice.errors.ApiConnectionException
import dev.sluice.testing.Answer
import dev.sluice.testing.ScriptedServer
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith

/** Calls by way of a proxy, as the transport's own setting says. */
internal suspend fun TransportScenes.proxies() {
    if (!subject.tls) {
        ScriptedServer.start { handler { Answer.text("by proxy") } }.use { proxy ->
            scene("a plain request is handed to the proxy whole", surroundings = { Surroundings(it, proxyPort = proxy.port) }) {
                transport.execute(HttpRequest("POST", "http://api.invalid/v1/x?q=1", body = RequestBody.of("{}".toByteArray(), "a/b"))) {
                    it.body.text()
                } shouldBe "by proxy"
                val seen = proxy.takeRequest()
                seen.target shouldBe "http://api.invalid/v1/x?q=1"
                seen.header("host") shouldBe "api.invalid"
                seen.bodyText shouldBe "{}"
                server.connectionsOpened shouldBe 0
            }
        }
    }

    scene("an https address is reached through a tunnel, which sees no key") {
        ScriptedServer.start {
            tls = true
            http2 = subject.http2
            handler { Answer.text("tunnelled") }
        }.use { secure ->
            Tunnel(secure.port).use { tunnel ->
                subject.make(Surroundings(secure, proxyPort = tunnel.port)).use { proxied ->
                    val request = HttpRequest("GET", "https://localhost:${secure.port}/x", HttpHeaders.of("Authorization" to "SECRET"))
                    proxied.execute(request) { it.protocol to it.body.text() } shouldBe (subject.protocol to "tunnelled")
                    secure.takeRequest().header("authorization") shouldBe "SECRET"
                    tunnel.heads shouldHaveSize 1
                    tunnel.heads.single() shouldStartWith "CONNECT localhost:${secure.port} "
                    tunnel.heads.single() shouldNotContain "SECRET"
                }
            }
        }
    }

    scene("a tunnel that is refused is an error that names the address") {
        Tunnel(server.port, "403 Forbidden").use { tunnel ->
            subject.make(Surroundings(server, proxyPort = tunnel.port)).use { proxied ->
                val failure = shouldThrow<ApiConnectionException> {
                    proxied.execute(HttpRequest("GET", "https://localhost:${server.port}/x?key=SECRET")) { it.status }
                }
                failure.stackTraceToString() shouldNotContain "SECRET"
                failure.message shouldContain "The proxy opened no tunnel to localhost:${server.port}"
            }
        }
    }
}
