package dev.sluice.examples.kotlin

import dev.sluice.Anthropic
import dev.sluice.OpenAI
import dev.sluice.model.ChatModel
import dev.sluice.testing.offline.OfflineModel

/** Whom an example asks: the provider whose key is set in the environment, or the offline model when none is. */
class Provider private constructor(val client: ChatModel, val model: String, private val owned: List<AutoCloseable>) : AutoCloseable {
    override fun close() = owned.forEach { it.close() }

    companion object {
        private const val CLAUDE = "claude-haiku-4-5"
        private const val GPT = "gpt-4o-mini"

        fun connect(): Provider = when {
            isSet("ANTHROPIC_API_KEY") -> Anthropic.fromEnvironment().let { Provider(it, CLAUDE, listOf(it)) }
            isSet("OPENAI_API_KEY") -> OpenAI.fromEnvironment().let { Provider(it, GPT, listOf(it)) }
            else -> offline(OfflineModel.start())
        }

        private fun offline(model: OfflineModel): Provider {
            val claude = Anthropic {
                apiKey = "offline"
                baseUrl = model.anthropicBaseUrl
            }
            return Provider(claude, CLAUDE, listOf(claude, model))
        }

        private fun isSet(variable: String) = !System.getenv(variable).isNullOrBlank()
    }
}
