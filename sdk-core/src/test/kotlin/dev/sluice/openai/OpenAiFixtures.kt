package dev.sluice.openai

import dev.sluice.limits.Exchanges
import dev.sluice.testing.Reply
import dev.sluice.testing.ScriptedServer
import dev.sluice.wire.callsOver
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse

internal fun openAiCallsOver(exchanges: Exchanges): OpenAiCalls = OpenAiCalls(callsOver(exchanges))

/** The events of [reply] as they go over the wire, one each. */
internal fun eventsOf(reply: Reply): List<String> = ScriptedServer.start().use { server ->
    server.enqueue(reply.stream())
    val request = HttpRequest.newBuilder(URI(server.url)).build()
    val body = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body()
    body.split("\n\n").filter { it.isNotEmpty() }.map { it + "\n\n" }
}
