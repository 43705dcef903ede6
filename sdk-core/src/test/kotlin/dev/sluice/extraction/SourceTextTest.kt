package dev.sluice.extraction

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe

/** Which quotes stand in a text, and where. */
internal class SourceTextTest :
    FunSpec({
        val text = "She said: “It’s\n   fine – really.” The\u00A0lamp (No. 7) hums… a little,\tand that is all."
        val source = SourceText(text)

        fun found(quote: String) = source.find(quote).map { it.of(text) }

        test("word for word, and where it stands") {
            found("The\u00A0lamp") shouldContainExactly listOf("The\u00A0lamp")
            source.find("She said").single() shouldBe TextSpan(0, 8)
            found("that is all.") shouldContainExactly listOf("that is all")
        }

        test("spaces, quotation marks, dashes and case do not count") {
            found("it's fine - REALLY") shouldContainExactly listOf("It’s\n   fine – really")
            found("\"It's fine — really.\"") shouldContainExactly listOf("It’s\n   fine – really")
            found("the lamp (no. 7) hums") shouldContainExactly listOf("The\u00A0lamp (No. 7) hums")
            found("the la\u00ADmp") shouldContainExactly listOf("The\u00A0lamp")
        }

        test("what is left out is left out, in the text's order") {
            found("She said … that is all") shouldContainExactly listOf("She said", "that is all")
            found("the lamp [...] a little... that is all") shouldContainExactly listOf("The\u00A0lamp", "a little", "that is all")
            found("… fine - really. …") shouldContainExactly listOf("fine – really")
            found("that is all … She said").shouldBeEmpty()
            found("She said … she said").shouldBeEmpty()
        }

        test("three points in the text are quoted as they are") {
            found("hums... a little") shouldContainExactly listOf("hums… a little")
        }

        test("other words, parts of words and nothing at all are no quotes") {
            for (quote in listOf("the lamps", "he lamp", "lam", "", "  ", "…", "\"\"", "—", "the lamp sings", "the lamp … lam")) {
                withClue(quote) { source.find(quote).shouldBeEmpty() }
            }
            SourceText("a party of art").find("art").single() shouldBe TextSpan(11, 14)
        }

        test("scripts without spaces may be quoted from any character on") {
            SourceText("私は学生です。").find("学生").single() shouldBe TextSpan(2, 4)
        }

        test("a long text and many quotes end in reasonable time") {
            val long = SourceText("aab ".repeat(100_000) + "the end")
            long.find("aab aab the end").single().end shouldBe 400_007
            long.find("aab x").shouldBeEmpty()
        }
    })
