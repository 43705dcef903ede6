package dev.sluice.examples.web.ktor

import dev.sluice.schema.Description
import dev.sluice.schema.MaxItems
import dev.sluice.schema.Maximum
import dev.sluice.schema.Minimum
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** A product, as a text describes it. */
@Serializable
data class ProductAnalysis(
    @Description("Step by step, before any verdict") val reasoning: String,
    val productName: String,
    @MaxItems(5) val strengths: List<String>,
    @MaxItems(5) val weaknesses: List<String>,
    @Description("Each aspect that the text speaks of, once, the surest first") @MaxItems(5) val topics: List<Topic>,
    val verdict: String,
    @Minimum(0.0) @Maximum(10.0) val score: Double?,
)

/** Something that a text is about, and how surely. */
@Serializable
data class Topic(val label: Aspect, @Minimum(0.0) @Maximum(1.0) val confidence: Double)

@Serializable
enum class Aspect {
    @SerialName("sound")
    SOUND,

    @SerialName("battery")
    BATTERY,

    @SerialName("app")
    APP,

    @SerialName("price")
    PRICE,

    @SerialName("handling")
    HANDLING,

    @SerialName("support")
    SUPPORT,
}

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
