package dev.sluice.json

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs

/** The words of every error, wherever the text is cut. */
class JsonReaderErrorsTest :
    FunSpec({
        val table = listOf(
            "x" to "Expected a JSON value, got 'x' at offset 0, path $",
            "}" to "Expected a JSON value, got '}' at offset 0, path $",
            "\uFEFF{}" to "Expected a JSON value, got U+FEFF (a byte order mark) at offset 0, path $",
            "'a'" to "Expected a JSON value, got ''' (JSON quotes with \" only) at offset 0, path $",
            "“a”" to "Expected a JSON value, got U+201C (JSON quotes with \" only) at offset 0, path $",
            "NaN" to "Expected a JSON value, got 'N' (JSON has no NaN and no Infinity) at offset 0, path $",
            "[Infinity]" to "Expected a value or ']', got 'I' (JSON has no NaN and no Infinity) at offset 1, path $",
            "[-Infinity]" to "Expected a digit after '-', got 'I' at offset 2, path $[0]",
            "[1,-]" to "Expected a digit after '-', got ']' at offset 4, path $[1]",
            "+1" to "Expected a JSON value, got '+' (JSON has no plus sign before a number) at offset 0, path $",
            "[.5]" to "Expected a value or ']', got '.' at offset 1, path $",
            "[5.]" to "Expected a digit after '.', got ']' at offset 3, path $[0]",
            "[5.e1]" to "Expected a digit after '.', got 'e' at offset 3, path $[0]",
            "[5e]" to "Expected a digit, '+' or '-' after the exponent mark, got ']' at offset 3, path $[0]",
            "[5e+]" to "Expected a digit after the exponent's sign, got ']' at offset 4, path $[0]",
            "[01]" to "Expected no digit after a leading 0, got '1' at offset 2, path $[0]",
            "[-00]" to "Expected no digit after a leading 0, got '0' at offset 3, path $[0]",
            "[0x1]" to "Expected ',' or ']' after the value, got 'x' at offset 2, path $",
            "[1.2.3]" to "Expected ',' or ']' after the value, got '.' at offset 4, path $",
            "[1-2]" to "Expected ',' or ']' after the value, got '-' at offset 2, path $",
            "[tru]" to "Expected 'e' of the literal true, got ']' at offset 4, path $[0]",
            "[nil]" to "Expected 'u' of the literal null, got 'i' at offset 2, path $[0]",
            "[True]" to "Expected a value or ']', got 'T' at offset 1, path $",
            "[1,]" to "Expected a value after ',', got ']' (JSON has no trailing comma) at offset 3, path $[1]",
            "[,1]" to "Expected a value or ']', got ',' at offset 1, path $",
            "[1 2]" to "Expected ',' or ']' after the value, got '2' at offset 3, path $",
            "[1}" to "Expected ',' or ']' after the value, got '}' at offset 2, path $",
            "[}" to "Expected a value or ']', got '}' at offset 1, path $",
            "[1,//x" to "Expected a value after ',', got '/' (JSON has no comments) at offset 3, path $[1]",
            "{a:1}" to "Expected a key in double quotes or '}', got 'a' at offset 1, path $",
            "{'a':1}" to "Expected a key in double quotes or '}', got ''' (JSON quotes with \" only) at offset 1, path $",
            "{1:1}" to "Expected a key in double quotes or '}', got '1' at offset 1, path $",
            "{\"a\" 1}" to "Expected ':' after the key, got '1' at offset 5, path $.a",
            "{\"a\":}" to "Expected a value after ':', got '}' at offset 5, path $.a",
            "{\"a\":1,}" to "Expected a key in double quotes after ',', got '}' (JSON has no trailing comma) at offset 7, path $",
            "{\"a\":1 \"b\"" to "Expected ',' or '}' after the value, got '\"' at offset 7, path $",
            "{\"a\":1]" to "Expected ',' or '}' after the value, got ']' at offset 6, path $",
            "{\"a\":{\"b c\":[1,2,?" to "Expected a value after ',', got '?' at offset 17, path $.a['b c'][2]",
            "{} {}" to "Expected nothing but white space after the end of the JSON, got '{' at offset 3, path $",
            "1 2" to "Expected nothing but white space after the end of the JSON, got '2' at offset 2, path $",
            "12x" to "Expected nothing but white space after the end of the JSON, got 'x' at offset 2, path $",
            "truex" to "Expected nothing but white space after the end of the JSON, got 'x' at offset 4, path $",
            "[]\u0000" to "Expected nothing but white space after the end of the JSON, got U+0000 at offset 2, path $",
            "\u0000" to "Expected a JSON value, got U+0000 at offset 0, path $",
            "[\u00A01]" to "Expected a value or ']', got U+00A0 at offset 1, path $",
            "[é" to "Expected a value or ']', got 'é' (U+00E9) at offset 1, path $",
            "[\uD83D\uDE00]" to "Expected a value or ']', got U+D83D at offset 1, path $",
            "[\"a\nb\"]" to "Expected control characters in a string to be escaped, got U+000A at offset 3, path $[0]",
            "[\"a\u0000\"]" to "Expected control characters in a string to be escaped, got U+0000 at offset 3, path $[0]",
            "{\"a\tb\":1}" to "Expected control characters in a string to be escaped, got U+0009 at offset 3, path $",
            "[\"\\x41\"]" to "Expected one of \" \\ / b f n r t u after a backslash, got 'x' at offset 3, path $[0]",
            "[\"\\u12g4\"]" to "Expected four hexadecimal digits after \\u, got 'g' at offset 6, path $[0]",
            "[\"\\u12\"]" to "Expected four hexadecimal digits after \\u, got '\"' at offset 6, path $[0]",
            "[\"\\u+123\"]" to "Expected four hexadecimal digits after \\u, got '+' at offset 4, path $[0]",
        )
        for ((text, message) in table) {
            test("$text: $message") {
                for (pieceLength in 1..text.length) {
                    val reader = JsonReader()
                    val failure = shouldThrow<JsonSyntaxException> { for (piece in text.chunked(pieceLength)) reader.feed(piece) }
                    withClue("in pieces of $pieceLength") {
                        failure.message shouldBe message
                        reader.offset shouldBe failure.offset
                        reader.currentPath shouldBe failure.path
                    }
                }
            }
        }

        test("after an error the reader stays failed and keeps all that came before it") {
            val reader = JsonReader()
            val failure = shouldThrow<JsonSyntaxException> { reader.feed("""{"a":[1,{"b":"hel${'\u0001'}lo"}]}""") }
            val kept = reader.value
            kept.toString() shouldBe """{"a":[1,{"b":"hel"}]}"""
            shouldThrow<JsonSyntaxException> { reader.feed("x") } shouldBeSameInstanceAs failure
            shouldThrow<JsonSyntaxException> { reader.finish() } shouldBeSameInstanceAs failure
            reader.value shouldBeSameInstanceAs kept
        }

        test("garbage after the root leaves the whole root readable") {
            val reader = JsonReader()
            shouldThrow<JsonSyntaxException> { reader.feed("[1,2] and so on") }
            reader.isComplete shouldBe true
            reader.value.toString() shouldBe "[1,2]"
        }

        test("an error of the caller's own character sequence passes through and does not break the reader") {
            val broken = object : CharSequence by "[1]" {
                override fun get(index: Int): Char = throw UnsupportedOperationException("mine")
            }
            val reader = JsonReader()
            shouldThrow<UnsupportedOperationException> { reader.feed(broken) }.message shouldBe "mine"
            reader.feed("[1]")
            reader.finish().shouldBeInstanceOf<ArrayValue>()
        }
    })
