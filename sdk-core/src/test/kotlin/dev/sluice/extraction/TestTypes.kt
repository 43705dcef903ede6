package dev.sluice.extraction

import dev.sluice.schema.Description
import dev.sluice.schema.MaxItems
import dev.sluice.schema.Maximum
import dev.sluice.schema.Minimum
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
internal data class Analysis(
    @Description("Step by step, before any verdict") val reasoning: String,
    @SerialName("product_name") val productName: String,
    @MaxItems(3) val strengths: List<String>,
    val verdict: String,
    @Minimum(0.0) @Maximum(10.0) val score: Double? = null,
) {
    init {
        require(verdict.isNotBlank()) { "a verdict is needed" }
    }
}

@Serializable
internal enum class Level { LOW, HIGH }

@Serializable
internal data class Address(val street: String, val zip: Int)

@Serializable
internal data class Person(
    val name: String,
    val age: Int,
    val level: Level,
    val address: Address?,
    val previous: List<Address>,
    val tags: Set<String>,
    val scores: List<Int>,
    val notes: Map<String, String>,
    val nick: String? = "none",
)

@Serializable
internal sealed interface Shape {
    val label: String

    @Serializable
    @SerialName("circle")
    data class Circle(override val label: String, val radius: Double) : Shape

    @Serializable
    @SerialName("square")
    data class Square(override val label: String, val side: Double) : Shape
}

@Serializable
internal data class Drawing(val main: Shape, val all: List<Shape> = emptyList())

@Serializable
internal data class Tree(val value: Int, val next: List<Tree?> = emptyList())

@Serializable
internal data class StrictTree(val value: Int, val next: List<StrictTree> = emptyList())

@Serializable
internal data class Lists(
    val words: List<String> = emptyList(),
    val flags: List<Boolean> = emptyList(),
    val maybe: List<String>? = null,
    val inner: Lists? = null,
)

@Serializable
internal sealed interface Bag {
    @Serializable
    @SerialName("numbers")
    data class Numbers(val content: List<Int>) : Bag

    @Serializable
    @SerialName("words")
    data class Words(val content: List<String>) : Bag
}
