package dev.sluice.examples.web.page

import dev.sluice.testing.offline.OfflineModel

/**
 * Whom the servers ask: OpenAI, or the server at OPENAI_BASE_URL that speaks its language, if OPENAI_API_KEY is set; the offline model
 * on this machine if not.
 */
class Demo private constructor(val apiKey: String, val baseUrl: String?, val model: String) {
    companion object {
        @JvmStatic
        fun connect(): Demo {
            val key = variable("OPENAI_API_KEY")
            if (key != null) return Demo(key, variable("OPENAI_BASE_URL"), variable("OPENAI_MODEL") ?: MODEL)
            // It lives as long as the program.
            val offline = OfflineModel.start { millisPerPiece = java.lang.Long.getLong("pace", MILLIS_PER_PIECE) }
            return Demo("offline", offline.openAiBaseUrl, MODEL)
        }

        private fun variable(name: String) = System.getenv(name)?.takeIf { it.isNotBlank() }

        private const val MODEL = "gpt-4o-mini"

        // Slow enough to watch, and about what a small model does.
        private const val MILLIS_PER_PIECE = 25L
    }
}
