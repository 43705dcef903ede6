package dev.sluice.schema

import dev.sluice.json.JsonReader
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Instant
import kotlin.uuid.ExperimentalUuidApi
import kotlin.uuid.Uuid

/** Types of Kotlin's own, through all of it: the schema takes their JSON, the check holds what is none, decoding gives the value. */
@OptIn(ExperimentalUuidApi::class)
internal class TypesTest :
    FunSpec({
        fun <T> OutputType<T>.read(text: String): T {
            val json = JsonReader.parse(text)
            withClue(text) { schema.check(json).shouldBeEmpty() }
            return decode(json)
        }

        fun OutputType<*>.complaints(text: String) = schema.check(JsonReader.parse(text)).map { it.toString() }

        test("moments, durations and identifiers") {
            val type = outputType<Times>()
            type.read(
                """{"at":"2026-01-31T09:30:00+02:00","lasts":"PT1H30M","id":"123e4567-e89b-12d3-a456-426614174000","ends":null}""",
            ) shouldBe Times(
                Instant.parse("2026-01-31T07:30:00Z"),
                90.minutes,
                Uuid.parse("123e4567-e89b-12d3-a456-426614174000"),
                null,
            )
            type.complaints("""{"at":"yesterday","lasts":"1h","id":"1","ends":"never"}""") shouldBe listOf(
                "$.at: must be a date and time with offset, like 2026-01-31T09:30:00Z (was: \"yesterday\")",
                "$.lasts: must be an ISO 8601 duration, like PT1H30M (was: \"1h\")",
                "$.id: must be a UUID, like 123e4567-e89b-12d3-a456-426614174000 (was: \"1\")",
                "$.ends: must be a date and time with offset, like 2026-01-31T09:30:00Z (was: \"never\")",
            )
            withClue("a year has no length that Kotlin's Duration knows") {
                shouldThrow<DecodingException> { outputType<Duration>().decode(JsonReader.parse("\"P1Y\"")) }
            }
        }

        test("a value class may be null, stand in lists, be a key and a value of a map, and hold another") {
            outputType<Wrapped>().read("""{"one":"a","none":null,"all":["b",null],"prices":{"c":1.5},"outer":{"d":"e"}}""") shouldBe
                Wrapped(Sku("a"), null, listOf(Sku("b"), null), mapOf(Sku("c") to Euros(1.5)), Shelf(mapOf(Sku("d") to Sku("e"))))
            outputType<Wrapped>().complaints("""{"one":"","none":"","all":[""],"prices":{"":0},"outer":{}}""").map {
                it.substringBefore(':')
            } shouldBe listOf("$.prices['']", "$.one", "$.none", "$.all[0]", "$.prices['']")
            outputType<List<Sku>>().read("""["a"]""") shouldBe listOf(Sku("a"))
            outputType<Sku>().read("\"a\"") shouldBe Sku("a")
        }

        test("scalars, enums, maps, sets, lists and null at the root") {
            outputType<Int>().read("7") shouldBe 7
            outputType<Mood>().read("\"glad\"") shouldBe Mood.GLAD
            outputType<Map<String, Int?>>().read("""{"a":1,"b":null}""") shouldBe mapOf("a" to 1, "b" to null)
            outputType<Set<Mood>>().read("""["glad","glad"]""") shouldBe setOf(Mood.GLAD)
            outputType<Mood?>().read("null") shouldBe null
            outputType<ULong>().read("18446744073709551615") shouldBe ULong.MAX_VALUE
            outputType<Instant>().read("\"2026-01-31T07:30:00Z\"") shouldBe Instant.parse("2026-01-31T07:30:00Z")
        }

        test("a generic type in a generic type") {
            outputType<Page<Page<Mood>>>().read("""{"items":[{"items":["glad"],"next":null}],"next":"2"}""") shouldBe
                Page(listOf(Page(listOf(Mood.GLAD), null)), "2")
            outputType<Page<Page<Mood>>>().complaints("""{"items":[{"items":["sad"]}]}""") shouldBe
                listOf("$.items[0].items[0]: must be one of \"glad\", \"other\" (was: \"sad\")")
        }

        test("a word that an enum does not know is taken for its fallback, wherever it stands but as a key") {
            val type = outputType<Tags>()
            type.read("""{"tag":"odd","more":["even","FOO","BAR"],"maybe":"BAZ","counts":{"even":1}}""") shouldBe
                Tags(Tag.ODD, listOf(Tag.EVEN, Tag.OTHER, Tag.OTHER), Tag.OTHER, mapOf(Tag.EVEN to 1))
            type.schema.replacements(
                type.schema.root,
                JsonReader.parse("""{"tag":"odd","more":["FOO"],"maybe":null,"counts":{}}"""),
            ).map { it.toString() } shouldBe listOf("$.more[0]: is no constant of Tag, taken as other (was: \"FOO\")")
            type.complaints("""{"tag":1,"more":[],"maybe":null,"counts":{"FOO":1}}""") shouldBe listOf(
                "$.tag: must be one of \"odd\", \"even\", \"other\", not a number (was: 1)",
                "$.counts.FOO: the key must be one of \"odd\", \"even\", \"other\"",
            )
        }

        test("the fallback is one, and the model is told of it as of any constant") {
            (outputType<Tag>().schema.root as EnumSchema).fallback shouldBe "other"
            outputType<Tag>().schema.toString() shouldBe
                """{"type":"string","description":"other: Anything else","enum":["odd","even","other"]}"""
            shouldThrow<UnsupportedTypeException> { outputType<Undecided>() }.message shouldBe
                "Undecided: one constant can be the @EnumFallback, and it is said of THIS, THAT"
        }

        test("the marks for streams are in the tree and not in what the model reads") {
            val (whole, required, plain) = (outputType<Marked>().schema.root as ObjectSchema).properties
            listOf(whole.streamWhole, whole.streamRequired) shouldBe listOf(true, false)
            listOf(required.streamWhole, required.streamRequired) shouldBe listOf(false, true)
            listOf(plain.streamWhole, plain.streamRequired) shouldBe listOf(false, false)
            outputType<Marked>().schema.toString() shouldBe """{"type":"object","properties":{"whole":{"type":"string"},""" +
                """"required":{"type":"string"},"plain":{"type":"string"}},"required":["whole","required","plain"]}"""
        }
    }) {
    @Serializable
    data class Times(val at: Instant, val lasts: Duration, val id: Uuid, val ends: Instant?)

    @Serializable
    @JvmInline
    value class Sku(@MinLength(1) val code: String)

    @Serializable
    @JvmInline
    value class Euros(@ExclusiveMinimum(0.0) val amount: Double)

    @Serializable
    @JvmInline
    value class Shelf(val places: Map<Sku, Sku>)

    @Serializable
    data class Wrapped(val one: Sku, val none: Sku?, val all: List<Sku?>, val prices: Map<Sku, Euros>, val outer: Shelf)

    @Serializable
    enum class Mood {
        @SerialName("glad")
        GLAD,

        @SerialName("other")
        OTHER,
    }

    @Serializable
    data class Page<T>(val items: List<T>, val next: String?)

    @Serializable
    enum class Tag {
        @SerialName("odd")
        ODD,

        @SerialName("even")
        EVEN,

        @SerialName("other")
        @Description("Anything else")
        @EnumFallback
        OTHER,
    }

    @Serializable
    data class Tags(val tag: Tag, val more: List<Tag>, val maybe: Tag?, val counts: Map<Tag, Int>)

    @Serializable
    enum class Undecided {
        @EnumFallback
        THIS,

        @EnumFallback
        THAT,
    }

    @Serializable
    class Marked(@StreamWhole val whole: String, @StreamRequired val required: String, val plain: String)
}
