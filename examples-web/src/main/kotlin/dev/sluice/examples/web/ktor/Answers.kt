package dev.sluice.examples.web.ktor

import dev.sluice.schema.Description
import dev.sluice.schema.MaxItems
import dev.sluice.schema.Maximum
import dev.sluice.schema.Minimum
import kotlinx.serialization.Serializable

/** A product, as a text describes it. */
@Serializable
data class ProductAnalysis(
    @Description("Step by step, before any verdict") val reasoning: String,
    val productName: String,
    @MaxItems(5) val strengths: List<String>,
    @MaxItems(5) val weaknesses: List<String>,
    @Description("What the text is about, the surest first") @MaxItems(5) val topics: List<Topic>,
    val verdict: String,
    @Minimum(0.0) @Maximum(10.0) val score: Double?,
)

/** Something that a text is about. */
@Serializable
data class Topic(val label: String, @Minimum(0.0) @Maximum(1.0) val confidence: Double)

/** A customer's message, sorted. */
@Serializable
data class Ticket(
    @Description("In one sentence") val summary: String,
    val category: Category,
    val priority: Priority,
    @Minimum(0.0) @Maximum(1.0) val confidence: Double,
)

enum class Category { BILLING, TECHNICAL, ACCOUNT, OTHER }

enum class Priority { LOW, NORMAL, HIGH, URGENT }
