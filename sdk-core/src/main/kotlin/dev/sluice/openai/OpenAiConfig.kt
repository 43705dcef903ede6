package dev.sluice.openai

import dev.sluice.errors.InvalidRequestException
import dev.sluice.transport.HttpHeaders
import dev.sluice.wire.ApiKey
import dev.sluice.wire.BaseUrl
import dev.sluice.wire.Endpoint
import dev.sluice.wire.headersOf

/** Where OpenAI is and what it is told with every request. Never shows the key. */
internal class OpenAiConfig(
    val baseUrl: BaseUrl = BASE_URL,
    private val apiKey: ApiKey? = null,
    private val organization: String? = null,
    private val project: String? = null,
    private val headers: Map<String, String> = emptyMap(),
    private val query: Map<String, String> = emptyMap(),
    private val keyVariable: String = OpenAiEnvironment.KEY,
    /** Whose key it is. */
    private val owner: String = "OpenAI",
) {
    fun toEndpoint(): Endpoint = Endpoint(baseUrl, query, headersOf(headers), listOf(KEY_HEADER), ::authorization)

    private suspend fun authorization(hasKey: Boolean): HttpHeaders {
        val sent = LinkedHashMap<String, String>()
        // Whoever sets the header has a reason, such as a gateway with its own scheme: then no key is needed.
        if (!hasKey) sent[KEY_HEADER] = "Bearer " + (apiKey ?: throw noKey()).value()
        organization?.let { sent["OpenAI-Organization"] = it }
        project?.let { sent["OpenAI-Project"] = it }
        return headersOf(sent)
    }

    private fun noKey() = InvalidRequestException(
        "There is no $owner key: set the environment variable $keyVariable, or apiKey in the client's builder. " +
            "A server that asks for none takes any text.",
    )

    override fun toString(): String = "OpenAiConfig(baseUrl=$baseUrl)"

    companion object {
        private const val KEY_HEADER = "Authorization"

        /** OpenAI's own address. */
        val BASE_URL = BaseUrl.parse("https://api.openai.com/v1", "the default")
    }
}
