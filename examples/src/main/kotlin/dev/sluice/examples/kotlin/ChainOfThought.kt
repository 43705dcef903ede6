package dev.sluice.examples.kotlin

import dev.sluice.Sluice
import dev.sluice.schema.Description
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.Serializable

/** How sure a diagnosis is. */
enum class Confidence { LOW, MEDIUM, HIGH }

/** A diagnosis. Fields are written in this order, so that the model thinks before it concludes. */
@Serializable
data class Diagnosis(
    @Description("Step-by-step analysis of the symptoms before reaching a conclusion") val reasoning: String,
    val likelyCause: String,
    val confidence: Confidence,
    val recommendedAction: String,
    val escalateToHuman: Boolean,
)

/** Shows the reasoning while it is thought, then the verdict. */
object ChainOfThought {
    @JvmStatic
    fun main(arguments: Array<String>): Unit = runBlocking {
        val symptoms = inputText("incident.txt")
        Provider.connect().use { provider ->
            val sluice = Sluice(provider.client) {
                model = provider.model
                maxTokens = 1024
            }
            val screen = FieldPrinter(System.out)
            sluice.extractPartial<Diagnosis> { user(symptoms) }.collect { partial ->
                screen.text("reasoning", partial.text(Diagnosis::reasoning))
                partial.value?.let { verdict ->
                    println("\n\nLikely cause (confidence ${verdict.confidence}): ${verdict.likelyCause}")
                    println("Recommended: ${verdict.recommendedAction}")
                    println(if (verdict.escalateToHuman) "A human should look at it." else "No human is needed.")
                }
            }
        }
    }
}
