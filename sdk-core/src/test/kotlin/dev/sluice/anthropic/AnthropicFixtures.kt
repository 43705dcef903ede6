package dev.sluice.anthropic

import dev.sluice.wire.ScriptedAnswer
import dev.sluice.wire.ScriptedExchanges
import dev.sluice.wire.WireCalls
import dev.sluice.wire.callsOver

internal fun messagesOver(wire: WireCalls, version: ApiVersion = ApiVersion(ApiVersion.DEFAULT)) = Messages(AnthropicCalls(wire, version))

internal fun anthropicOver(exchanges: ScriptedExchanges) = AnthropicCalls(callsOver(exchanges), ApiVersion(ApiVersion.DEFAULT))

/** What one endpoint of [make] was asked and answers, a scripted [answers] each. */
internal class EndpointScene<E>(make: (AnthropicCalls) -> E, vararg answers: String) {
    val exchanges = ScriptedExchanges(*answers.map { ScriptedAnswer(listOf(it)) }.toTypedArray())
    val endpoint: E = make(anthropicOver(exchanges))

    /** Method and URL of each request, without the server. */
    val asked: List<String> get() = exchanges.requests.map { "${it.method} ${it.url.substringAfter(".test/v1")}" }
}
