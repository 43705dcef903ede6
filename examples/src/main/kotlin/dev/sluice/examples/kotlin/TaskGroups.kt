package dev.sluice.examples.kotlin

import dev.sluice.Sluice
import dev.sluice.errors.NotFoundException
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.Serializable

/** How a text speaks of a product. */
@Serializable
data class Opinion(val product: String, val sentiment: Sentiment)

enum class Sentiment { POSITIVE, MIXED, NEGATIVE }

/** Runs calls as a group: it has all their results, or the first failure, and then none of them is still running. */
object TaskGroups {
    @JvmStatic
    fun main(arguments: Array<String>): Unit = runBlocking {
        val text = inputText("product.txt")
        openAi().use { openai ->
            val sluice = Sluice(openai) { model = GPT }

            coroutineScope {
                val summary = async {
                    openai.chat.completions.create {
                        model = GPT
                        user("Summarise in one sentence:\n\n$text")
                    }.text
                }
                val opinion = async { sluice.extract<Opinion> { user(text) } }
                println("Summary: ${summary.await()}")
                println("Opinion: ${opinion.await().product}, ${opinion.await().sentiment}")
            }

            try {
                coroutineScope {
                    launch { sluice.extract<Opinion> { user(text) } }
                    launch {
                        sluice.extract<Opinion> {
                            model = "no-such-model"
                            user(text)
                        }
                    }
                }
            } catch (e: NotFoundException) {
                // The other call was cancelled, and its connection closed.
                println("One failed, and so the group: ${e.message}")
            }
        }
    }
}
