package dev.sluice.examples.kotlin

import dev.sluice.Sluice
import dev.sluice.extraction.SourceText
import dev.sluice.schema.Description
import dev.sluice.schema.MaxItems
import dev.sluice.schema.MinItems
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.Serializable

/** Something that a text says, with the words in which it says it. */
@Serializable
data class Fact(val fact: String, @MinItems(1) @Description("Word for word from the text") val quotes: List<String>)

/** What a text says. */
@Serializable
data class FactSheet(@MaxItems(5) val facts: List<Fact>)

/** Takes facts out of a text, each with its quotes. A quote that does not stand in the text is sent back; the others are found there. */
object Citations {
    @JvmStatic
    fun main(arguments: Array<String>): Unit = runBlocking {
        val text = inputText("product.txt")
        val source = SourceText(text)
        Provider.connect().use { provider ->
            val sluice = Sluice(provider.client) {
                model = provider.model
                maxTokens = 1024
            }
            val sheet = sluice.extract<FactSheet> {
                user("List the facts in this text, each with the words that say so:\n\n$text")
                validate(source.citedIn(FactSheet::facts, Fact::quotes))
            }
            for (fact in sheet.facts) {
                println(fact.fact)
                for (span in fact.quotes.flatMap(source::find)) {
                    println("  at ${span.start}: “${span.of(text).replace(Regex("\\s+"), " ")}”")
                }
            }
        }
    }
}
