package dev.sluice.gemini

import dev.sluice.wire.ApiKey
import dev.sluice.wire.BaseUrl
import dev.sluice.wire.Environment

/** What Google's own clients read from environment variables. As they do, it takes the key that all of Google shares before Gemini's own. */
internal class GeminiEnvironment(environment: Environment) {
    val baseUrl: BaseUrl? = environment.baseUrl("GOOGLE_GEMINI_BASE_URL")
    val apiKey: ApiKey? = environment.apiKey(SHARED_KEY) ?: environment.apiKey(KEY)

    companion object {
        const val KEY = "GEMINI_API_KEY"
        const val SHARED_KEY = "GOOGLE_API_KEY"
    }
}
