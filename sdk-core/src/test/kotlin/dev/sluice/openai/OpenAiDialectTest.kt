package dev.sluice.openai

import dev.sluice.schema.ArraySchema
import dev.sluice.schema.BooleanSchema
import dev.sluice.schema.Description
import dev.sluice.schema.EnumConstant
import dev.sluice.schema.EnumSchema
import dev.sluice.schema.Format
import dev.sluice.schema.IntegerSchema
import dev.sluice.schema.MaxItems
import dev.sluice.schema.Maximum
import dev.sluice.schema.MinLength
import dev.sluice.schema.Minimum
import dev.sluice.schema.ObjectSchema
import dev.sluice.schema.PropertySchema
import dev.sluice.schema.Schema
import dev.sluice.schema.SchemaDocument
import dev.sluice.schema.UniqueItems
import dev.sluice.schema.outputType
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive

/** The strict dialect: what it says, and when it steps back. */
class OpenAiDialectTest :
    FunSpec({
        test("every object is closed, every property required, an optional one nullable") {
            val rendered = OpenAiDialect.render(outputType<Analysis>().schema)
            rendered.json.toString() shouldBe
                """{"type":"object","properties":{"reasoning":{"type":"string","description":"Step by step"},""" +
                """"strengths":{"type":"array","items":{"type":"string"},"maxItems":5},""" +
                """"score":{"anyOf":[{"type":"number","minimum":0,"maximum":10},{"type":"null"}]},""" +
                """"count":{"description":"How many","anyOf":[{"type":"integer"},{"type":"null"}]}},""" +
                """"required":["reasoning","strengths","score","count"],"additionalProperties":false}"""
            rendered.isStrict shouldBe true
            rendered.concessions.shouldBeEmpty()
        }

        test("what strict mode has no word for moves into the description, and is listed") {
            val rendered = OpenAiDialect.render(outputType<Limited>().schema)
            rendered.json.toString() shouldBe
                """{"type":"object","properties":{"name":{"type":"string","description":"Its name\n{minLength: 3}"},""" +
                """"site":{"description":"{format: uri}","anyOf":[{"type":"string"},{"type":"null"}]},""" +
                """"mail":{"type":"string","format":"email"},""" +
                """"tags":{"type":"array","description":"{uniqueItems: true}","items":{"type":"string"},"maxItems":3}},""" +
                """"required":["name","site","mail","tags"],"additionalProperties":false}"""
            rendered.concessions shouldBe listOf(
                "Limited.name: OpenAI does not take this minLength; the description says it, and the answer is checked.",
                "Limited.site: OpenAI does not take this format; the description says it, and the answer is checked.",
                "Limited.tags: OpenAI does not take this uniqueItems; the description says it, and the answer is checked.",
            )
        }

        test("a default that is known is told") {
            val tree = ObjectSchema("T", listOf(PropertySchema("n", IntegerSchema(), optional = true, default = JsonPrimitive(3))))
            val rendered = OpenAiDialect.render(SchemaDocument(tree))
            rendered.json.toString() shouldBe
                """{"type":"object","properties":{"n":{"description":"{default: 3}","anyOf":[{"type":"integer"},{"type":"null"}]}},""" +
                """"required":["n"],"additionalProperties":false}"""
            rendered.concessions shouldBe listOf("T.n: OpenAI does not take this default; the description says it.")
        }

        test("a union is a choice of closed objects, the discriminator first") {
            val rendered = OpenAiDialect.render(outputType<Drawing>().schema)
            rendered.json.toString() shouldBe
                """{"type":"object","properties":{"shape":{"anyOf":[{"type":"object",""" +
                """"properties":{"type":{"type":"string","const":"circle"},"radius":{"type":"number"}},""" +
                """"required":["type","radius"],"additionalProperties":false},""" +
                """{"type":"object","properties":{"type":{"type":"string","const":"empty"}},"required":["type"],""" +
                """"additionalProperties":false},""" +
                """{"type":"null"}]}},"required":["shape"],"additionalProperties":false}"""
            rendered.isStrict shouldBe true
        }

        test("a type that holds itself, with nothing beside a reference") {
            OpenAiDialect.render(outputType<Node>().schema).run {
                isStrict shouldBe true
                val node =
                    """"type":"object","properties":{"value":{"type":"integer"},"next":{"description":"The rest",""" +
                        """"anyOf":[{"${'$'}ref":"#/${'$'}defs/Node"},{"type":"null"}]},"first":{"description":"Itself",""" +
                        """"anyOf":[{"${'$'}ref":"#/${'$'}defs/Node"}]}},"required":["value","next","first"],"additionalProperties":false"""
                json.toString() shouldBe """{$node,"${'$'}defs":{"Node":{$node}}}"""
            }
        }

        test("an object without properties") {
            OpenAiDialect.render(SchemaDocument(ObjectSchema("T", emptyList()))).json.toString() shouldBe
                """{"type":"object","properties":{},"required":[],"additionalProperties":false}"""
        }

        test("maps and any JSON go without strict mode, as the plain schema, and it says why") {
            val rendered = OpenAiDialect.render(outputType<Loose>().schema)
            rendered.isStrict shouldBe false
            rendered.json.toString() shouldBe
                """{"type":"object","properties":{"name":{"type":"string","minLength":3},""" +
                """"lists":{"type":"array","items":{"type":"object","additionalProperties":{"type":"integer"}}},"any":{}},""" +
                """"required":["lists","any"]}"""
            rendered.concessions shouldBe listOf(
                "Loose.lists[]: OpenAI's strict mode has no maps, so the schema is sent without strict mode, and the answer is checked.",
                "Loose.any: OpenAI's strict mode needs a type everywhere, so the schema is sent without strict mode, " +
                    "and the answer is checked.",
            )
        }

        test("its limits: at them strict, over them not") {
            fun strict(vararg properties: Schema) =
                OpenAiDialect.render(SchemaDocument(ObjectSchema("T", properties.mapIndexed { i, it -> PropertySchema("p$i", it) })))
            val full = List(5_000) { BooleanSchema() }.toTypedArray()
            strict(*full).isStrict shouldBe true
            strict(*full, BooleanSchema()).concessions shouldBe listOf(
                "The type has 5001 properties and OpenAI's strict mode takes 5000, so the schema is sent without strict mode, " +
                    "and the answer is checked.",
            )
            fun lists(depth: Int): Schema = if (depth == 0) BooleanSchema() else ArraySchema(lists(depth - 1))
            strict(lists(9)).isStrict shouldBe true
            strict(lists(10)).isStrict shouldBe false
            fun choice(size: Int) = EnumSchema("E", List(size) { EnumConstant("c$it") })
            strict(choice(600), choice(400)).isStrict shouldBe true
            strict(choice(600), choice(401)).isStrict shouldBe false
        }
    }) {
    @Serializable
    class Analysis(
        @Description("Step by step") val reasoning: String,
        @MaxItems(5) val strengths: List<String>,
        @Minimum(0.0) @Maximum(10.0) val score: Double? = null,
        @Description("How many") val count: Int = 1,
    )

    @Serializable
    class Limited(
        @Description("Its name") @MinLength(3) val name: String,
        @Format("uri") val site: String?,
        @Format("email") val mail: String,
        @MaxItems(3) @UniqueItems val tags: List<String>,
    )

    @Serializable
    sealed interface Shape {
        @Serializable
        @SerialName("circle")
        class Circle(val radius: Double) : Shape

        @Serializable
        @SerialName("empty")
        data object Empty : Shape
    }

    @Serializable
    class Drawing(val shape: Shape?)

    @Serializable
    class Node(val value: Int, @Description("The rest") val next: Node?, @Description("Itself") val first: Node)

    @Serializable
    class Loose(@MinLength(3) val name: String = "x", val lists: List<Map<String, Int>>, val any: JsonElement)
}
