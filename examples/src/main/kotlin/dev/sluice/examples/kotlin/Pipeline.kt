package dev.sluice.examples.kotlin

import dev.sluice.Sluice
import dev.sluice.schema.Description
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.last
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.Serializable

/** What the first stage finds, quickly and cheaply. */
@Serializable
data class Entities(val companies: List<String>, val people: List<String>, val dates: List<String>)

/** A company, and its part in what happened. */
@Serializable
data class EnrichedCompany(
    val name: String,
    @Description("acquirer, target, advisor, investor, partner or the like") val roleInDocument: String,
    val mentionedAmount: Double?,
)

/** What the second stage makes of an article and its entities. */
@Serializable
data class EnrichedDocument(val companies: List<EnrichedCompany>, val eventType: String, val eventDate: String?)

/** Two stages: a cheap model finds the names in every article, a strong one reads only those about companies, with what was found. */
object Pipeline {
    @JvmStatic
    fun main(arguments: Array<String>): Unit = runBlocking {
        val articles = paragraphs(inputText("news.txt"))
        Provider.connect().use { provider ->
            val cheap = Sluice(provider.client) {
                model = provider.model
                maxTokens = 512
            }
            val strong = Sluice(provider.client) {
                model = provider.strongModel
                maxTokens = 1024
            }
            val found = cheap.extractAll<_, Entities>(articles, concurrency = 8) { article ->
                user("Extract all companies, people and dates from:\n\n$article")
            }
            val worthIt = found.filter { !it.getOrNull()?.companies.isNullOrEmpty() }
            val enriched = strong.extractAll<_, EnrichedDocument>(worthIt, concurrency = 2) { article ->
                val known = article.getOrThrow()
                user("Document: ${article.input}\n\nKnown entities: companies=${known.companies}, people=${known.people}")
                user("Now extract enriched company details and the event type.")
            }
            enriched.collect { document -> document.getOrNull()?.let(::show) ?: println("No answer: ${document.errorOrNull()?.message}\n") }
            for ((model, stage) in listOf(provider.model to found, provider.strongModel to enriched)) {
                stage.progress.last().run { println("$model: ${usage.totalTokens} tokens for $done of ${articles.size} articles") }
            }
        }
    }

    private fun show(document: EnrichedDocument) {
        println("${document.eventType}, ${document.eventDate ?: "no date given"}")
        for (company in document.companies) {
            println("  ${company.name}: ${company.roleInDocument}${company.mentionedAmount?.let { ", %,.0f".format(it) }.orEmpty()}")
        }
        println()
    }
}
