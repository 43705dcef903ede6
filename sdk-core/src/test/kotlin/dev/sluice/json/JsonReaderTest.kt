package dev.sluice.json

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.booleans.shouldBeFalse
import io.kotest.matchers.booleans.shouldBeTrue
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.types.shouldBeSameInstanceAs

/** What shows of a text that has not arrived in full, and what the reader says about it. */
class JsonReaderTest :
    FunSpec({
        context("what shows early") {
            val table = listOf(
                // The rows that readers of unfinished JSON are compared by.
                """{"a": "hel""" to """{"a":"hel"}""",
                """{"a": "x\u12""" to """{"a":"x"}""",
                """{"a": "x\ud83d""" to """{"a":"x"}""",
                """{"a": 12""" to "{}",
                """{"a": 12.""" to "{}",
                """{"a": 1e""" to "{}",
                """{"a": tru""" to "{}",
                """[1, 2, 3""" to "[1,2]",
                """{"a": 1, "b""" to """{"a":1}""",
                """{"a":1,"a":2}""" to """{"a":2}""",
                "[123456789012345678901234567890]" to "[123456789012345678901234567890]",
                // Strings grow; what may still change is held back.
                "\"" to "\"\"",
                "\"a" to "\"a\"",
                "\"a\\" to "\"a\"",
                "\"a\\n" to "\"a\\n\"",
                "\"a\\u" to "\"a\"",
                "\"a\\u00e" to "\"a\"",
                "\"a\\u00e9" to "\"aé\"",
                "\"a\uD83D" to "\"a\"",
                "\"a\uD83D\uDE00" to "\"a😀\"",
                "\"a\\ud83d\\" to "\"a\"",
                "\"a\\ud83d\\ude0" to "\"a\"",
                "\"a\\ud83d\\ude00" to "\"a😀\"",
                "\"a\\ud83d\uDE00" to "\"a😀\"",
                "\"a\uD83D\\ude00" to "\"a😀\"",
                // Everything else is atomic.
                "12" to null,
                "-" to null,
                "12 " to "12",
                "[12" to "[]",
                "[12," to "[12]",
                "[-0.5e+3]" to "[-0.5e+3]",
                "tru" to null,
                "true" to "true",
                "[fals" to "[]",
                "[false" to "[false]",
                "[nul" to "[]",
                "[null" to "[null]",
                // Containers show from their bracket on, keys together with their values.
                "" to null,
                "  " to null,
                "{" to "{}",
                "[" to "[]",
                """{"a""" to "{}",
                """{"a"""" to "{}",
                """{"a":""" to "{}",
                """{"a":"""" to """{"a":""}""",
                """{"a":{""" to """{"a":{}}""",
                """{"a":[{"b":[1,{"c":"d""" to """{"a":[{"b":[1,{"c":"d"}]}]}""",
                """{"a":[],"b":{}""" to """{"a":[],"b":{}}""",
                "[[],[{}" to "[[],[{}]]",
            )
            for ((text, shown) in table) {
                test("`$text` shows $shown") {
                    for (pieceLength in 1..maxOf(1, text.length)) {
                        withClue("in pieces of $pieceLength") { readerOf(text, pieceLength).value?.toString() shouldBe shown }
                    }
                }
            }

            test("a trailing comma is an error, and what stood before it stays") {
                val reader = JsonReader()
                shouldThrow<JsonSyntaxException> { reader.feed("""{"a": 1,}""") }
                reader.value.toString() shouldBe """{"a":1}"""
            }
        }

        test("what is complete and what is not can be told apart at every level") {
            val root = readerOf("""{"a":[1],"b":null,"c":["x","y""").value as ObjectValue
            root.isComplete.shouldBeFalse()
            root["a"]!!.isComplete.shouldBeTrue()
            root["b"] shouldBe NullValue
            root["d"].shouldBeNull()
            val c = root["c"] as ArrayValue
            c.isComplete.shouldBeFalse()
            c.elements.map { it.isComplete } shouldBe listOf(true, false)
        }

        test("a number at the root is certain only when white space or the end follows") {
            val reader = readerOf("12")
            reader.value.shouldBeNull()
            reader.isComplete.shouldBeFalse()
            reader.feed("3")
            reader.finish().toString() shouldBe "123"
            reader.value.toString() shouldBe "123"
            reader.isComplete.shouldBeTrue()
            readerOf("12\n").isComplete.shouldBeTrue()
        }

        test("the version and the instance change exactly when something visible does") {
            val quiet = listOf(
                "  " to " ", "{" to " \n", "{" to "\"ab\"", "{\"a\"" to ":", "{\"a\":" to "12", "{\"a\":1" to "2", "[" to "tru",
                "[\"a" to "\\", "[\"a\\" to "u00", "[\"a" to "\uD83D", "[\"a" to "\\ud83d", "[\"a\\ud83d" to "\\ude0", "[1" to "e5",
                "[1," to " ", "{\"a\":\"b\"" to ",\"c\":", "[1]" to "  ", "{\"a\":1," to "\"a\":[1,2,{\"b\":\"c", "[\"a" to "",
            )
            val loud = listOf(
                "" to "{", "" to "\"", "[" to "[", "[" to "]", "[\"" to "a", "[\"" to "\"", "[\"a\\" to "n", "[\"\\ud83d" to "\\ude00",
                "[\"\\ud83d" to "x", "[1" to " ", "[1" to "]", "[tru" to "e", "[\"a\\ud83d" to "\"", "12" to " ",
                "{\"a\":1,\"a\":2" to "}", "{\"a\":1,\"a\":[1" to "]",
            )
            for ((before, more) in quiet) {
                val reader = readerOf(before)
                val (version, value) = reader.version to reader.value
                reader.feed(more)
                withClue("$before then $more") {
                    reader.version shouldBe version
                    reader.value shouldBeSameInstanceAs value
                }
            }
            for ((before, more) in loud) {
                val reader = readerOf(before)
                val (version, value) = reader.version to reader.value
                reader.feed(more)
                withClue("$before then $more") {
                    (reader.version > version).shouldBeTrue()
                    reader.value shouldNotBe value
                }
            }
        }

        test("the path being written is known") {
            val table = listOf(
                "" to "$", "{" to "$", "{\"a" to "$", "{\"a\"" to "$.a", "{\"a\":" to "$.a", "{\"a\":1" to "$.a", "{\"a\":1," to "$",
                "{\"a\":{" to "$.a", "{\"a\":{\"b\":\"x" to "$.a.b", "{\"a\":{\"b\":\"x\"" to "$.a", "[" to "$", "[\"" to "$[0]",
                "[\"\"" to "$", "[\"\"," to "$[1]", "[0,1,tr" to "$[2]", "[[],[[" to "$[1][0]", "{\"a b\":[{\"c\":[7" to "$['a b'][0].c[0]",
                "{}" to "$", "\"abc" to "$", "12" to "$", "{\"a\":1,\"a\":[" to "$.a",
            )
            for ((text, path) in table) withClue(text) { readerOf(text).currentPath.toString() shouldBe path }
        }

        test("finish gives the whole value, as often as it is asked") {
            val reader = readerOf(" {\"a\":[1,2]} ")
            val whole = reader.finish()
            whole.isComplete.shouldBeTrue()
            whole.toString() shouldBe """{"a":[1,2]}"""
            reader.finish() shouldBeSameInstanceAs whole
            reader.value shouldBeSameInstanceAs whole
            reader.offset shouldBe 13
            shouldThrow<IllegalStateException> { reader.feed(" ") }.message shouldBe
                "the reader is finished: make a new one for another text"
        }

        test("an open end is told apart from bad JSON, and keeps what arrived") {
            val table = listOf(
                "" to "expected a JSON value at offset 0, path $",
                " \n" to "expected a JSON value at offset 2, path $",
                "{" to "expected a key in double quotes or '}' at offset 1, path $",
                "[1" to "it stops inside a number at offset 2, path $[0]",
                "-" to "it stops inside a number at offset 1, path $",
                "1." to "it stops inside a number at offset 2, path $",
                "[1," to "expected a value after ',' at offset 3, path $[1]",
                "[1 " to "expected ',' or ']' after the value at offset 3, path $",
                "{\"a" to "it stops inside a key at offset 3, path $",
                "{\"a\"" to "expected ':' after the key at offset 4, path $.a",
                "{\"a\":" to "expected a value after ':' at offset 5, path $.a",
                "{\"a\":\"b" to "it stops inside a string at offset 7, path $.a",
                "{\"a\":fa" to "it stops inside a literal at offset 7, path $.a",
                "{\"a\":1" to "it stops inside a number at offset 6, path $.a",
                "{\"a\":[]" to "expected ',' or '}' after the value at offset 7, path $",
                "{\"a\":1," to "expected a key in double quotes after ',' at offset 7, path $",
            )
            for ((text, message) in table) {
                val reader = readerOf(text)
                val before = reader.value
                val failure = shouldThrow<JsonIncompleteException> { reader.finish() }
                withClue(text) {
                    failure.message shouldBe "The JSON ends too early: $message"
                    failure.offset shouldBe text.length.toLong()
                    reader.value shouldBeSameInstanceAs before
                    reader.isComplete.shouldBeFalse()
                    shouldThrow<JsonIncompleteException> { reader.finish() } shouldBeSameInstanceAs failure
                    shouldThrow<JsonIncompleteException> { reader.feed("1") } shouldBeSameInstanceAs failure
                }
            }
        }

        test("any kind of character sequence and any part of it can be fed") {
            val text = """{"a":["x",1]}"""
            val kinds = listOf<CharSequence>(text, StringBuilder(text), StringBuffer(text), java.nio.CharBuffer.wrap(text))
            for (kind in kinds) JsonReader.parse(kind).toString() shouldBe text
            JsonReader().apply { feed("xx[1,2]xx", 2, 7) }.finish().toString() shouldBe "[1,2]"
            JsonReader().apply { feed("[1]", 1, 1) }.offset shouldBe 0
            for ((start, end) in listOf(-1 to 1, 2 to 1, 0 to 4)) {
                shouldThrow<IndexOutOfBoundsException> { JsonReader().feed("[1]", start, end) }
                    .message shouldBe "from $start to $end, length 3"
            }
        }

        test("every character is looked at once, however it is cut") {
            val document = "{\"list\":[" + List(500) { """{"name":"n\u00e9 $it","n":$it.5}""" }.joinToString() + "]}"
            var looks = 0
            val counting = object : CharSequence by document {
                override fun get(index: Int): Char {
                    looks++
                    return document[index]
                }
            }
            val reader = JsonReader()
            for (start in document.indices step 7) {
                reader.feed(counting, start, minOf(start + 7, document.length))
                reader.value
            }
            reader.finish()
            looks shouldBe document.length
        }

        test("pieces longer than the reader's window are read whole") {
            val long = "é\\n😀\\u0041".repeat(20_000)
            val number = "7".repeat(4_000)
            val value = JsonReader.parse("[\"$long\",$number,\"$long\"]") as ArrayValue
            val expected = "é\n😀A".repeat(20_000)
            (value.elements[0] as StringValue).string shouldBe expected
            (value.elements[1] as NumberValue).literal shouldBe number
            (value.elements[2] as StringValue).string shouldBe expected
        }
    })

/** A reader that was fed [text] in pieces of [pieceLength], and asked for its value after each. */
internal fun readerOf(text: String, pieceLength: Int = text.length.coerceAtLeast(1), limits: JsonLimits = JsonLimits.DEFAULT): JsonReader {
    val reader = JsonReader(limits)
    for (piece in text.chunked(pieceLength)) {
        reader.feed(piece)
        reader.value
    }
    return reader
}
