package dev.sluice.examples.kotlin

import dev.sluice.Sluice
import dev.sluice.schema.Description
import dev.sluice.schema.Maximum
import dev.sluice.schema.Minimum
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.Serializable
import kotlin.math.roundToInt

/** What a ticket may be about. */
enum class Category { BILLING, TECHNICAL, ACCOUNT, FEATURE_REQUEST, COMPLAINT }

/** How soon somebody should look at it. */
enum class Urgency { LOW, MEDIUM, HIGH, CRITICAL }

/** One thing that a ticket is about. */
@Serializable
data class CategoryScore(val category: Category, @Description("Confidence score 0-1") @Minimum(0.0) @Maximum(1.0) val confidence: Double)

/** Everything that a ticket is about. */
@Serializable
data class TicketClassification(
    @Description("All applicable categories with confidence scores, highest confidence first") val categories: List<CategoryScore>,
    val primaryCategory: Category,
    val urgency: Urgency,
    val needsHuman: Boolean,
) {
    init {
        require(categories.any { it.category == primaryCategory }) { "the primary category is none of the categories" }
    }
}

/** Sorts a ticket into several categories at once, each with how sure the model is. */
object Classification {
    @JvmStatic
    fun main(arguments: Array<String>): Unit = runBlocking {
        val ticket = inputText("ticket.txt")
        Provider.connect().use { provider ->
            val sluice = Sluice(provider.client) {
                model = provider.model
                maxTokens = 512
            }
            val result = sluice.extract<TicketClassification> { user(ticket) }

            println(
                "Mostly ${result.primaryCategory}, urgency ${result.urgency}, ${if (result.needsHuman) "needs a human" else "needs no human"}",
            )
            for (score in result.categories) println("  ${score.category}: ${(score.confidence * 100).roundToInt()}%")
        }
    }
}
