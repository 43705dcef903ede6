package dev.sluice.schema

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.serialization.Contextual
import kotlinx.serialization.KSerializer
import kotlinx.serialization.Polymorphic
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.modules.SerializersModule
import kotlinx.serialization.modules.contextual
import kotlinx.serialization.serializer
import java.math.BigDecimal

/** Types that cannot be asked for, and the words that say which part of them is why. */
class UnsupportedTypesTest :
    FunSpec({
        fun refusal(serializer: KSerializer<*>) = shouldThrow<UnsupportedTypeException> { outputType(serializer) }.message

        val table: List<Pair<KSerializer<*>, String>> = listOf(
            serializer<Order>() to
                "Order.lines[].price: the type is contextual, and the SerializersModule has no serializer for it; pass a module that has",
            serializer<Open>() to
                "Open.what: kotlinx.serialization.Polymorphic<Thing> is open, so its variants are not known; make it sealed",
            serializer<ByObject>() to "ByObject.map: JSON's keys are strings; a map's key must be a string, an enum or a whole number",
            serializer<Map<String, Map<Double, Int>>>() to
                "Map{}: JSON's keys are strings; a map's key must be a string, an enum or a whole number",
            serializer<Clash>() to
                "Clash<clashing>.type: the name is taken: it tells the variants of dev.sluice.schema.UnsupportedTypesTest.Clash apart",
            serializer<Odd>() to "Odd<odd-enum>: a variant must be a class or an object; this travels as something else",
            serializer<Nothings>() to "Nothings.unit: kotlin.Unit has nothing that a model could say",
            serializer<Nest<Int>>() to "Nest: nests without end: every level is another type",
            serializer<OnString>() to "OnString.name: @Minimum is for a number, and this is a string",
            serializer<OnNumber>() to "OnNumber.size: @MaxLength is for a string, and this is a number",
            serializer<OnList>() to
                "OnList.names: @MinLength is for a string, and this is a list; to say it of the elements, put it on the property of a " +
                "value class that they are",
            serializer<OnObject>() to "OnObject.inner: @MaxItems is for a list, and this is an object",
            serializer<OnBoolean>() to "OnBoolean.yes: @Minimum is for a number, and this is a boolean",
            serializer<OnMap>() to "OnMap.map: @UniqueItems is for a list, and this is a map",
            serializer<NoRange>() to "NoRange.n: no value has @Minimum(5.0) and @Maximum(4.0)",
            serializer<NoSize>() to "NoSize.s: no value has @MinLength(3) and @MaxLength(2)",
            serializer<Negative>() to "Negative.s: a size cannot be -1",
            serializer<Infinite>() to "Infinite.n: @Maximum must be a finite number",
            serializer<BadStep>() to "BadStep.n: @MultipleOf must be above 0",
            serializer<BadPattern>() to "BadPattern.s: @Pattern is no regular expression: Unclosed group near index 2",
        )
        for ((serializer, words) in table) {
            test(words) { refusal(serializer) shouldBe words }
        }

        test("a contextual type is what the module has for it") {
            val module = SerializersModule { contextual(TextSerializer("java.math.BigDecimal") { BigDecimal(it) }) }
            outputType(serializer<Order>(), module).schema.toString() shouldBe
                """{"type":"object","properties":{"lines":{"type":"array","items":{"type":"object",""" +
                """"properties":{"price":{"type":"string"}},"required":["price"]}}},"required":["lines"]}"""
        }

        test("a contextual type that is serializable itself needs no module") {
            outputType<ContextualOwn>().schema.toString() shouldBe
                """{"type":"object","properties":{"line":{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"]}},""" +
                """"required":["line"]}"""
        }
    }) {
    @Serializable
    class Order(val lines: List<Line>)

    @Serializable
    class Line(@Contextual val price: BigDecimal)

    @Serializable
    class ContextualOwn(@Contextual val line: Plain)

    @Serializable
    class Plain(val n: Int)

    interface Thing

    @Serializable
    class Open(@Polymorphic val what: Thing)

    @Serializable
    class ByObject(val map: Map<Plain, Int>)

    @Serializable
    sealed interface Clash

    @Serializable
    @SerialName("clashing")
    class Clashing(val type: String) : Clash

    @Serializable
    sealed interface Odd

    @Serializable
    @SerialName("odd-enum")
    enum class OddEnum : Odd { A, }

    @Serializable
    class Nothings(val unit: Unit)

    @Serializable
    class Nest<T>(val value: T, val next: Nest<List<T>>?)

    @Serializable
    class OnString(@Minimum(1.0) val name: String)

    @Serializable
    class OnNumber(@MaxLength(1) val size: Int)

    @Serializable
    class OnList(@MinLength(1) val names: List<String>)

    @Serializable
    class OnObject(@MaxItems(1) val inner: Plain)

    @Serializable
    class OnBoolean(@Minimum(1.0) val yes: Boolean)

    @Serializable
    class OnMap(@UniqueItems val map: Map<String, Int>)

    @Serializable
    class NoRange(@Minimum(5.0) @Maximum(4.0) val n: Int)

    @Serializable
    class NoSize(@MinLength(3) @MaxLength(2) val s: String)

    @Serializable
    class Negative(@MinLength(-1) val s: String)

    @Serializable
    class Infinite(@Maximum(Double.POSITIVE_INFINITY) val n: Double)

    @Serializable
    class BadStep(@MultipleOf(0.0) val n: Double)

    @Serializable
    class BadPattern(@Pattern("a(") val s: String)
}
