package dev.sluice

import dev.sluice.schema.Description
import dev.sluice.schema.MaxItems
import dev.sluice.schema.MaxLength
import dev.sluice.schema.Maximum
import dev.sluice.schema.Minimum
import dev.sluice.schema.OutputType
import dev.sluice.schema.outputType
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** A type of every kind; a face with classes of its own writes the same four and must put the same bytes on the wire. */
internal enum class GoldenShape(val type: OutputType<*>) {
    FLAT(outputType<FlatReview>()),
    NESTED(outputType<NestedOrder>()),
    RECURSIVE(outputType<RecursiveTopic>()),
    SEALED(outputType<SealedPayment>()),
}

@Serializable
internal enum class Stance {
    @Description("likes it")
    FOR,
    AGAINST,
}

@Serializable
@SerialName("FlatReview")
@Description("What a review says")
internal data class FlatReview(
    @Description("Step by step, before any verdict") val reasoning: String,
    @SerialName("product_name") @MaxLength(40) val productName: String,
    @MaxItems(5) val strengths: List<String>,
    val stance: Stance,
    val isVerified: Boolean,
    val reviews: Int,
    @Minimum(0.0) @Maximum(10.0) val score: Double? = null,
)

@Serializable
@SerialName("Buyer")
internal data class Buyer(val name: String, val email: String?)

@Serializable
@SerialName("OrderLine")
internal data class OrderLine(val article: String, @Minimum(1.0) val count: Int)

@Serializable
@SerialName("NestedOrder")
internal data class NestedOrder(
    @Description("Who pays") val buyer: Buyer,
    @Description("Who receives it, if somebody else") val receiver: Buyer?,
    val lines: List<OrderLine>,
    val notes: Map<String, String>,
)

@Serializable
@SerialName("RecursiveTopic")
internal data class RecursiveTopic(val title: String, val parts: List<RecursiveTopic>)

@Serializable
@SerialName("SealedPayment")
internal sealed interface SealedPayment {
    @Serializable
    @SerialName("card")
    data class Card(val number: String, val holder: String) : SealedPayment

    @Serializable
    @SerialName("transfer")
    data class Transfer(val iban: String, val reference: String?) : SealedPayment
}
