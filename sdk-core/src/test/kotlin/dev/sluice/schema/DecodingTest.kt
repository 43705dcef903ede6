package dev.sluice.schema

import dev.sluice.json.JsonReader
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.PropTestConfig
import io.kotest.property.arbitrary.arbitrary
import io.kotest.property.arbitrary.boolean
import io.kotest.property.arbitrary.byte
import io.kotest.property.arbitrary.double
import io.kotest.property.arbitrary.enum
import io.kotest.property.arbitrary.float
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.long
import io.kotest.property.arbitrary.map
import io.kotest.property.arbitrary.orNull
import io.kotest.property.arbitrary.string
import io.kotest.property.arbitrary.uInt
import io.kotest.property.arbitrary.uLong
import io.kotest.property.checkAll
import kotlinx.serialization.Contextual
import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.KSerializer
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.builtins.ListSerializer
import kotlinx.serialization.builtins.serializer
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.PrimitiveSerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonClassDiscriminator
import kotlinx.serialization.json.JsonContentPolymorphicSerializer
import kotlinx.serialization.json.JsonDecoder
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonTransformingSerializer
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.modules.SerializersModule
import kotlinx.serialization.modules.contextual
import java.math.BigDecimal
import java.time.LocalDate
import kotlin.coroutines.cancellation.CancellationException

/** From JSON to the user's own objects. */
class DecodingTest :
    FunSpec({
        fun <T> OutputType<T>.decode(json: String): T = decode(JsonReader.parse(json))

        test("what kotlinx.serialization writes passes the check and is read back, whatever it is") {
            val type = outputType<Everything>()
            checkAll(PropTestConfig(seed = 4711, iterations = 300), everything) { value ->
                val json = JsonReader.parse(Json.encodeToString(value))
                type.schema.check(json).shouldBeEmpty()
                type.decode(json) shouldBe value
            }
        }

        test("missing takes the default, or null where there is none") {
            outputType<Defaults>().decode("{}") shouldBe Defaults(number = 7, nullableNumber = 8, list = listOf(1), bare = null)
        }

        test("null takes the default, or null where there is none") {
            outputType<Defaults>().decode("""{"number":null,"nullableNumber":null,"list":null,"bare":null}""") shouldBe
                Defaults(number = 7, nullableNumber = 8, list = listOf(1), bare = null)
        }

        test("what the type does not know is ignored") {
            outputType<Defaults>().decode("""{"x":[{"y":1}],"number":1,"bare":"b"}""") shouldBe Defaults(number = 1, bare = "b")
        }

        test("a whole number may be written with a point or an exponent") {
            outputType<List<Long>>().decode("[1.0,2e3,-0,9223372036854775807,-9223372036854775808,1.50e1]") shouldBe
                listOf(1L, 2_000L, 0L, Long.MAX_VALUE, Long.MIN_VALUE, 15L)
        }

        test("numbers that do not fit are refused where they stand") {
            shouldThrow<DecodingException> { outputType<List<Int>>().decode("[1,2147483648]") }.message shouldBe
                "$[1]: must be between -2147483648 and 2147483647"
            shouldThrow<DecodingException> { outputType<List<UByte>>().decode("[-1]") }.message shouldBe "$[0]: must be between 0 and 255"
            shouldThrow<DecodingException> { outputType<List<Int>>().decode("[1.5]") }.message shouldBe "$[0]: must be a whole number"
            shouldThrow<DecodingException> { outputType<List<Double>>().decode("[1e400]") }.message shouldBe
                "$[0]: is too large for a double"
            shouldThrow<DecodingException> { outputType<List<Char>>().decode("""["ab"]""") }.message shouldBe
                "$[0]: must be a single character"
            shouldThrow<DecodingException> { outputType<Defaults>().decode("""{"list":{}}""") }.message shouldBe "$.list: must be an array"
        }

        test("what an init block throws carries the path of the object that was being built, and its cause") {
            val failure = shouldThrow<DecodingException> {
                outputType<Order>().decode("""{"lines":[{"what":{"name":"a"},"count":1},{"what":{"name":"b"},"count":0}]}""")
            }
            failure.path.toString() shouldBe "$.lines[1]"
            failure.reason shouldBe "count must be positive, is 0"
            failure.cause!!::class shouldBe IllegalArgumentException::class
        }

        test("the innermost object is the one that is named") {
            val json = """{"lines":[{"what":{"name":""},"count":0}]}"""
            shouldThrow<DecodingException> { outputType<Order>().decode(json) }.message shouldBe "$.lines[0].what: a name is needed"
            shouldThrow<DecodingException> { outputType<Order>().decode("""{"lines":[]}""") }.message shouldBe "$: an order has lines"
        }

        test("so do a value class, a serializer of the user's, a map's key and value, and a variant") {
            val json = JsonReader.parse(
                """{"mail":"a@b","day":"2026-01-31","map":{"2026-01-31":{"name":"x"}},"shape":{"type":"dot","at":1}}""",
            )
            outputType<Places>().decode(json).day shouldBe LocalDate.of(2026, 1, 31)
            fun refusal(text: String) = shouldThrow<DecodingException> { outputType<Places>().decode(text) }.path.toString()
            refusal("""{"mail":"ab","day":"2026-01-31","map":{},"shape":{"type":"dot","at":1}}""") shouldBe "$.mail"
            refusal("""{"mail":"a@b","day":"someday","map":{},"shape":{"type":"dot","at":1}}""") shouldBe "$.day"
            refusal("""{"mail":"a@b","day":"2026-01-31","map":{"someday":{"name":"x"}},"shape":{"type":"dot","at":1}}""") shouldBe
                "$.map.someday"
            refusal("""{"mail":"a@b","day":"2026-01-31","map":{"2026-01-31":{"name":""}},"shape":{"type":"dot","at":1}}""") shouldBe
                "$.map['2026-01-31']"
            refusal("""{"mail":"a@b","day":"2026-01-31","map":{},"shape":{"type":"dot","at":0}}""") shouldBe "$.shape"
        }

        test("a cancellation and an error are not ours to wrap") {
            shouldThrow<CancellationException> { outputType<Throwing>().decode("""{"how":"cancel"}""") }
            shouldThrow<StackOverflowError> { outputType<Throwing>().decode("""{"how":"overflow"}""") }
            shouldThrow<DecodingException> { outputType<Throwing>().decode("""{"how":"silently"}""") }.reason shouldBe
                "UnsupportedOperationException"
        }

        test("the discriminator may stand anywhere, under the type's own name") {
            outputType<Event>().decode("""{"at":3,"kind":"in"}""") shouldBe Event.In(3)
            outputType<List<Event>>().decode("""[{"kind":"off"},{"kind":"in","at":1}]""") shouldBe listOf(Event.Off, Event.In(1))
        }

        test("keys of maps are numbers, enums, value classes") {
            outputType<Map<Int, String>>().decode("""{"1":"a","-2":"b"}""") shouldBe mapOf(1 to "a", -2 to "b")
            outputType<Map<ULong, Color>>().decode("""{"18446744073709551615":"RED"}""") shouldBe mapOf(ULong.MAX_VALUE to Color.RED)
            outputType<Map<Color, Int?>>().decode("""{"RED":1,"blue":null}""") shouldBe mapOf(Color.RED to 1, Color.BLUE to null)
            outputType<Map<Mail, Int>>().decode("""{"a@b":1}""") shouldBe mapOf(Mail("a@b") to 1)
        }

        test("serializers written for JSON") {
            outputType<ForJson>().decode(
                """{"one":"a","either":{"n":1},"any":{"x":[1.10,null]},"object":{},"big":123456789.123456789123456789}""",
            ) shouldBe
                ForJson(
                    listOf("a"),
                    Either.Right(1),
                    Json.parseToJsonElement("""{"x":[1.10,null]}"""),
                    JsonObject(emptyMap()),
                    BigDecimal("123456789.123456789123456789"),
                )
            outputType<AnyJson>().decode("""{"content":null}""") shouldBe AnyJson(JsonNull)
            outputType<AnyJson>().decode("{}") shouldBe AnyJson(JsonNull)
        }

        test("a contextual serializer out of the module, deep inside") {
            val module = SerializersModule { contextual(TextSerializer("java.math.BigDecimal") { BigDecimal(it) }) }
            outputType(ListSerializer(Price.serializer()), module).decode("""[{"amount":"1.50"}]""") shouldBe
                listOf(Price(BigDecimal("1.50")))
        }

        test("a generic type, and null at the root") {
            outputType<Box<List<Color>>>().decode("""{"content":["blue"]}""") shouldBe Box(listOf(Color.BLUE))
            outputType<Box<Int>?>().decode("null") shouldBe null
        }

        test("a piece that is decoded alone names the path within it") {
            val line = JsonReader.parse("""{"what":{"name":""},"count":1}""")
            val type = outputType<Order>().property("lines")!!.element()!!
            shouldThrow<DecodingException> { type.decode(line) }.path.toString() shouldBe "$.what"
        }
    }) {
    @Serializable
    enum class Color {
        RED,

        @SerialName("blue")
        BLUE,
    }

    @Serializable
    data class Everything(
        val byte: Byte,
        val int: Int,
        val long: Long,
        val uint: UInt,
        val ulong: ULong,
        val float: Float,
        val double: Double,
        val flag: Boolean,
        val text: String?,
        val color: Color,
        val numbers: List<Int?>,
        val map: Map<Int, Box<String>>,
        val formula: Formula,
        val default: String = "d",
    )

    @Serializable
    sealed interface Formula {
        @Serializable
        @SerialName("number")
        data class Number(val value: Int) : Formula

        @Serializable
        @SerialName("sum")
        data class Sum(val of: List<Formula>) : Formula
    }

    @Serializable
    data class Box<T>(val content: T)

    @Serializable
    data class Defaults(val number: Int = 7, val nullableNumber: Int? = 8, val list: List<Int> = listOf(1), val bare: String?)

    @Serializable
    data class Order(val lines: List<Line>) {
        init {
            require(lines.isNotEmpty()) { "an order has lines" }
        }
    }

    @Serializable
    data class Line(val what: Product, val count: Int) {
        init {
            require(count > 0) { "count must be positive, is $count" }
        }
    }

    @Serializable
    data class Product(val name: String) {
        init {
            require(name.isNotEmpty()) { "a name is needed" }
        }
    }

    @Serializable
    @JvmInline
    value class Mail(val text: String) {
        init {
            require('@' in text) { "no address" }
        }
    }

    object DaySerializer : TextSerializer<LocalDate>("LocalDate", { LocalDate.parse(it) })

    @Serializable
    class Places(
        val mail: Mail,
        @Serializable(DaySerializer::class) val day: LocalDate,
        val map: Map<
            @Serializable(DaySerializer::class)
            LocalDate,
            Product,
            >,
        val shape: Shape,
    )

    @Serializable
    sealed interface Shape

    @Serializable
    @SerialName("dot")
    class Dot(val at: Int) : Shape {
        init {
            check(at > 0)
        }
    }

    @Serializable
    class Throwing(val how: String) {
        init {
            when (how) {
                "cancel" -> throw CancellationException("stop")
                "overflow" -> throw StackOverflowError()
                else -> throw UnsupportedOperationException()
            }
        }
    }

    @Serializable
    @JsonClassDiscriminator("kind")
    sealed class Event {
        @Serializable
        @SerialName("in")
        data class In(val at: Int) : Event()

        @Serializable
        @SerialName("off")
        data object Off : Event()
    }

    @Serializable
    data class ForJson(
        @Serializable(OneOrMany::class) val one: List<String>,
        @Serializable(EitherSerializer::class) val either: Either,
        val any: JsonElement,
        val `object`: JsonObject,
        @Serializable(ExactSerializer::class) val big: BigDecimal,
    )

    @Serializable
    data class AnyJson(val content: JsonElement)

    object OneOrMany : JsonTransformingSerializer<List<String>>(ListSerializer(String.serializer())) {
        override fun transformDeserialize(element: JsonElement): JsonElement = element as? JsonArray ?: JsonArray(listOf(element))
    }

    interface Either {
        @Serializable
        data class Left(val s: String) : Either

        @Serializable
        data class Right(val n: Int) : Either
    }

    object EitherSerializer : JsonContentPolymorphicSerializer<Either>(Either::class) {
        override fun selectDeserializer(element: JsonElement): DeserializationStrategy<Either> =
            if ("s" in element.jsonObject) Either.Left.serializer() else Either.Right.serializer()
    }

    @Serializable
    data class Price(@Contextual val amount: BigDecimal)

    private companion object {
        val formulas: Arb<Formula> = Arb.list(Arb.int(), 0..3).map { numbers ->
            numbers.fold(Formula.Number(0) as Formula) { inner, n -> Formula.Sum(listOf(Formula.Number(n), inner)) }
        }

        val everything: Arb<Everything> = arbitrary {
            Everything(
                Arb.byte().bind(),
                Arb.int().bind(),
                Arb.long().bind(),
                Arb.uInt().bind(),
                Arb.uLong().bind(),
                Arb.float().bind().takeIf { it.isFinite() } ?: 0f,
                Arb.double().bind().takeIf { it.isFinite() } ?: 0.0,
                Arb.boolean().bind(),
                Arb.string(0..20).orNull().bind(),
                Arb.enum<Color>().bind(),
                Arb.list(Arb.int().orNull(), 0..4).bind(),
                Arb.map(Arb.int(), Arb.string(0..5).map { Box(it) }, 0, 3).bind(),
                formulas.bind(),
                Arb.string(0..3).bind(),
            )
        }
    }
}

/** A number with all its digits, read as people do who need them. */
private object ExactSerializer : KSerializer<BigDecimal> {
    override val descriptor = PrimitiveSerialDescriptor(
        "java.math.BigDecimal",
        PrimitiveKind.DOUBLE,
    )

    override fun deserialize(decoder: Decoder): BigDecimal =
        BigDecimal((decoder as JsonDecoder).decodeJsonElement().toString())

    override fun serialize(encoder: Encoder, value: BigDecimal) = encoder.encodeDouble(value.toDouble())
}
