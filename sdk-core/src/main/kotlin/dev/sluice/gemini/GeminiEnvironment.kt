package dev.sluice.gemini

import dev.sluice.wire.ApiKey
import dev.sluice.wire.BaseUrl
import dev.sluice.wire.Environment

/** What Google's own clients read from environment variables. The key's own name counts before the one that all of Google shares. */
internal class GeminiEnvironment(environment: Environment) {
    val baseUrl: BaseUrl? = environment.baseUrl("GOOGLE_GEMINI_BASE_URL")
    val apiKey: ApiKey? = environment.apiKey(KEY) ?: environment.apiKey(OTHER_KEY)

    companion object {
        const val KEY = "GEMINI_API_KEY"
        const val OTHER_KEY = "GOOGLE_API_KEY"
    }
}
