package dev.sluice.examples.kotlin

import dev.sluice.Anthropic
import dev.sluice.OpenAI
import dev.sluice.model.ChatModel
import dev.sluice.testing.offline.OfflineModel

/** The models that the examples ask. */
const val GPT = "gpt-4o-mini"
const val STRONG_GPT = "gpt-4o"
const val CLAUDE = "claude-haiku-4-5"
const val STRONG_CLAUDE = "claude-sonnet-4-5"

/** A client as `OpenAI { … }` makes it: of the real provider if OPENAI_API_KEY is set, of the offline model if not. */
fun openAi(options: OpenAI.Builder.() -> Unit = {}): OpenAI = OpenAI {
    if (isSet("OPENAI_API_KEY")) {
        fromEnvironment()
    } else {
        apiKey = "offline"
        baseUrl = offline.openAiBaseUrl
    }
    options()
}

/** Whom an example asks that works with any provider: the one whose key is set in the environment, or the offline model when none is. */
class Provider private constructor(val client: ChatModel, val model: String, val strongModel: String, owned: AutoCloseable) :
    AutoCloseable by owned {
    companion object {
        fun connect(): Provider = when {
            isSet("ANTHROPIC_API_KEY") -> Anthropic.fromEnvironment().let { Provider(it, CLAUDE, STRONG_CLAUDE, it) }
            isSet("OPENAI_API_KEY") -> openAi().let { Provider(it, GPT, STRONG_GPT, it) }
            else -> offlineClaude().let { Provider(it, CLAUDE, STRONG_CLAUDE, it) }
        }
    }
}

private fun offlineClaude() = Anthropic {
    apiKey = "offline"
    baseUrl = offline.anthropicBaseUrl
}

/** Lives as long as the program. Every ninth request is one too many for it, as happens with providers; clients wait and ask again. */
private val offline: OfflineModel by lazy {
    OfflineModel.start {
        requestLimit = 8
        System.getProperty("pace")?.let { millisPerPiece = it.toLong() }
    }
}

private fun isSet(variable: String) = !System.getenv(variable).isNullOrBlank()
