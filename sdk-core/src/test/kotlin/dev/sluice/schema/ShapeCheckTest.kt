package dev.sluice.schema

import dev.sluice.json.JsonPath
import dev.sluice.json.JsonReader
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonElement

/** The shape check over the shared table, and what is Kotlin's alone. */
class ShapeCheckTest :
    FunSpec({
        val types = mapOf(
            "Person" to outputType<Person>(),
            "Team" to outputType<Team>(),
            "Shape" to outputType<Shape>(),
            "Node" to outputType<Node>(),
            "Rated" to outputType<Rated>(),
        )

        fun OutputType<*>.complaints(json: String) = schema.check(JsonReader.parse(json))

        for ((name, schema) in ShapeCheckCases.types) {
            test("$name has the shape of the table") { types.getValue(name).schema.toString() shouldBe schema }
        }
        for (case in ShapeCheckCases.cases) {
            test("${case.type} ${case.json}") {
                val type = types.getValue(case.type)
                type.complaints(case.json).map { "${it.path}: ${it.message}" } shouldBe case.violations
                // What passes can be built, so that no other error comes after the check.
                if (case.violations.isEmpty()) type.decode(JsonReader.parse(case.json))
            }
        }

        test("a violation shows the piece of the answer that is wrong, cut") {
            val json = """{"members":"${"x".repeat(500)}","scores":[[["deep",{"a":"${"b".repeat(90)}","c":1}]]]}"""
            outputType<Team>().complaints(json).map { it.input } shouldBe
                listOf("\"" + "x".repeat(80) + "…\"", "[[[\"deep\",{\"a\":\"" + "b".repeat(65) + "…\",…}]]]")
        }

        test("a missing or null property with a default is no violation, nor is a missing one that is nullable") {
            outputType<Defaults>().complaints("{}").shouldBeEmpty()
            outputType<Defaults>().complaints("""{"number":null,"list":null,"choice":null,"bare":null}""").shouldBeEmpty()
            outputType<Defaults>().complaints("""{"number":"1"}""") shouldHaveSize 1
        }

        test("any JSON may be null where the type holds null itself") {
            outputType<Loose>().complaints("""{"any":null}""").shouldBeEmpty()
            outputType<Loose>().complaints("{}").shouldBeEmpty()
            SchemaDocument(AnySchema(nullable = false)).check(JsonReader.parse("null")).single().message shouldBe
                "must be a value, not null"
        }

        test("keys of maps are checked as what they stand for") {
            outputType<Map<Int, String>>().complaints("""{"1":"a","-20":"b","x":"c","1.0":"d","01":"e","99999999999":"f"}""")
                .map { "${it.path}: ${it.message}" } shouldBe listOf(
                "$.x: the key must be a whole number",
                "$['1.0']: the key must be a whole number",
                "$['01']: the key must be a whole number",
                "$['99999999999']: the key must be between -2147483648 and 2147483647",
            )
            outputType<Map<Color, Int>>().complaints("""{"RED":1,"REDD":2}""").map { it.message } shouldBe
                listOf("""the key must be one of "RED", "GREEN", "DARK_BLUE"; did you mean "RED"?""")
        }

        test("a list of unique items names each repetition, by JSON's equality") {
            val complaints = outputType<Unique>().complaints("""{"all":[1,2,1.0,"1",{"a":1,"b":[null]},{"b":[null],"a":1e0},2,[2]]}""")
            complaints.map { "${it.path}: ${it.message}" } shouldBe
                listOf("$.all[2]: must not repeat item 0", "$.all[5]: must not repeat item 4", "$.all[6]: must not repeat item 1")
        }

        test("a set takes what is said twice") {
            outputType<Set<String>>().complaints("""["a","a"]""").shouldBeEmpty()
            outputType<Set<String>>().decode(JsonReader.parse("""["a","a"]""")) shouldBe setOf("a")
        }

        test("numbers at the edges of their types") {
            val type = outputType<Edges>()
            type.complaints("""{"byte":-128,"ubyte":255,"ulong":18446744073709551615,"float":3.4e38,"exact":1e-400}""").shouldBeEmpty()
            type.complaints("""{"byte":128,"ubyte":-1,"ulong":18446744073709551616,"float":3.5e38,"exact":1e400}""").map {
                it.message
            } shouldBe
                listOf(
                    "must be between -128 and 127",
                    "must be between 0 and 255",
                    "must be between 0 and 18446744073709551615",
                    "is out of range",
                    "is out of range",
                )
        }

        test("bounds hold exactly, and numbers made to hang are numbers like others") {
            val type = outputType<Money>()
            listOf("0.01", "12.30", "1e2", "-0.0", "0e99999").forEach { type.complaints("""{"price":$it}""").shouldBeEmpty() }
            type.complaints("""{"price":0.015}""").map { it.message } shouldBe listOf("must be a multiple of 0.01")
            type.complaints("""{"price":1e-99999999}""").shouldBeEmpty()
            type.complaints("""{"price":1e300}""").map { it.message } shouldBe listOf("must be less than 1000000")
            type.complaints("""{"price":-1}""").map { it.message } shouldBe listOf("must be at least 0")
        }

        test("a pattern that would match for ever gives up") {
            val complaints = outputType<Slow>().complaints("""{"text":"${"a".repeat(400)}!","long":"${"ab".repeat(200_000)}!"}""")
            complaints.map { it.message.substringBefore(" against") } shouldBe listOf("could not be matched", "is too long to be matched")
        }

        test("at most fifty violations are told") {
            outputType<List<Int>>().complaints(List(1_000) { "\"x\"" }.joinToString(",", "[", "]")) shouldHaveSize 50
            outputType<List<Small>>().complaints(List(1_000) { """{"n":2}""" }.joinToString(",", "[", "]")) shouldHaveSize 50
        }

        test("a part of an answer is checked at its own place") {
            val type = outputType<Team>()
            val members = (type.schema.root as ObjectSchema).property("members")!!.schema as ArraySchema
            type.schema.check(members.items, JsonReader.parse("""{"name":1}"""), JsonPath.ROOT + "members" + 4).map {
                it.toString()
            } shouldBe
                listOf(
                    "$.members[4].name: must be a string, not a number (was: 1)",
                    "$.members[4].points: is missing; must be a whole number",
                )
        }

        test("an answer that stands somewhere, and the shape alone") {
            val type = outputType<Rated>()
            val json = JsonReader.parse("""{"stars":9,"title":7,"code":"abc","tags":[]}""")
            type.schema.check(json, JsonPath.ROOT + "value").map { it.path.toString() } shouldBe
                listOf("$.value.title", "$.value.stars", "$.value.tags")
            type.schema.checkShape(type.schema.root, json, JsonPath.ROOT + 3).map { it.path.toString() } shouldBe listOf("$[3].title")
            outputType<Unique>().run { schema.checkShape(schema.root, JsonReader.parse("""{"all":[1,1]}""")) }.shouldBeEmpty()
        }

        test("an answer as deep as the reader takes") {
            val depth = 60
            val json = """{"label":"a","children":[""".repeat(depth) + "7" + "]}".repeat(depth)
            outputType<Node>().complaints(json).single().path.segments.size shouldBe 2 * depth
        }

        test("a long list of constants is cut to what is near") {
            val schema = SchemaDocument(EnumSchema("Code", List(300) { EnumConstant("C$it") }))
            schema.check(JsonReader.parse("\"c-299\"")).single().message shouldBe
                """must be one of the 300 allowed values, such as "C299", "C29", "C99", "C199", "C209"; did you mean "C299"?"""
        }

        test("formats") {
            val good = mapOf(
                "date-time" to listOf("2026-01-31T09:30:00Z", "2026-01-31T09:30:00.123+02:00"),
                "date" to listOf("2024-02-29"),
                "time" to listOf("09:30:00Z", "09:30:00"),
                "duration" to listOf("PT1H30M", "P1Y2M3DT4S", "PT0.5S", "-PT1H", "P2W"),
                "uuid" to listOf("123e4567-e89b-12d3-a456-426614174000"),
                "email" to listOf("a.b+c@example.co.uk"),
                "hostname" to listOf("localhost", "a-b.example.com"),
                "ipv4" to listOf("192.0.2.1", "255.255.255.255", "0.0.0.0"),
                "ipv6" to listOf("::", "::1", "2001:db8::8a2e:370:7334", "::ffff:192.0.2.1", "1:2:3:4:5:6:7:8"),
                "uri" to listOf("https://example.com/a?b#c", "mailto:a@b"),
                "of-our-own" to listOf("anything"),
            )
            val bad = mapOf(
                "date-time" to listOf("2026-01-31T09:30:00", "2026-02-30T09:30:00Z", "now"),
                "date" to listOf("2023-02-29", "31.01.2026", ""),
                "time" to listOf("25:00:00Z", "9:30"),
                "duration" to listOf("P", "PT", "1h", "P1H"),
                "uuid" to listOf("123e4567e89b12d3a456426614174000", "x"),
                "email" to listOf("a@", "@b", "a b@c.d", "a@b@c"),
                "hostname" to listOf("-a.com", "a..b", "a_b", "x".repeat(64)),
                "ipv4" to listOf("256.0.0.1", "1.2.3", "1.2.3.4.5"),
                "ipv6" to listOf("1::2::3", ":::", "1:2:3:4:5:6:7", "12345::", "g::"),
                "uri" to listOf("/a/b", "http://exa mple", ""),
            )
            fun failing(samples: Map<String, List<String>>) =
                samples.mapValues { (format, texts) -> texts.filter { Formats.complaint(format, it) != null } }
            failing(good).values.flatten().shouldBeEmpty()
            failing(bad) shouldBe bad
            Formats.complaint("date", "tomorrow") shouldBe "must be a date, like 2026-01-31"
        }

        test("a format takes a text of any length, without the stack for it") {
            val hostile =
                listOf("x@" + "a.".repeat(20_000) + "a", "a.".repeat(20_000) + "a", "1".repeat(100_000), "P" + "1".repeat(100_000))
            val all = hostile + listOf("::", "1:", "1.", "a-", "%41").map { it.repeat(20_000) }
            for (format in listOf("date-time", "date", "time", "duration", "uuid", "email", "hostname", "ipv4", "ipv6", "uri")) {
                all.filter { Formats.complaint(format, it) == null }.shouldBeEmpty()
            }
            Formats.complaint("email", "x@" + "a.".repeat(125) + "a") shouldBe null
        }

        test("trees are equal when the types say the same") {
            outputType<Team>().schema shouldBe outputType<OtherTeam>().schema
            listOf(outputType<Team>(), outputType<Node>(), outputType<Shape>()).map { it.schema }.distinct() shouldHaveSize 3
            setOf(outputType<Node>().schema, outputType<Node>().schema) shouldContainExactly setOf(outputType<Node>().schema)
        }
    }) {
    @Serializable
    enum class Color { RED, GREEN, DARK_BLUE }

    @Serializable
    class Person(val name: String, val age: Int, val size: Double, val member: Boolean, val nickname: String?, val color: Color)

    @Serializable
    class Member(val name: String, val points: Int)

    @Serializable
    class Team(val members: List<Member>, val scores: Map<String, Int>)

    @Serializable
    @SerialName("Team")
    class OtherTeam(val members: Collection<Member>, val scores: Map<String, Int>)

    @Serializable
    sealed interface Shape

    @Serializable
    @SerialName("circle")
    class Circle(val radius: Double) : Shape

    @Serializable
    @SerialName("square")
    class Square(val side: Double) : Shape

    @Serializable
    class Node(val label: String, val children: List<Node>)

    @Serializable
    class Rated(
        @Minimum(1.0) @Maximum(5.0) val stars: Int,
        @MinLength(3) @MaxLength(6) val title: String,
        @Pattern("^[a-z]+$") val code: String,
        @MinItems(1) @MaxItems(3) val tags: List<String>,
    )

    @Serializable
    class Defaults(val number: Int = 7, val list: List<Int> = listOf(1), val choice: Color = Color.RED, val bare: String?)

    @Serializable
    class Loose(val any: JsonElement)

    @Serializable
    class Unique(@UniqueItems val all: List<JsonElement>)

    @Serializable
    class Edges(val byte: Byte, val ubyte: UByte, val ulong: ULong, val float: Float, val exact: Double)

    @Serializable
    class Money(@Minimum(0.0) @ExclusiveMaximum(1e6) @MultipleOf(0.01) val price: Double)

    @Serializable
    class Slow(@Pattern("^a*a*a*a*a*b$") val text: String, @Pattern("^(a|b|ab)*$") val long: String)

    @Serializable
    class Small(@Maximum(1.0) val n: Int)
}
