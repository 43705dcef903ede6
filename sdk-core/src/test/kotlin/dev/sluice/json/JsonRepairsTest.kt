package dev.sluice.json

import dev.sluice.json.JsonRepairKind.COMMENT
import dev.sluice.json.JsonRepairKind.CONTROL_CHARACTER
import dev.sluice.json.JsonRepairKind.SINGLE_QUOTES
import dev.sluice.json.JsonRepairKind.SMART_QUOTES
import dev.sluice.json.JsonRepairKind.TRAILING_COMMA
import dev.sluice.json.JsonRepairKind.UNQUOTED_KEY
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain

/** What is mended, to what, and what is said of it; and what is not, because it would be guessing. */
class JsonRepairsTest :
    FunSpec({
        context("mended") {
            for ((text, json, repairs) in mended) {
                test(text.replace("\n", "\\n")) {
                    for (piece in listOf(1, 2, 1_000)) {
                        val reader = JsonReader(JsonLimits.DEFAULT, JsonRepairKind.ALL)
                        text.chunked(piece).forEach(reader::feed)
                        reader.finish() shouldBe JsonReader.parse(json)
                        reader.repairs.map { "${it.kind} ${it.offset} ${it.path}" } shouldContainExactly repairs
                    }
                    shouldThrow<JsonSyntaxException> { JsonReader.parse(text) }
                }
            }
        }

        context("not mended") {
            for (text in broken) {
                test(text) {
                    for (piece in listOf(1, 1_000)) {
                        val reader = JsonReader(JsonLimits.DEFAULT, JsonRepairKind.ALL)
                        shouldThrow<JsonSyntaxException> {
                            text.chunked(piece).forEach(reader::feed)
                            reader.finish()
                        }
                    }
                }
            }
        }

        context("each kind only if it is allowed, and then the error is that of strict JSON") {
            for ((kind, text) in ofEachKind) {
                test("$kind") {
                    JsonReader(JsonLimits.DEFAULT, setOf(kind)).apply { feed(text) }.apply { finish() }.repairs.map { it.kind } shouldBe
                        listOf(kind)
                    val strict = shouldThrow<JsonSyntaxException> { JsonReader.parse(text) }
                    val others = shouldThrow<JsonSyntaxException> {
                        JsonReader(JsonLimits.DEFAULT, JsonRepairKind.ALL - kind).feed(text)
                    }
                    others.message shouldBe strict.message
                }
            }
        }

        test("a mended string shows as it grows, and never the half of an escape") {
            val reader = JsonReader(JsonLimits.DEFAULT, JsonRepairKind.ALL)
            reader.feed("{name: 'it\\")
            reader.value.toString() shouldBe """{"name":"it"}"""
            reader.feed("'s so")
            reader.value.toString() shouldBe """{"name":"it's so"}"""
        }

        test("an open comment is an open text") {
            val reader = JsonReader(JsonLimits.DEFAULT, JsonRepairKind.ALL)
            reader.feed("""{"a": 1 /* and""")
            shouldThrow<JsonIncompleteException> { reader.finish() }.message.shouldNotBeNull() shouldContain "a comment"
        }

        test("a comment behind the value needs no end") {
            JsonReader(JsonLimits.DEFAULT, JsonRepairKind.ALL).apply { feed("1 // one") }.finish().toString() shouldBe "1"
        }

        test("the limit of keys holds for those without quotes") {
            val limits = JsonLimits.Builder().maxKeyLength(3).build()
            val reader = JsonReader(limits, JsonRepairKind.ALL)
            reader.feed("{abc")
            val thrown = shouldThrow<JsonLimitException> { reader.feed("d: 1}") }
            thrown.limit shouldBe "maxKeyLength"
            thrown.offset shouldBe 4
        }
    }) {
    private companion object {
        val mended = listOf(
            Triple("[1,2,]", "[1,2]", listOf("TRAILING_COMMA 4 $")),
            Triple("{\"a\":[1 , \n],}", "{\"a\":[1]}", listOf("TRAILING_COMMA 8 $.a", "TRAILING_COMMA 12 $")),
            Triple("{'a':'b'}", "{\"a\":\"b\"}", listOf("SINGLE_QUOTES 1 $", "SINGLE_QUOTES 5 $.a")),
            Triple("['say \"hi\"', 'it\\'s', '']", "[\"say \\\"hi\\\"\",\"it's\",\"\"]", quotes("0:1", "1:13", "2:22")),
            Triple("{a:1, b_2 : 2, \$c-d:3, größe:4}", "{\"a\":1,\"b_2\":2,\"\$c-d\":3,\"größe\":4}", keys(1, 6, 15, 23)),
            Triple("{true: true}", "{\"true\":true}", keys(1)),
            Triple(
                "// first\n{\"a\": /* the * first */ 1, // and\r\n \"b\": [/**/], /* ** */}// end",
                "{\"a\":1,\"b\":[]}",
                listOf(
                    "COMMENT 0 $",
                    "COMMENT 15 $.a",
                    "COMMENT 36 $",
                    "COMMENT 51 $.b",
                    "TRAILING_COMMA 56 $",
                    "COMMENT 58 $",
                    "COMMENT 67 $",
                ),
            ),
            Triple("1/**/", "1", listOf("COMMENT 1 $")),
            Triple(
                "{\"a\": \"one\ntwo\tthree\n\", \"b\nc\": \"\u0001\"}",
                "{\"a\":\"one\\ntwo\\tthree\\n\",\"b\\nc\":\"\\u0001\"}",
                listOf("CONTROL_CHARACTER 10 $.a", "CONTROL_CHARACTER 26 $", "CONTROL_CHARACTER 32 $['b\nc']"),
            ),
            Triple("{“a”: “b c”}", "{\"a\":\"b c\"}", listOf("SMART_QUOTES 1 $", "SMART_QUOTES 6 $.a")),
            Triple("{„a“: ‚b‘, ”c”: ’d’}", "{\"a\":\"b\",\"c\":\"d\"}", smart("1 $", "6 $.a", "11 $", "16 $.c")),
            Triple("{“a\": “b\"}", "{\"a\":\"b\"}", listOf("SMART_QUOTES 1 $", "SMART_QUOTES 6 $.a")),
            Triple("[“a \\\"b\\” c”]", "[\"a \\\"b” c\"]", listOf("SMART_QUOTES 1 $[0]")),
            Triple("['a\nb']", "[\"a\\nb\"]", listOf("SINGLE_QUOTES 1 $[0]", "CONTROL_CHARACTER 3 $[0]")),
        )

        fun quotes(vararg at: String) = at.map { it.split(":").let { (index, offset) -> "SINGLE_QUOTES $offset $[$index]" } }

        fun keys(vararg at: Int) = at.map { "UNQUOTED_KEY $it $" }

        fun smart(vararg at: String) = at.map { "SMART_QUOTES $it" }

        val broken = listOf(
            "[1,,2]", "[,]", "{,}", "[1 2]", "{\"a\" 1}", "{\"a\":}", "['it's']", "{1: 2}", "{-a: 2}", "{a b: 2}", "{a}", "[a]",
            "{\"a\": yes}", "[True]", "[None]", "[NaN]", "[+1]", "[01]", "[.5]", "[0x1]", "# no\n1", "/ 1", "/- 1", "[“it”s”]", "[`a`]",
            "{\"a\": \"say \"hi\"\"}", "[\"it\\'s\"]", "{\"a\":1}}", "{a/**/:1}", "[1 /]", "…", "[…]",
        )

        val ofEachKind = mapOf(
            TRAILING_COMMA to "[1,]",
            SINGLE_QUOTES to "['a']",
            UNQUOTED_KEY to "{a:1}",
            COMMENT to "[1/* */]",
            CONTROL_CHARACTER to "[\"\n\"]",
            SMART_QUOTES to "[“a”]",
        )
    }
}
