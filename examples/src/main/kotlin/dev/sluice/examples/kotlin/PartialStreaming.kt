package dev.sluice.examples.kotlin

import dev.sluice.Sluice
import dev.sluice.schema.Description
import dev.sluice.schema.MaxItems
import dev.sluice.schema.Maximum
import dev.sluice.schema.Minimum
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.Serializable

/** A product, as a text describes it. */
@Serializable
data class ProductAnalysis(
    @Description("Step by step, before any verdict") val reasoning: String,
    val productName: String,
    @MaxItems(5) val strengths: List<String>,
    val weaknesses: List<String>,
    val verdict: String,
    @Minimum(0.0) @Maximum(10.0) val score: Double? = null,
) {
    init {
        require(verdict.isNotBlank()) { "a verdict is needed" }
    }
}

/** Shows an object while the model still writes it: each field from its first characters on, each list item as it comes. */
object PartialStreaming {
    @JvmStatic
    fun main(arguments: Array<String>): Unit = runBlocking {
        val text = inputText("product.txt")
        Provider.connect().use { provider ->
            val sluice = Sluice(provider.client) {
                model = provider.model
                maxTokens = 1024
            }
            val screen = FieldPrinter(System.out)
            sluice.extractPartial<ProductAnalysis> { user("Analyse this product for a developer audience:\n\n$text") }
                .collect { partial ->
                    screen.text("reasoning", partial.text(ProductAnalysis::reasoning))
                    screen.text("product", partial.text(ProductAnalysis::productName))
                    screen.list("strengths", partial[ProductAnalysis::strengths])
                    screen.list("weaknesses", partial[ProductAnalysis::weaknesses])
                    screen.text("verdict", partial.text(ProductAnalysis::verdict))
                    partial.value?.let { whole ->
                        screen.text("score", "${whole.score ?: "none"}")
                        screen.done(partial.extraction!!.usage)
                    }
                }
        }
    }
}
