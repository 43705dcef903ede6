package dev.sluice.android

import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** Travels under names that are not the properties' own, on every level; a shrinker renames the properties besides. */
@Serializable
data class Order(
    @SerialName("order_number") val number: String,
    @SerialName("ship_to") val address: Address,
    @SerialName("order_lines") val lines: List<Line>,
    @SerialName("paid_by") val payment: Payment,
    @SerialName("how_soon") val priority: Priority,
) {
    @Serializable
    data class Address(@SerialName("post_code") val postCode: String, val city: String)

    @Serializable
    data class Line(@SerialName("line_text") val text: String, val quantity: Int)

    @Serializable
    sealed interface Payment {
        @Serializable
        @SerialName("by_card")
        data class Card(@SerialName("last_digits") val digits: String) : Payment

        @Serializable
        @SerialName("by_invoice")
        data class Invoice(@SerialName("due_days") val days: Int) : Payment
    }

    @Serializable
    enum class Priority {
        @SerialName("as_soon_as_possible")
        URGENT,

        @SerialName("one_of_these_days")
        RELAXED,
    }
}
