package dev.sluice.schema

import dev.sluice.json.JsonReader
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.serialization.Contextual
import kotlinx.serialization.KSerializer
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.builtins.ListSerializer
import kotlinx.serialization.builtins.serializer
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.buildClassSerialDescriptor
import kotlinx.serialization.descriptors.element
import kotlinx.serialization.encoding.CompositeDecoder
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import kotlinx.serialization.encoding.decodeStructure
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonTransformingSerializer
import kotlinx.serialization.modules.SerializersModule
import kotlinx.serialization.modules.contextual
import java.math.BigDecimal

/** The types inside a type, by which a growing answer is read piece by piece. */
class ChildTypesTest :
    FunSpec({
        fun OutputType<*>?.read(json: String): Any? = shouldNotBeNull().decode(JsonReader.parse(json))

        test("a property, with what was said of it") {
            val type = outputType<Person>()
            type.property("full-name").read("\"Ada\"") shouldBe "Ada"
            type.property("age").read("null") shouldBe null
            type.property("age")!!.schema.root shouldBe
                IntegerSchema(IntegerRange.signed(32), NumberBounds(minimum = BigDecimal.ZERO), nullable = true)
            type.property("unsigned").read("4294967295") shouldBe UInt.MAX_VALUE
            type.property("name") shouldBe null
            type.element() shouldBe null
            type.variant("x") shouldBe null
        }

        test("the same child every time") {
            val type = outputType<Person>()
            type.property("tags") shouldBeSameInstanceAs type.property("tags")
            outputType<Person>() shouldBeSameInstanceAs type
        }

        test("a list's element, in whatever the list is wrapped") {
            val type = outputType<Person>()
            type.property("tags")!!.element().read("\"x\"") shouldBe "x"
            type.property("others")!!.element().read("""{"content":3}""") shouldBe Box(3)
            type.property("wrapped")!!.element().read("7") shouldBe 7
            type.property("ints")!!.element().read("7") shouldBe 7
            type.property("set")!!.element().read("null") shouldBe null
            type.property("array")!!.element().read("\"x\"") shouldBe "x"
            outputType<List<List<Int>>?>().element()!!.element().read("7") shouldBe 7
        }

        test("a map's value") {
            outputType<Map<Int, Box<String>>>().element().read("""{"content":"x"}""") shouldBe Box("x")
            outputType<Map<String, Int?>>().element().read("null") shouldBe null
        }

        test("the property of a generic type") {
            outputType<Box<List<Int>>>().property("content")!!.element().read("7") shouldBe 7
        }

        test("a variant, and its own properties") {
            val type = outputType<Shape?>()
            type.variant("circle").read("""{"type":"circle","radius":2}""") shouldBe Shape.Circle(2)
            type.variant("circle")!!.property("radius").read("2") shouldBe 2
            type.variant("empty").read("{}") shouldBe Shape.Empty
            type.variant("square") shouldBe null
            type.property("radius") shouldBe null
        }

        test("a type that holds itself, as deep as one likes") {
            val node = outputType<Node>()
            val inner = node.property("children")!!.element()!!.property("children")!!.element()
            inner.read("""{"name":"x","children":[]}""") shouldBe Node("x", emptyList())
            inner!!.name shouldBe "Node"
            inner.schema.check(JsonReader.parse("""{"children":[{"name":1}]}""")).map { it.path.toString() } shouldBe
                listOf("$.name", "$.children[0].name", "$.children[0].children")
        }

        test("a contextual type is what the module has") {
            val module = SerializersModule { contextual(TextSerializer("java.math.BigDecimal") { BigDecimal(it) }) }
            val type = outputType(ListSerializer(Price.serializer()), module)
            type.element()!!.property("amount").read("\"1.5\"") shouldBe BigDecimal("1.5")
            type.element()!!.property("amounts")!!.element().read("\"1.5\"") shouldBe BigDecimal("1.5")
        }

        test("JSON's own types") {
            outputType<JsonArray>().element().read("[1]") shouldBe Json.parseToJsonElement("[1]")
            outputType<JsonObject>().element().read("null") shouldBe JsonNull
        }

        test("a serializer that reads JSON as a whole has no parts") {
            outputType(OneOrMany).element() shouldBe null
            outputType(OneOrMany).decode(JsonReader.parse("\"a\"")) shouldBe listOf("a")
        }

        test("a serializer written by hand") {
            val type = outputType(PointSerializer)
            type.decode(JsonReader.parse("""{"x":1,"labels":["a"]}""")) shouldBe Point(1, listOf("a"))
            type.property("x").read("1") shouldBe 1
            type.property("labels")!!.element().read("\"a\"") shouldBe "a"
        }
    }) {
    @Serializable
    class Person(
        @SerialName("full-name") val name: String,
        @Minimum(0.0) val age: Int?,
        val unsigned: UInt,
        val tags: List<String>?,
        val others: List<Box<Int>>,
        val wrapped: Numbers,
        val ints: IntArray,
        val set: Set<String?>,
        val array: Array<String>,
    )

    @Serializable
    data class Box<T>(val content: T)

    @Serializable
    @JvmInline
    value class Numbers(val all: List<Int>)

    @Serializable
    sealed interface Shape {
        @Serializable
        @SerialName("circle")
        data class Circle(val radius: Int) : Shape

        @Serializable
        @SerialName("empty")
        data object Empty : Shape
    }

    @Serializable
    data class Node(val name: String, val children: List<Node>)

    @Serializable
    class Price(@Contextual val amount: BigDecimal, val amounts: List<@Contextual BigDecimal?>)

    object OneOrMany : JsonTransformingSerializer<List<String>>(ListSerializer(String.serializer())) {
        override fun transformDeserialize(element: JsonElement): JsonElement = element as? JsonArray ?: JsonArray(listOf(element))
    }

    data class Point(val x: Int, val labels: List<String>)

    object PointSerializer : KSerializer<Point> {
        private val labels = ListSerializer(String.serializer())

        override val descriptor: SerialDescriptor = buildClassSerialDescriptor("Point") {
            element<Int>("x")
            element("labels", labels.descriptor)
        }

        override fun deserialize(decoder: Decoder): Point = decoder.decodeStructure(descriptor) {
            var x = 0
            var all = emptyList<String>()
            while (true) {
                when (decodeElementIndex(descriptor)) {
                    0 -> x = decodeIntElement(descriptor, 0)
                    1 -> all = decodeSerializableElement(descriptor, 1, labels)
                    CompositeDecoder.DECODE_DONE -> break
                }
            }
            Point(x, all)
        }

        override fun serialize(encoder: Encoder, value: Point) = throw UnsupportedOperationException()
    }
}
