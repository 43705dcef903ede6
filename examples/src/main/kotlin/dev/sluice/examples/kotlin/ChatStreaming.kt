package dev.sluice.examples.kotlin

import dev.sluice.Anthropic
import dev.sluice.OpenAI
import kotlinx.coroutines.runBlocking

/** Asks a question and prints the answer token by token. */
object ChatStreaming {
    @JvmStatic
    fun main(arguments: Array<String>): Unit = runBlocking {
        val question = inputText("question.txt")
        Provider.connect().use { provider ->
            when (val client = provider.client) {
                is OpenAI -> client.chat.completions.stream {
                    model = provider.model
                    user(question)
                }.collect { print(it.text) }

                is Anthropic -> client.messages.stream {
                    model = provider.model
                    maxTokens = 1024
                    user(question)
                }.collect { print(it.text) }
            }
            println()
        }
    }
}
