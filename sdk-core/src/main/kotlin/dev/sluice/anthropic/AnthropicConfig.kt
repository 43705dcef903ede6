package dev.sluice.anthropic

import dev.sluice.errors.InvalidRequestException
import dev.sluice.wire.ApiKey
import dev.sluice.wire.BaseUrl
import dev.sluice.wire.Endpoint
import dev.sluice.wire.headersOf

/** Where Anthropic is and what it is told with every request. Never shows the key. */
internal class AnthropicConfig(
    baseUrl: BaseUrl = BASE_URL,
    /** Sent as `X-Api-Key`, or as a bearer token where the version asks for that. */
    private val apiKey: ApiKey? = null,
    /** Sent as a bearer token, as gateways want it. */
    private val authToken: ApiKey? = null,
    val apiVersion: ApiVersion = ApiVersion(ApiVersion.DEFAULT),
    private val headers: Map<String, String> = emptyMap(),
    private val query: Map<String, String> = emptyMap(),
) {
    // Written with the version by those who know OpenAI's; the paths here begin with it.
    val baseUrl: BaseUrl = baseUrl.without("v1")

    fun toEndpoint(): Endpoint = Endpoint(baseUrl, query, headersOf(headers), listOf("Authorization", "X-Api-Key")) { hasKey ->
        headersOf(mapOf("anthropic-version" to apiVersion.date) + authorization(hasKey))
    }

    private suspend fun authorization(hasKey: Boolean): Map<String, String> {
        // Whoever sets a header for the key has a reason, such as a gateway with its own scheme: then no key is needed.
        if (hasKey) return emptyMap()
        if (apiKey == null && authToken == null) throw noKey()
        if (apiVersion.wantsBearer) return mapOf("Authorization" to "Bearer " + (authToken ?: apiKey)?.value())
        val sent = LinkedHashMap<String, String>()
        apiKey?.let { sent["X-Api-Key"] = it.value() }
        authToken?.let { sent["Authorization"] = "Bearer " + it.value() }
        return sent
    }

    private fun noKey() = InvalidRequestException(
        "There is no Anthropic key: set the environment variable ${AnthropicEnvironment.KEY}, or apiKey in the client's builder; " +
            "for a bearer token, ${AnthropicEnvironment.TOKEN} or authToken. A server that asks for none takes any text.",
    )

    override fun toString(): String = "AnthropicConfig(baseUrl=$baseUrl)"

    companion object {
        /** Anthropic's own address. */
        val BASE_URL = BaseUrl.parse("https://api.anthropic.com", "the default")
    }
}
