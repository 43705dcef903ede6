package dev.sluice.openai

import dev.sluice.wire.ApiKey
import dev.sluice.wire.BaseUrl
import dev.sluice.wire.Environment

/** What OpenAI's own clients read from environment variables. */
internal class OpenAiEnvironment(environment: Environment) {
    val baseUrl: BaseUrl? = environment.baseUrl("OPENAI_BASE_URL")
    val apiKey: ApiKey? = environment.apiKey(KEY)
    val organization: String? = environment["OPENAI_ORG_ID"]
    val project: String? = environment["OPENAI_PROJECT_ID"]
    val headers: Map<String, String> = environment.headers("OPENAI_CUSTOM_HEADERS")

    companion object {
        const val KEY = "OPENAI_API_KEY"
    }
}
