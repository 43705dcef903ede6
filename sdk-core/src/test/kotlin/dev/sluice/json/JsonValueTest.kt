package dev.sluice.json

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.types.shouldBeSameInstanceAs

/** Values as values: text, views, equality. */
class JsonValueTest :
    FunSpec({
        test("toString is JSON text, escaped, closed where it is open") {
            val text = "{\"q\\\"\\\\\":\"\\b\\f\\n\\r\\t\\u0000\\u001f\u007F/é😀\",\"n\":[1.50,-0,1E+2,true,false,null,{},[]]}"
            JsonReader.parse(text).toString() shouldBe text
            readerOf("[{\"a\":[\"x\\\"y").value.toString() shouldBe "[{\"a\":[\"x\\\"y\"]}]"
        }

        test("a lone surrogate in a complete string or key becomes U+FFFD") {
            val table = listOf(
                "\\ud800" to "\uFFFD", "\\udc00" to "\uFFFD", "\uD800" to "\uFFFD", "\uDC00" to "\uFFFD", "\\ud800a" to "\uFFFDa",
                "\\ud800\\n" to "\uFFFD\n", "\\ud800\\ud800\\udc00" to "\uFFFD\uD800\uDC00", "\\udc00\\ud800" to "\uFFFD\uFFFD",
                "\uD83D\uDE00\uDE00" to "\uD83D\uDE00\uFFFD", "a\uD83D" to "a\uFFFD", "\uD83D\\u0041" to "\uFFFDA",
            )
            for ((written, read) in table) {
                withClue(written) {
                    for (pieceLength in 1..written.length + 2) {
                        (readerOf("\"$written\"", pieceLength).value as StringValue).string shouldBe read
                    }
                    (readerOf("{\"$written\":1}", 1).value as ObjectValue).keys shouldBe listOf(read)
                }
            }
        }

        context("the view of a growing string") {
            val text = (readerOf("\"hello wor").value as StringValue).text

            test("is a character sequence like any other") {
                text.length shouldBe 9
                text[4] shouldBe 'o'
                text.toString() shouldBe "hello wor"
                text.subSequence(6, 9).toString() shouldBe "wor"
                text.subSequence(2, 8).subSequence(1, 3).toString() shouldBe "lo"
                text.subSequence(9, 9).length shouldBe 0
                StringBuilder().append(text).toString() shouldBe "hello wor"
                ("hello wor".contentEquals(text)) shouldBe true
            }

            test("keeps to its bounds") {
                shouldThrow<IndexOutOfBoundsException> { text[9] }.message shouldBe "index 9, length 9"
                shouldThrow<IndexOutOfBoundsException> { text[-1] }
                shouldThrow<IndexOutOfBoundsException> { text.subSequence(0, 10) }.message shouldBe "from 0 to 10, length 9"
                shouldThrow<IndexOutOfBoundsException> { text.subSequence(3, 2) }
                shouldThrow<IndexOutOfBoundsException> { text.subSequence(2, 4)[2] }
            }

            test("has no equality but identity, as the interface advises") {
                text shouldBe text
                text shouldNotBe "hello wor"
            }
        }

        test("lists and keys are views that keep to their bounds") {
            val list = (readerOf("[1,2,\"a").value as ArrayValue).elements
            list.map { it.toString() } shouldBe listOf("1", "2", "\"a\"")
            shouldThrow<IndexOutOfBoundsException> { list[3] }.message shouldBe "index 3, size 3"
            shouldThrow<IndexOutOfBoundsException> { list[-1] }
            val value = readerOf("{\"a\":1,\"b\":\"x").value as ObjectValue
            value.keys shouldBe listOf("a", "b")
            value.size shouldBe 2
            value.keys.indexOf("b") shouldBe 1
            ("c" in value.keys) shouldBe false
            shouldThrow<IndexOutOfBoundsException> { value.keys[2] }.message shouldBe "index 2, size 2"
        }

        test("values are equal by kind, content and completeness") {
            val same = listOf(
                "{\"a\":1,\"b\":[true,null,\"x\"]}" to "{ \"b\" : [true,null,\"\\u0078\"], \"a\":1 }",
                "[" to "[ ",
                "{\"a\":\"x" to "{\"a\": \"\\u0078",
                "{\"a\":0,\"a\":1}" to "{\"a\":1}",
                "{\"a\":[1,{\"b\":2" to "{\"a\":[1,{",
                "{\"a\":[1,{\"b\":\"2" to "{\"a\":[1,{\"c\":0,\"b\":\"2",
            )
            same.dropLast(1).forEach { (one, other) ->
                withClue("$one and $other") {
                    readerOf(one).value shouldBe readerOf(other).value
                    readerOf(one).value.hashCode() shouldBe readerOf(other).value.hashCode()
                }
            }
            val different = listOf(
                "[1]" to "[1.0]", "[1]" to "[\"1\"]", "[1]" to "[1", "\"a\"" to "\"a", "{}" to "[]", "{}" to "{", "[null]" to "[false]",
                "{\"a\":1}" to "{\"a\":2}", "{\"a\":1}" to "{\"b\":1}", "{\"a\":1}" to "{\"a\":1,\"b\":1}", "[true]" to "[false]",
                "[1,2]" to "[2,1]",
                "[\"a" to "[\"b", same.last(),
            )
            for ((one, other) in different) withClue("$one and $other") { readerOf(one).value shouldNotBe readerOf(other).value }
        }

        test("a key that is written again and again is one string") {
            val rows = (JsonReader.parse(List(100) { "{\"name\":1,\"kind\":2}" }.toString()) as ArrayValue).elements
            val first = (rows.first() as ObjectValue).keys
            for (row in rows) (row as ObjectValue).keys.zip(first).forEach { (one, other) -> one shouldBeSameInstanceAs other }
        }
    })
