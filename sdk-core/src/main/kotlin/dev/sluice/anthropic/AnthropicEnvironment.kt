package dev.sluice.anthropic

import dev.sluice.wire.ApiKey
import dev.sluice.wire.BaseUrl
import dev.sluice.wire.Environment

/** What Anthropic's own clients read from environment variables. */
internal class AnthropicEnvironment(environment: Environment) {
    val baseUrl: BaseUrl? = environment.baseUrl("ANTHROPIC_BASE_URL")
    val apiKey: ApiKey? = environment.apiKey(KEY)
    val authToken: ApiKey? = environment.apiKey(TOKEN)
    val headers: Map<String, String> = environment.headers("ANTHROPIC_CUSTOM_HEADERS")

    companion object {
        const val KEY = "ANTHROPIC_API_KEY"
        const val TOKEN = "ANTHROPIC_AUTH_TOKEN"
    }
}
