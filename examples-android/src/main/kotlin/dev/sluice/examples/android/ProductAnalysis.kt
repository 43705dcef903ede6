package dev.sluice.examples.android

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
    @SerialName("product_name") val productName: String,
    @MaxItems(5) val strengths: List<String>,
    val verdict: String,
    @Minimum(0.0) @Maximum(10.0) val score: Double?,
)
