package dev.sluice.json

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs

/** Each limit: just reached is fine, just passed is an error that names it. */
class JsonLimitsTest :
    FunSpec({
        class Case(
            val name: String,
            val limits: JsonLimits,
            val fits: String,
            val over: String,
            val offset: Int,
            val path: String,
            val kept: String?,
        )

        fun limits(change: JsonLimits.Builder.() -> Unit): JsonLimits = JsonLimits.Builder().apply(change).build()

        val cases = listOf(
            Case("maxLength", limits { maxLength = 5 }, "[1,2]", "[1,\"ab\"]", 5, "$[1]", "[1,\"a\"]"),
            Case("maxLength", limits { maxLength = 3 }, "[1]", "[1] ", 3, "$", "[1]"),
            Case("maxDepth", limits { maxDepth = 2 }, "[{}]", "[{\"a\":[]}]", 6, "$[0].a", "[{}]"),
            Case("maxDepth", limits { maxDepth = 1 }, "{}", "{\"a\":{", 5, "$.a", "{}"),
            Case("maxNumberLength", limits { maxNumberLength = 4 }, "[-1.5]", "[7,-1.52]", 7, "$[1]", "[7]"),
            Case("maxKeyLength", limits { maxKeyLength = 3 }, "{\"a\\nb\":1}", "{\"abcd\":1}", 5, "$", "{}"),
            Case("maxKeyLength", limits { maxKeyLength = 3 }, "{\"abc\":1}", "{\"abc\\n\":1}", 6, "$", "{}"),
            Case("maxStringLength", limits { maxStringLength = 3 }, "[\"\\u0061bc\"]", "[\"abcd\"]", 5, "$[0]", "[\"abc\"]"),
            Case("maxStringLength", limits { maxStringLength = 1 }, "\"a\"", "\"\uD83D\uDE00\"", 2, "$", "\"\""),
            Case(
                "maxKeys",
                limits {
                    maxKeys = 2
                },
                "{\"a\":1,\"b\":2,\"a\":3}",
                "{\"a\":1,\"b\":2,\"c\":3}",
                15,
                "$.c",
                "{\"a\":1,\"b\":2}",
            ),
        )
        for (case in cases) {
            test("${case.name}: ${case.fits} fits, ${case.over} does not") {
                JsonReader.parse(case.fits, case.limits).isComplete shouldBe true
                for (pieceLength in 1..case.over.length) {
                    val reader = JsonReader(case.limits)
                    val failure = shouldThrow<JsonLimitException> { for (piece in case.over.chunked(pieceLength)) reader.feed(piece) }
                    withClue("in pieces of $pieceLength") {
                        failure.limit shouldBe case.name
                        failure.offset shouldBe case.offset
                        failure.path.toString() shouldBe case.path
                        reader.value?.toString() shouldBe case.kept
                        shouldThrow<JsonLimitException> { reader.feed(" ") } shouldBeSameInstanceAs failure
                    }
                }
            }
        }

        test("the error says which limit, where, and what to do") {
            shouldThrow<JsonLimitException> { JsonReader.parse("[[[", limits { maxDepth = 2 }) }.message shouldBe
                "The JSON is over the limit maxDepth = 2 at offset 2, path $[0]. Raise the limit if such answers are expected."
        }

        test("a million opening brackets stop at the depth limit") {
            for (bracket in listOf("[", "{\"a\":")) {
                val failure = shouldThrow<JsonLimitException> { JsonReader.parse(bracket.repeat(1_000_000)) }
                failure.limit shouldBe "maxDepth"
                failure.offset shouldBe 128L * bracket.length
            }
            shouldThrow<JsonSyntaxException> { JsonReader.parse("{".repeat(1_000_000)) }.offset shouldBe 1
        }

        test("what is as deep as a limit can be set is still readable on a small stack") {
            val deep = limits { maxDepth = 500 }
            val text = "{\"a\":[".repeat(250) + "1" + "]}".repeat(250)
            var answer = ""
            val thread = Thread(null, {
                val value = JsonReader.parse(text, deep)
                if (value == JsonReader.parse(text, deep) && value.hashCode() != 0) answer = value.toJsonElement().toJsonValue().toString()
            }, "small stack", 512 * 1024L)
            thread.start()
            thread.join()
            answer shouldBe text
        }

        test("builders start from the defaults or from other limits, and refuse what makes no sense") {
            JsonLimits.DEFAULT.toString() shouldBe "JsonLimits(maxLength=67108864, maxDepth=128, maxNumberLength=4096, " +
                "maxKeyLength=65536, maxStringLength=67108864, maxKeys=1000000)"
            val other = JsonLimits.Builder().maxLength(
                1,
            ).maxDepth(2).maxNumberLength(3).maxKeyLength(4).maxStringLength(5).maxKeys(6).build()
            other.newBuilder().build().toString() shouldBe other.toString()
            other.toString() shouldBe
                "JsonLimits(maxLength=1, maxDepth=2, maxNumberLength=3, maxKeyLength=4, maxStringLength=5, maxKeys=6)"
            shouldThrow<IllegalArgumentException> { limits { maxDepth = 0 } }.message shouldBe "the limit maxDepth must be positive, is 0"
            shouldThrow<IllegalArgumentException> { limits { maxDepth = 501 } }.message shouldBe
                "the limit maxDepth must be at most 500, is 501"
            shouldThrow<IllegalArgumentException> { limits { maxKeys = Int.MAX_VALUE } }.message shouldBe
                "the limit maxKeys must be at most 268435456, is 2147483647"
        }
    })
