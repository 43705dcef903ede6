package dev.sluice.gemini

import dev.sluice.errors.InvalidRequestException
import dev.sluice.transport.HttpHeaders
import dev.sluice.wire.ApiKey
import dev.sluice.wire.BaseUrl
import dev.sluice.wire.Endpoint
import dev.sluice.wire.headersOf

/** Where Gemini is and what it is told with every request. Never shows the key. */
internal class GeminiConfig(
    baseUrl: BaseUrl = BASE_URL,
    private val apiKey: ApiKey? = null,
    private val headers: Map<String, String> = emptyMap(),
    private val query: Map<String, String> = emptyMap(),
) {
    // Written with the version by those who know OpenAI's; the paths here begin with it.
    val baseUrl: BaseUrl = baseUrl.without("v1beta")

    fun toEndpoint(): Endpoint = Endpoint(baseUrl, query, headersOf(headers), listOf(KEY_HEADER, "Authorization")) { hasKey ->
        // Whoever sets a header for the key has a reason, such as a gateway with its own scheme: then no key is needed.
        if (hasKey) HttpHeaders.EMPTY else headersOf(mapOf(KEY_HEADER to (apiKey ?: throw noKey()).value()))
    }

    private fun noKey() = InvalidRequestException(
        "There is no Gemini key: set the environment variable ${GeminiEnvironment.KEY} or ${GeminiEnvironment.SHARED_KEY}, or apiKey in " +
            "the client's builder. A server that asks for none takes any text.",
    )

    override fun toString(): String = "GeminiConfig(baseUrl=$baseUrl)"

    companion object {
        // A header and not the query: an URL is written into logs.
        private const val KEY_HEADER = "x-goog-api-key"

        /** Google's own address. */
        val BASE_URL = BaseUrl.parse("https://generativelanguage.googleapis.com", "the default")
    }
}
