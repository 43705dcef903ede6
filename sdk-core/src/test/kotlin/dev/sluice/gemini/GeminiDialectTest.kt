package dev.sluice.gemini

import dev.sluice.schema.Description
import dev.sluice.schema.Format
import dev.sluice.schema.MaxItems
import dev.sluice.schema.MinItems
import dev.sluice.schema.MinLength
import dev.sluice.schema.Minimum
import dev.sluice.schema.Pattern
import dev.sluice.schema.outputType
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonElement

/** The dialect of structured output: the order of properties, a few bounds, the rest in words. */
class GeminiDialectTest :
    FunSpec({
        test("objects tell the order of their properties, which is that of their declaration") {
            val rendered = GeminiDialect.render(outputType<Verdict>().schema)
            rendered.json.toString() shouldBe
                """{"type":"object","properties":{"reasoning":{"type":"string","description":"Step by step"},""" +
                """"answers":{"type":"array","items":{"type":"string"},"minItems":1,"maxItems":3},""" +
                """"at":{"type":"string","format":"date-time"},"certainty":{"anyOf":[{"type":"number","minimum":0},{"type":"null"}]},""" +
                """"counts":{"type":"object","additionalProperties":{"type":"integer"}}},""" +
                """"required":["reasoning","answers","at","certainty","counts"],""" +
                """"propertyOrdering":["reasoning","answers","at","certainty","counts"]}"""
            rendered.isStrict shouldBe true
            rendered.concessions.shouldBeEmpty()
        }

        test("what it has no word for moves into the description, and is listed") {
            val rendered = GeminiDialect.render(outputType<Coded>().schema)
            rendered.json.toString() shouldBe
                """{"type":"object","properties":{"code":{"type":"string","description":"{pattern: ^[A-Z]+$, minLength: 2}"},""" +
                """"mail":{"type":"string","description":"{format: email}"}},"required":["code","mail"],""" +
                """"propertyOrdering":["code","mail"]}"""
            rendered.concessions shouldBe listOf(
                "Coded.code: Gemini does not take this pattern; the description says it, and the answer is checked.",
                "Coded.code: Gemini does not take this minLength; the description says it, and the answer is checked.",
                "Coded.mail: Gemini does not take this format; the description says it, and the answer is checked.",
            )
        }

        test("a discriminator comes first, as an enum of one value") {
            GeminiDialect.render(outputType<Held>().schema).json.toString() shouldContain
                """{"type":"object","properties":{"type":{"type":"string","enum":["circle"]},"radius":{"type":"number"}},""" +
                """"required":["type","radius"],"propertyOrdering":["type","radius"]}"""
        }

        test("a type that holds itself, and one without a type, are told and not held to") {
            val recursive = GeminiDialect.render(outputType<Tree>().schema)
            recursive.isStrict shouldBe false
            recursive.concessions.single() shouldContain "no type that holds itself"
            recursive.json.toString().contains("propertyOrdering") shouldBe false
            GeminiDialect.render(outputType<Open>().schema).concessions.single() shouldContain
                "Open.any: Gemini's structured output needs a type"
        }
    }) {
    @Serializable
    @SerialName("Verdict")
    internal class Verdict(
        @Description("Step by step") val reasoning: String,
        @MinItems(1) @MaxItems(3) val answers: List<String>,
        @Format("date-time") val at: String,
        @Minimum(0.0) val certainty: Double?,
        val counts: Map<String, Int>,
    )

    @Serializable
    @SerialName("Coded")
    internal class Coded(@Pattern("^[A-Z]+$") @MinLength(2) val code: String, @Format("email") val mail: String)

    @Serializable
    @SerialName("Held")
    internal class Held(val shape: Shape)

    @Serializable
    internal sealed interface Shape {
        @Serializable
        @SerialName("circle")
        class Circle(val radius: Double) : Shape

        @Serializable
        @SerialName("square")
        class Square(val side: Double) : Shape
    }

    @Serializable
    @SerialName("Tree")
    internal class Tree(val name: String, val parts: List<Tree>)

    @Serializable
    @SerialName("Open")
    internal class Open(val any: JsonElement)
}
