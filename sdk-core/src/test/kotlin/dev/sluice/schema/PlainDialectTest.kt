package dev.sluice.schema

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import kotlinx.serialization.KSerializer
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.builtins.serializer
import kotlinx.serialization.json.JsonClassDiscriminator
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.serializer
import kotlin.time.Duration
import kotlin.time.Instant
import kotlin.uuid.ExperimentalUuidApi
import kotlin.uuid.Uuid

/** What a Kotlin type becomes: one type a feature, and the exact JSON Schema of it. */
@OptIn(ExperimentalUuidApi::class)
class PlainDialectTest :
    FunSpec({
        fun KSerializer<*>.schema() = outputType(this).schema.toString()

        test("properties in declaration order, a default is optional, a nullable is null") {
            serializer<Declared>().schema() shouldBe
                """{"type":"object","properties":{"zebra":{"type":"string"},"apple":{"type":"integer"},""" +
                """"mango":{"anyOf":[{"type":"number"},{"type":"null"}]},"kiwi":{"type":"boolean"}},""" +
                """"required":["zebra","apple","mango"]}"""
        }

        test("descriptions of the class, the property, the enum and its constants") {
            serializer<Described>().schema() shouldBe
                """{"type":"object","description":"A thing","properties":{"level":{"type":"string",""" +
                """"description":"How urgent\nUrgency\nlow: can wait","enum":["low","HIGH"]},""" +
                """"other":{"description":"Or none","anyOf":[{"type":"string"},{"type":"null"}]}},"required":["level","other"]}"""
        }

        test("constraints on numbers") {
            serializer<Numbers>().schema() shouldBe
                """{"type":"object","properties":{"a":{"type":"integer","minimum":0,"maximum":10},""" +
                """"b":{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":0.5,"multipleOf":0.01},""" +
                """"c":{"anyOf":[{"type":"number","maximum":1000000000000},{"type":"null"}]}},"required":["a","b","c"]}"""
        }

        test("constraints on strings, lists and maps") {
            serializer<Sizes>().schema() shouldBe
                """{"type":"object","properties":{"s":{"type":"string","pattern":"^[a-z]+$","minLength":1,"maxLength":9},""" +
                """"mail":{"type":"string","format":"email"},""" +
                """"list":{"type":"array","items":{"type":"string"},"minItems":1,"maxItems":5,"uniqueItems":true},""" +
                """"map":{"type":"object","additionalProperties":{"type":"integer"},"minProperties":1,"maxProperties":2}},""" +
                """"required":["s","mail","list","map"]}"""
        }

        test("lists, sets, arrays and what is inside") {
            serializer<Collections>().schema() shouldBe
                """{"type":"object","properties":{"lists":{"type":"array","items":{"type":"array","items":{"type":"integer"}}},""" +
                """"set":{"type":"array","items":{"type":"string"}},"ints":{"type":"array","items":{"type":"integer"}},""" +
                """"holes":{"type":"array","items":{"anyOf":[{"type":"string"},{"type":"null"}]}}},""" +
                """"required":["lists","set","ints","holes"]}"""
        }

        test("maps, whose keys are strings, numbers or enums") {
            serializer<Maps>().schema() shouldBe
                """{"type":"object","properties":{"plain":{"type":"object","additionalProperties":{"type":"number"}},""" +
                """"byNumber":{"type":"object","propertyNames":{"pattern":"^-?(0|[1-9][0-9]*)$"},""" +
                """"additionalProperties":{"type":"string"}},""" +
                """"byEnum":{"type":"object","propertyNames":{"type":"string","description":"Urgency\nlow: can wait",""" +
                """"enum":["low","HIGH"]},"additionalProperties":{"type":"boolean"}}},"required":["plain","byNumber","byEnum"]}"""
        }

        test("a sealed type's discriminator is each variant's first property") {
            serializer<Drawing>().schema() shouldBe
                """{"type":"object","properties":{"shape":{"description":"A shape","anyOf":[""" +
                """{"type":"object","description":"Round","properties":{"type":{"type":"string","const":"circle"},""" +
                """"radius":{"type":"number"}},"required":["type","radius"]},""" +
                """{"type":"object","properties":{"type":{"type":"string","const":"nothing"}},"required":["type"]},""" +
                """{"type":"object","properties":{"type":{"type":"string","const":"square"},"side":{"type":"number"}},""" +
                """"required":["type","side"]}]}},"required":["shape"]}"""
        }

        test("a sealed type that may be null, under a discriminator of its own") {
            serializer<Event?>().schema() shouldBe
                """{"anyOf":[{"type":"object","properties":{"kind":{"type":"string","const":"in"},"at":{"type":"integer"}},""" +
                """"required":["kind","at"]},{"type":"null"}]}"""
        }

        test("a sealed type within a sealed type lists the variants of both") {
            (outputType<Animal>().schema.root as UnionSchema).variants.map { it.tag } shouldBe listOf("cat", "goldfish", "shark")
        }

        test("a type that holds itself stands among the definitions, and at the root as it is") {
            serializer<Tree>().schema() shouldBe
                """{"type":"object","properties":{"name":{"type":"string"},"children":{"type":"array",""" +
                """"items":{"${'$'}ref":"#/${'$'}defs/Tree"}},""" +
                """"parent":{"anyOf":[{"${'$'}ref":"#/${'$'}defs/Tree"},{"type":"null"}]}},"required":["name","children","parent"],""" +
                """"${'$'}defs":{"Tree":{"type":"object","properties":{"name":{"type":"string"},""" +
                """"children":{"type":"array","items":{"${'$'}ref":"#/${'$'}defs/Tree"}},""" +
                """"parent":{"anyOf":[{"${'$'}ref":"#/${'$'}defs/Tree"},{"type":"null"}]}},"required":["name","children","parent"]}}}"""
        }

        test("a sealed type that holds itself") {
            serializer<Formula>().schema() shouldBe
                """{"anyOf":[{"type":"object","properties":{"type":{"type":"string","const":"number"},"value":{"type":"integer"}},""" +
                """"required":["type","value"]},{"type":"object","properties":{"type":{"type":"string","const":"sum"},""" +
                """"of":{"type":"array","items":{"${'$'}ref":"#/${'$'}defs/Formula"}}},"required":["type","of"]}],""" +
                """"${'$'}defs":{"Formula":{"anyOf":[{"type":"object","properties":{"type":{"type":"string","const":"number"},""" +
                """"value":{"type":"integer"}},"required":["type","value"]},{"type":"object","properties":{"type":{"type":"string",""" +
                """"const":"sum"},"of":{"type":"array","items":{"${'$'}ref":"#/${'$'}defs/Formula"}}},"required":["type","of"]}]}}}"""
        }

        test("a generic type is what its argument makes of it") {
            serializer<Boxes>().schema() shouldBe
                """{"type":"object","properties":{"number":{"type":"object","properties":{"content":{"type":"integer"}},""" +
                """"required":["content"]},""" +
                """"text":{"type":"object","properties":{"content":{"type":"string"}},"required":["content"]}},""" +
                """"required":["number","text"]}"""
        }

        test("a value class is what it wraps, with what it says") {
            serializer<Account>().schema() shouldBe
                """{"type":"object","properties":{"id":{"type":"string","description":"The customer's number",""" +
                """"pattern":"^C\\d+$","maxLength":8},""" +
                """"tags":{"type":"array","items":{"type":"string"}},""" +
                """"note":{"anyOf":[{"type":"string"},{"type":"null"}]}},"required":["id","tags","note"]}"""
        }

        test("dates, durations, identifiers and URIs by their serializers' names") {
            serializer<Known>().schema() shouldBe
                """{"type":"object","properties":{"at":{"type":"string","format":"date-time"},"id":{"type":"string","format":"uuid"},""" +
                """"lasts":{"type":"string","format":"duration"},"day":{"type":"string","format":"date"},""" +
                """"local":{"type":"string","description":"ISO 8601 date and time without offset, like 2026-01-31T09:30:00"},""" +
                """"own":{"type":"string"}},"required":["at","id","lasts","day","local","own"]}"""
        }

        test("unsigned numbers, characters, bytes") {
            outputType<Widths>().schema.root shouldBe ObjectSchema(
                "Widths",
                listOf(
                    PropertySchema("byte", IntegerSchema(IntegerRange(-128L, 127L))),
                    PropertySchema("ubyte", IntegerSchema(IntegerRange(0L, 255L))),
                    PropertySchema("short", IntegerSchema(IntegerRange(-32_768L, 32_767L))),
                    PropertySchema("uint", IntegerSchema(IntegerRange(0L, 4_294_967_295L))),
                    PropertySchema("long", IntegerSchema(IntegerRange(Long.MIN_VALUE, Long.MAX_VALUE))),
                    PropertySchema("float", NumberSchema(precision = NumberPrecision.FLOAT)),
                    PropertySchema("char", StringSchema(minLength = 1, maxLength = 1, atomic = true)),
                ),
            )
        }

        test("any JSON") {
            serializer<Loose>().schema() shouldBe
                """{"type":"object","properties":{"any":{"description":"Whatever"},""" +
                """"map":{"type":"object","additionalProperties":{}},"scalar":{}},"required":["any","map","scalar"]}"""
        }

        test("only a plain string and a plain list grow while they arrive") {
            val sizes = outputType<Growing>().schema.root as ObjectSchema
            sizes.properties.filter { (it.schema as? StringSchema)?.atomic ?: (it.schema as ArraySchema).atomic }.map { it.name } shouldBe
                listOf("custom", "wrapped", "mail", "set", "array", "wrappedList")
        }

        test("roots that are no objects, and their names") {
            serializer<List<Described>>().schema() shouldStartWith """{"type":"array","items":{"type":"object","description":"A thing","""
            listOf(
                outputType<Described>(),
                outputType<List<Described>>(),
                outputType<Map<String, Int>>(),
                outputType<String>(),
                outputType<Level?>(),
                outputType<Double>(),
                outputType<JsonElement>(),
                outputType<Shape>(),
            ).map { it.name } shouldBe listOf("Described", "DescribedList", "IntegerMap", "Text", "Level", "Number", "Json", "Shape")
        }

        test("a name is made of what every provider takes") {
            outputType<Awkward>().name shouldBe "Gr__e_-of-it"
            legalName("a.b." + "x".repeat(100)) shouldBe "x".repeat(64)
            legalName("a.b.") shouldBe "Type"
        }

        test("two types of one name get two, in the order in which they are met") {
            val properties = (outputType<Namesakes>().schema.root as ObjectSchema).properties
            properties.map { (it.schema as ObjectSchema).name } shouldBe listOf("Part", "Part_2", "Part")
        }

        test("what is known of a default stands with its property") {
            val tree = ObjectSchema("T", listOf(PropertySchema("n", IntegerSchema(), optional = true, default = JsonPrimitive(3))))
            SchemaDocument(tree).toString() shouldBe """{"type":"object","properties":{"n":{"type":"integer","default":3}}}"""
        }

        test("a name in a definition's reference is escaped as a JSON pointer") {
            val document = SchemaDocument(
                ObjectSchema("T", listOf(PropertySchema("x", ReferenceSchema("a/b~c")))),
                mapOf("a/b~c" to BooleanSchema(), "unused" to BooleanSchema()),
            )
            document.toString() shouldBe
                """{"type":"object","properties":{"x":{"${'$'}ref":"#/${'$'}defs/a~1b~0c"}},"required":["x"],""" +
                """"${'$'}defs":{"a/b~c":{"type":"boolean"}}}"""
        }

        test("a type whose parts each use the next ones twice stays small") {
            outputType<Diamond>().schema.toString().length shouldBeLessThan 2_000
        }
    }) {
    @Serializable
    class Declared(val zebra: String, val apple: Int, val mango: Double?, val kiwi: Boolean = true)

    @Serializable
    @Description("Urgency")
    enum class Level {
        @Description("can wait")
        @SerialName("low")
        LOW,
        HIGH,
    }

    @Serializable
    @Description("A thing")
    class Described(@Description("How urgent") val level: Level, @Description("Or none") val other: String?)

    @Serializable
    class Numbers(
        @Minimum(0.0) @Maximum(10.0) val a: Int,
        @ExclusiveMinimum(0.0) @ExclusiveMaximum(0.5) @MultipleOf(0.01) val b: Float,
        @Maximum(1e12) val c: Double?,
    )

    @Serializable
    class Sizes(
        @Pattern("^[a-z]+$") @MinLength(1) @MaxLength(9) val s: String,
        @Format("email") val mail: String,
        @MinItems(1) @MaxItems(5) @UniqueItems val list: List<String>,
        @MinProperties(1) @MaxProperties(2) val map: Map<String, Int>,
    )

    @Serializable
    class Collections(val lists: List<List<Int>>, val set: Set<String>, val ints: IntArray, val holes: List<String?>)

    @Serializable
    class Maps(val plain: Map<String, Double>, val byNumber: Map<Int, String>, val byEnum: Map<Level, Boolean>)

    @Serializable
    @Description("A shape")
    sealed interface Shape {
        @Serializable
        @SerialName("circle")
        @Description("Round")
        class Circle(val radius: Double) : Shape

        @Serializable
        @SerialName("square")
        class Square(val side: Double) : Shape

        @Serializable
        @SerialName("nothing")
        data object Nothing : Shape
    }

    @Serializable
    class Drawing(val shape: Shape)

    @Serializable
    @JsonClassDiscriminator("kind")
    sealed class Event {
        @Serializable
        @SerialName("in")
        class In(val at: Long) : Event()
    }

    @Serializable
    sealed interface Animal

    @Serializable
    @SerialName("cat")
    class Cat(val lives: Int) : Animal

    @Serializable
    sealed interface Fish : Animal

    @Serializable
    @SerialName("goldfish")
    class Goldfish(val bowl: String) : Fish

    @Serializable
    @SerialName("shark")
    class Shark(val teeth: Int) : Fish

    @Serializable
    class Tree(val name: String, val children: List<Tree>, val parent: Tree? = null)

    @Serializable
    sealed interface Formula {
        @Serializable
        @SerialName("number")
        class Number(val value: Int) : Formula

        @Serializable
        @SerialName("sum")
        class Sum(val of: List<Formula>) : Formula
    }

    @Serializable
    class Box<T>(val content: T)

    @Serializable
    class Boxes(val number: Box<Int>, val text: Box<String>)

    @Serializable
    @JvmInline
    @Description("The customer's number")
    value class CustomerId(@Pattern("^C\\d+$") @MaxLength(20) val value: String)

    @Serializable
    @JvmInline
    value class Tags(val all: List<String>)

    @Serializable
    @JvmInline
    value class Note(val text: String?)

    @Serializable
    class Account(@MaxLength(8) val id: CustomerId, val tags: Tags, val note: Note)

    @Serializable
    class Known(
        val at: Instant,
        val id: Uuid,
        val lasts: Duration,
        @Serializable(DaySerializer::class) val day: java.time.LocalDate,
        @Serializable(LocalSerializer::class) val local: java.time.LocalDateTime,
        @Serializable(OwnSerializer::class) val own: String,
    )

    @Serializable
    class Widths(val byte: Byte, val ubyte: UByte, val short: Short, val uint: UInt, val long: Long, val float: Float, val char: Char)

    @Serializable
    class Loose(@Description("Whatever") val any: JsonElement, val map: JsonObject, val scalar: JsonPrimitive)

    @Serializable
    class Growing(
        val plain: String,
        @Serializable(OwnSerializer::class) val custom: String,
        val wrapped: CustomerId,
        @Format("email") val mail: String,
        val list: List<String>,
        val set: Set<String>,
        val array: Array<String>,
        val wrappedList: Tags,
    )

    @Serializable
    @SerialName("x.Größe -of-it")
    class Awkward(val a: Int)

    @Serializable
    class Namesakes(val a: OneHouse.Part, val b: OtherHouse.Part, val c: OneHouse.Part)

    class OneHouse {
        @Serializable
        class Part(val a: Int)
    }

    class OtherHouse {
        @Serializable
        class Part(val a: Int)
    }

    @Serializable
    class Diamond(val a: D1, val b: D1)

    @Serializable
    class D1(val a: D2, val b: D2, val c: D2)

    @Serializable
    class D2(val a: D3, val b: D3, val c: D3)

    @Serializable
    class D3(val a: D4, val b: D4, val c: D4)

    @Serializable
    class D4(val a: D5, val b: D5, val c: D5)

    @Serializable
    class D5(val a: D6, val b: D6, val c: D6)

    @Serializable
    class D6(val a: String, val b: String, val c: String)

    object DaySerializer : TextSerializer<java.time.LocalDate>("java.time.LocalDate", { java.time.LocalDate.parse(it) })

    object LocalSerializer : TextSerializer<java.time.LocalDateTime>("LocalDateTime", { java.time.LocalDateTime.parse(it) })

    object OwnSerializer : TextSerializer<String>("my.own.LocalDate", { it.trim() })
}

private fun IntegerRange(from: Long, to: Long) = IntegerRange(from.toBigInteger(), to.toBigInteger())
