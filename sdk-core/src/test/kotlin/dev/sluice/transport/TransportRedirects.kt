package dev.sluice.transport

import dev.sluice.testing.Answer
import dev.sluice.testing.ScriptedServer
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain

/** Redirects are errors that say where they point to. Nothing is sent there, since a key would travel along. */
internal suspend fun TransportScenes.redirects() {
    suspend fun Scene.redirectTo(location: String, status: Int): String {
        server.enqueue(Answer.builder().status(status).header("Location", location).build())
        return transport.execute(request("/v1/chat", "{}")) { response ->
            response.status shouldBe status
            response.readFailure(Clock.System, 10_000).toException().message!!
        }
    }

    for (status in listOf(301, 302, 303, 307, 308)) {
        scene("$status to another host is not followed") {
            ScriptedServer.start { tls = subject.tls }.use { other ->
                val message = redirectTo("${other.url}/v2/chat?key=SECRET", status)
                message shouldContain "the base URL should lead to ${other.url}/v2/chat."
                message shouldNotContain "SECRET"
                other.connectionsOpened shouldBe 0
            }
        }

        scene("$status to the same host is not followed") {
            redirectTo("${server.url}/v2/chat", status) shouldContain "${server.url}/v2/chat"
            redirectTo("/v2/chat?key=SECRET", status) shouldContain "it points to /v2/chat on the same server"
            server.requestCount shouldBe 2
        }
    }
}
