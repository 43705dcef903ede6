package dev.sluice.examples.kotlin

import dev.sluice.OpenAI
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.runBlocking

/** Asks about several texts at the same time: together they take as long as the slowest of them. */
object ConcurrentRequests {
    @JvmStatic
    fun main(arguments: Array<String>): Unit = runBlocking {
        val reviews = inputText("reviews.txt").lines().filter { it.isNotBlank() }
        openAi().use { openai ->
            val summaries = reviews.map { review -> async { openai.summarise(review) } }.awaitAll()
            for ((review, summary) in reviews.zip(summaries)) println("Review: $review\nIn short: $summary\n")
        }
    }

    private suspend fun OpenAI.summarise(text: String): String = chat.completions.create {
        model = GPT
        user("Summarise in one sentence:\n\n$text")
    }.text
}
