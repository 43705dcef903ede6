package dev.sluice.wire

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.PropTestConfig
import io.kotest.property.arbitrary.choice
import io.kotest.property.arbitrary.double
import io.kotest.property.arbitrary.filter
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.long
import io.kotest.property.arbitrary.map
import io.kotest.property.arbitrary.of
import io.kotest.property.arbitrary.string
import io.kotest.property.checkAll
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

private val scalars: Arb<JsonElement> = Arb.choice(
    Arb.string(0..12).map { JsonPrimitive(it) },
    Arb.of("id", "delta", "content", "\u2028", "\\", "\"").map { JsonPrimitive(it) },
    Arb.long().map { JsonPrimitive(it) },
    Arb.double(-1e300..1e300).filter { it.isFinite() }.map { JsonPrimitive(it) },
    Arb.of(JsonNull, JsonPrimitive(true), JsonPrimitive(false), JsonPrimitive(0), JsonPrimitive(-0.0)),
)

private fun values(depth: Int): Arb<JsonElement> = if (depth == 0) scalars else Arb.choice(scalars, arrays(depth), objectsOf(depth))

private fun arrays(depth: Int): Arb<JsonElement> = Arb.list(values(depth - 1), 0..3).map { JsonArray(it) }

private fun objectsOf(depth: Int): Arb<JsonElement> =
    Arb.map(Arb.choice(Arb.of("id", "choices", "index", "type"), Arb.string(0..6)), values(depth - 1), 0, 4).map { JsonObject(it) }

private val objects: Arb<JsonElement> = objectsOf(3)

class WireJsonTest :
    FunSpec({
        context("what is no JSON object gives null, never an exception") {
            listOf(
                "", " ", "null", "[]", "\"{}\"", "7", "{", "{\"a\":", "{\"a\":}", "{\"a\":1}x", "{'a':1}",
                "<html>", "{\"a\":foo}", "{\"a\":[1,NaN]}",
                "{\"a\":01}", "{\"a\":1.}", "{\"a\":+1}", "{\"a\":\"", "{\"a\":\"\\u12\"}",
            ).forEach { text -> test("'$text'") { parseJsonObject(text) shouldBe null } }
        }

        context("what is one is read") {
            listOf("{}", " {\"a\":[0,-1.5e+3,true,false,null,\"x\"]}\n", "{\"a\":1e999}", "{\"a\":\"[[[{{\\\"[\"}").forEach { text ->
                test("'$text'") { parseJsonObject(text).shouldNotBeNull() }
            }
        }

        test("a document nested deeper than anyone writes is no answer, however deep") {
            for (depth in listOf(600, 200_000)) parseJsonObject("{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}") shouldBe null
            parseJsonObject("{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}").shouldNotBeNull()
        }

        context("what the standard forbids is no JSON") {
            listOf(
                "{\"a\":-}", "{\"a\":.5}", "{\"a\":1e}", "{\"a\":1e+}", "{\"a\":00}", "{\"a\":0x1}", "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u00g0\"}", "{\"a\":\"\\u٠٠٠٠\"}", "{\"a\":1,}", "{,}", "{\"a\":[1,]}", "{\"a\" 1}", "{a:1}",
                "{\"a\":1 \"b\":2}", "{\"a\":tru}",
                "{\"a\":nulls}", "\ufeff{}", "{\"a\":1}}",
            ).forEachIndexed { index, text -> test("$index: $text") { parseJsonObject(text) shouldBe null } }
        }

        test("strings are unescaped, names too") {
            parseJsonObject("{\"a\\n\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00fC\\ud83d\\ude00 é\"}") shouldBe
                JsonObject(mapOf("a\n" to JsonPrimitive("\"\\/\b\u000c\n\r\tü😀 é")))
        }

        test("the last of two equal names counts") { parseJsonObject("{\"a\":1,\"a\":2}") shouldBe json("{\"a\":2}") }

        context("members are found by name before the others were looked at") {
            val many = (1..100).joinToString(",", "{", "}") { "\"n$it\":$it" }
            listOf(
                Triple("""{"a":1,"b":2}""", "b", "2"),
                Triple("""{"a":1,"b":2,"a":3}""", "a", "3"),
                Triple("""{"x":{"a":1},"a":2}""", "a", "2"),
                Triple("""{"\u0061":1}""", "a", "1"),
                Triple("""{"a\\":1,"a":2}""", "a\\", "1"),
                Triple("""{"a":1,"ab":2}""", "a", "1"),
                Triple("""{"":1}""", "", "1"),
                Triple(""" { "a" : [ 1 , 2 ] , "b" : 3 } """, "b", "3"),
                Triple(many, "n77", "77"),
                Triple("""{"a\":\"b":"1","a":"b"}""", "a\":\"b", "\"1\""),
            ).forEachIndexed { index, (text, name, value) ->
                test("$index: $name in ${text.take(40)}") { parseJsonObject(text).shouldNotBeNull()[name].toString() shouldBe value }
            }

            test("what is not there is null") {
                for (text in listOf("{}", """{"ab":1}""", """{"x":{"a":1}}""", """{"x":"a"}""", many)) {
                    parseJsonObject(text).shouldNotBeNull().containsKey("a") shouldBe false
                }
            }

            test("a name with a quote in it does not match beyond the end of another") {
                val read = parseJsonObject("""{"a":"b"}""").shouldNotBeNull()
                read["a\":\"b"] shouldBe null
                read["a\":\"b\"}"] shouldBe null
                (JsonObject(mapOf("a\":\"b" to JsonPrimitive("b"))) == read) shouldBe false
            }
        }

        test("an object that was read part by part is the one that was read whole") {
            checkAll(PropTestConfig(seed = 20_261_123, iterations = 200), objects) { value ->
                val read = parseJsonObject(value.toString()).shouldNotBeNull()
                for ((name, member) in value as JsonObject) read[name] shouldBe member
                read.size shouldBe value.size
                read.keys.toList() shouldBe value.keys.toList()
                read.hashCode() shouldBe value.hashCode()
                (value == read) shouldBe true
                (read == value) shouldBe true
            }
        }

        test("what is written is what the library writes, letter for letter") {
            checkAll(PropTestConfig(seed = 20_261_124, iterations = 500), objects) { value -> value.toText() shouldBe value.toString() }
            val controls = JsonPrimitive((0..0x20).joinToString("") { Char(it).toString() } + "\u007f\u2028")
            controls.toText() shouldBe controls.toString()
        }

        test("whatever the library writes is read back the same, number for number") {
            checkAll(PropTestConfig(seed = 20_261_121, iterations = 500), objects) { value ->
                parseJsonObject(value.toString()) shouldBe value
            }
        }

        test("a text that is cut is never JSON") {
            checkAll(PropTestConfig(seed = 20_261_122, iterations = 100), objects) { value ->
                val text = value.toString()
                for (length in text.indices) parseJsonObject(text.take(length)) shouldBe null
            }
        }

        test("brackets inside strings do not count as depth") {
            parseJsonObject("{\"a\":\"" + "[".repeat(5000) + "\"}").shouldNotBeNull()
        }

        test("a field of another kind than expected is missing, not an error") {
            val odd = json("""{"n":7,"f":1.9,"s":"12","o":[],"t":{"x":1},"z":null,"b":"true","big":1e300}""")
            odd.string("n") shouldBe "7"
            odd.long("s") shouldBe 12
            odd.long("f") shouldBe 1
            odd.int("big") shouldBe null
            odd.obj("o") shouldBe null
            odd.array("t") shouldBe null
            odd.string("z") shouldBe null
            odd.string("t") shouldBe null
            odd.long("o") shouldBe null
            odd.objects("z") shouldBe emptyList()
            odd.jsonText("t") shouldBe """{"x":1}"""
            odd.jsonText("s") shouldBe "12"
        }
    })
