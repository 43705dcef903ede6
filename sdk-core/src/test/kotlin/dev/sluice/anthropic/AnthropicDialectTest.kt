package dev.sluice.anthropic

import dev.sluice.schema.Description
import dev.sluice.schema.Format
import dev.sluice.schema.IntegerSchema
import dev.sluice.schema.MaxItems
import dev.sluice.schema.Maximum
import dev.sluice.schema.MinItems
import dev.sluice.schema.MinLength
import dev.sluice.schema.Minimum
import dev.sluice.schema.MultipleOf
import dev.sluice.schema.ObjectSchema
import dev.sluice.schema.Pattern
import dev.sluice.schema.PropertySchema
import dev.sluice.schema.SchemaDocument
import dev.sluice.schema.outputType
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive

/** The dialect of structured output: closed objects, bounds in words. */
class AnthropicDialectTest :
    FunSpec({
        test("objects are closed, and what may be null must still be said") {
            val rendered = AnthropicDialect.render(outputType<Analysis>().schema)
            rendered.json.toString() shouldBe
                """{"type":"object","properties":{"reasoning":{"type":"string","description":"Step by step"},""" +
                """"strengths":{"type":"array","items":{"type":"string"},"minItems":1},""" +
                """"score":{"anyOf":[{"type":"number"},{"type":"null"}]},"at":{"type":"string","format":"date-time"},""" +
                """"site":{"type":"string","format":"uri"}},""" +
                """"required":["reasoning","strengths","score","at","site"],"additionalProperties":false}"""
            rendered.isStrict shouldBe true
            rendered.concessions.shouldBeEmpty()
        }

        test("bounds move into the description, together, and each is listed") {
            val rendered = AnthropicDialect.render(outputType<Limited>().schema)
            rendered.json.toString() shouldBe
                """{"type":"object","properties":{"score":{"description":"Zero is worst\n{minimum: 0, maximum: 10, multipleOf: 0.5}",""" +
                """"anyOf":[{"type":"number"},{"type":"null"}]},""" +
                """"code":{"type":"string","description":"{pattern: ^[A-Z]+$, minLength: 2}"},""" +
                """"tags":{"type":"array","description":"{minItems: 2, maxItems: 5}","items":{"type":"string"}},""" +
                """"key":{"type":"string","description":"{format: licence-plate}"}},""" +
                """"required":["score","code","tags","key"],"additionalProperties":false}"""
            rendered.concessions shouldBe listOf(
                "Limited.score: Anthropic does not take this minimum; the description says it, and the answer is checked.",
                "Limited.score: Anthropic does not take this maximum; the description says it, and the answer is checked.",
                "Limited.score: Anthropic does not take this multipleOf; the description says it, and the answer is checked.",
                "Limited.code: Anthropic does not take this pattern; the description says it, and the answer is checked.",
                "Limited.code: Anthropic does not take this minLength; the description says it, and the answer is checked.",
                "Limited.tags: Anthropic does not take this minItems; the description says it, and the answer is checked.",
                "Limited.tags: Anthropic does not take this maxItems; the description says it, and the answer is checked.",
                "Limited.key: Anthropic does not take this format; the description says it.",
            )
        }

        test("a default that is known") {
            val tree = ObjectSchema("T", listOf(PropertySchema("n", IntegerSchema(), optional = true, default = JsonPrimitive(3))))
            AnthropicDialect.render(SchemaDocument(tree)).json.toString() shouldBe
                """{"type":"object","properties":{"n":{"type":"integer","default":3}},"additionalProperties":false}"""
        }

        test("a union is a choice, the discriminator first") {
            AnthropicDialect.render(outputType<Drawing>().schema).json.toString() shouldBe
                """{"type":"object","properties":{"shapes":{"type":"array","items":{"anyOf":[{"type":"object",""" +
                """"properties":{"type":{"type":"string","const":"circle"},"radius":{"type":"number"}},""" +
                """"required":["type","radius"],"additionalProperties":false}]}}},"required":["shapes"],"additionalProperties":false}"""
        }

        test("a long type used twice stands once, and what is said of it stands around the reference") {
            val rendered = AnthropicDialect.render(outputType<Two>().schema)
            val long = List(17) { "\"p${'a' + it}\":{\"type\":\"integer\"}" }.joinToString(",")
            val required = List(17) { "\"p${'a' + it}\"" }.joinToString(",")
            rendered.json.toString() shouldBe
                """{"type":"object","properties":{"from":{"description":"Where from","anyOf":[{"${'$'}ref":"#/${'$'}defs/Long"}]},""" +
                """"to":{"${'$'}ref":"#/${'$'}defs/Long"}},"required":["from","to"],"additionalProperties":false,""" +
                """"${'$'}defs":{"Long":{"type":"object","properties":{$long},"required":[$required],"additionalProperties":false}}}"""
            rendered.isStrict shouldBe true
        }

        test("maps, any JSON and types that hold themselves are told plainly, and it says why") {
            val rendered = AnthropicDialect.render(outputType<Loose>().schema)
            rendered.isStrict shouldBe false
            rendered.json.toString() shouldBe
                """{"type":"object","properties":{"scores":{"type":"object","additionalProperties":{"type":"integer","minimum":0}},""" +
                """"any":{},"node":{"${'$'}ref":"#/${'$'}defs/Node"}},"required":["scores","any","node"],""" +
                """"${'$'}defs":{"Node":{"type":"object",""" +
                """"properties":{"next":{"anyOf":[{"${'$'}ref":"#/${'$'}defs/Node"},{"type":"null"}]}},"required":["next"]}}}"""
            rendered.concessions shouldBe listOf(
                "Loose.scores: Anthropic's structured output has no maps",
                "Loose.any: Anthropic's structured output needs a type everywhere",
                "Node: Anthropic's structured output takes no type that holds itself",
            ).map { "$it, so the model is told the schema and not held to it, and the answer is checked." }
        }
    }) {
    @Serializable
    class Analysis(
        @Description("Step by step") val reasoning: String,
        @MinItems(1) val strengths: List<String>,
        val score: Double? = null,
        @Format("date-time") val at: String,
        @Format("uri") val site: String,
    )

    @Serializable
    class Limited(
        @Description("Zero is worst") @Minimum(0.0) @Maximum(10.0) @MultipleOf(0.5) val score: Double?,
        @Pattern("^[A-Z]+$") @MinLength(2) val code: String,
        @MinItems(2) @MaxItems(5) val tags: List<String>,
        @Format("licence-plate") val key: String,
    )

    @Serializable
    sealed interface Shape

    @Serializable
    @SerialName("circle")
    class Circle(val radius: Double) : Shape

    @Serializable
    class Drawing(val shapes: List<Shape>)

    @Serializable
    class Two(@Description("Where from") val from: Long, val to: Long)

    @Serializable
    class Long(
        val pa: Int,
        val pb: Int,
        val pc: Int,
        val pd: Int,
        val pe: Int,
        val pf: Int,
        val pg: Int,
        val ph: Int,
        val pi: Int,
        val pj: Int,
        val pk: Int,
        val pl: Int,
        val pm: Int,
        val pn: Int,
        val po: Int,
        val pp: Int,
        val pq: Int,
    )

    @Serializable
    @JvmInline
    value class Points(@Minimum(0.0) val value: Int)

    @Serializable
    class Loose(val scores: Map<String, Points>, val any: JsonElement, val node: Node)

    @Serializable
    class Node(val next: Node?)
}
