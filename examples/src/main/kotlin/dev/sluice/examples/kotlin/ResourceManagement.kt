package dev.sluice.examples.kotlin

import dev.sluice.errors.ClientClosedException
import dev.sluice.openai.textDeltas
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking

/** A client holds connections. Make one, share it, and close it when the work is done. */
object ResourceManagement {
    @JvmStatic
    fun main(arguments: Array<String>): Unit = runBlocking {
        val openai = openAi()
        openai.use {
            val answer = openai.chat.completions.create {
                model = GPT
                user("Hello!")
            }
            println("Whole answer: ${answer.text}")

            // Whoever has read enough of a stream leaves it: that closes its connection, and the model stops writing.
            val opening = openai.chat.completions.stream {
                model = GPT
                user("Tell me a long story.")
            }.textDeltas().take(5).toList()
            println("First words: ${opening.joinToString("")} …")
        }

        // use() has closed the client, as it would have after an exception. It stays closed.
        try {
            openai.models.retrieve(GPT)
        } catch (closed: ClientClosedException) {
            println("Afterwards: ${closed.message}")
        }
    }
}
