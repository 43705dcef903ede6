package dev.sluice.examples.kotlin

import dev.sluice.Sluice
import dev.sluice.extraction.Outcome
import dev.sluice.schema.MaxItems
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.Serializable

/** What a document says, in short. */
@Serializable
data class Summary(val title: String, @MaxItems(3) val keyPoints: List<String>)

/** Summarises many documents, five at the same time, and shows how far it is. One that fails does not lose the others. */
object ManyDocuments {
    @JvmStatic
    fun main(arguments: Array<String>): Unit = runBlocking {
        val documents = paragraphs(inputText("documents.txt"))
        Provider.connect().use { provider ->
            val sluice = Sluice(provider.client) {
                model = provider.model
                maxTokens = 1024
            }
            val outcomes = sluice.extractAll<_, Summary>(documents, concurrency = 5) { user("Summarise:\n\n$it") }
            launch { showProgress("Summaries", outcomes.progress) }
            outcomes.toList().forEach(::show)
        }
    }

    private fun show(outcome: Outcome<String, Summary>) = when (outcome) {
        is Outcome.Success -> {
            println("${outcome.index + 1}. ${outcome.value.title}")
            outcome.value.keyPoints.forEach { println("   - $it") }
        }

        is Outcome.Failure -> println("${outcome.index + 1}. No summary: ${outcome.error.message}")
    }
}
