package dev.sluice.extraction

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.Codepoint
import io.kotest.property.arbitrary.element
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.string
import io.kotest.property.checkAll
import java.text.Normalizer

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

        test("a part of a number is another number, and no quote") {
            val figures = SourceText("Revenue was 1.5 million, not -5 degrees (\u22127 at night). Price 1,234.50, or 1'234.50 in 3-5 days.")
            for (quote in listOf(
                "5 million", ".5 million", "Revenue was 1", "Revenue was 1.", "… 5 million", "5 degrees", "not -", "7 at night", "(-",
                "234.50", "234.50, or", "1,234", "Price 1,234.", "Price 1 …", "1.234.50", "1'234", "50 in",
            )) {
                withClue(quote) { figures.find(quote).shouldBeEmpty() }
            }
            for (quote in listOf("1.5 million", "1.5", "not -5", "-7", "(-7 at night)", "Price 1,234.50.", "1'234.50 in 3", "5 days")) {
                withClue(quote) { figures.find(quote).size shouldBe 1 }
            }
            SourceText("-5 degrees").find("5 degrees").shouldBeEmpty()
            SourceText("\u0661\u066B\u0665 x").find("\u0665 x").shouldBeEmpty()
            SourceText("COVID-19 in 2020.").find("19 in 2020").size shouldBe 1
            // The first place is within a number, the second is not.
            SourceText("1.5 lamps, 5 lamps").find("5 lamps").single() shouldBe TextSpan(11, 18)
        }

        test("generated texts: what is found is whole words and numbers, and whole ones are found") {
            val words = Arb.element(
                "x", "ab", "5", "50", "-5", "1.5", "0,5", "-1.5", "1,234.50", "1'234", "3-5", "x-5", "5-x", "-0.5", "v1.5",
            )
            checkAll(Arb.list(words, 1..8), Arb.int(0..40), Arb.int(1..12), Arb.int(0..7), Arb.int(1..4)) { all, from, size, first, count ->
                val text = all.joinToString(" ")
                val figures = SourceText(text)
                // Joined by a dash or at a letter, numbers are words of their own.
                val parts = all + all.filter { it.matches(Regex("\\w-\\w")) }.flatMap { it.split('-') + it.take(2) + it.drop(1) }
                for (span in figures.find(text.drop(from).take(size))) {
                    withClue("$text: ${span.of(text)}") { (span.of(text).split(' ') - parts.toSet()).shouldBeEmpty() }
                }
                val whole = all.drop(first).take(count)
                if (whole.isNotEmpty()) withClue("$text: $whole") { figures.find(whole.joinToString(" ")).size shouldBe 1 }
            }
        }

        test("scripts without spaces may be quoted from any character on") {
            SourceText("私は学生です。").find("学生").single() shouldBe TextSpan(2, 4)
        }

        test("a letter and its accent are one character or two, and are not taken apart") {
            for (text in listOf("un caf\u00E9 noir", "un cafe\u0301 noir")) {
                for (quote in listOf("CAF\u00C9", "cafe\u0301", "Cafe\u0301 noir")) SourceText(text).find(quote).size shouldBe 1
                SourceText(text).find("caf\u00E9").single().of(text) shouldBe text.substring(3, text.length - 5)
                for (quote in listOf("cafe", "caf", "un cafe")) SourceText(text).find(quote).shouldBeEmpty()
            }
            // Marks below and above, in either order; a syllable and its letters; a vowel of a script without spaces.
            SourceText("q\u0323\u0307 end").find("q\u0307\u0323 END").single() shouldBe TextSpan(0, 7)
            SourceText("\uD55C\uAE00 x").find("\u1112\u1161\u11AB\u1100\u1173\u11AF").single() shouldBe TextSpan(0, 2)
            SourceText("\u304B\u3099\u304F").find("\u304C").single() shouldBe TextSpan(0, 2)
            SourceText("\u304B\u3099\u304F").find("\u304B").shouldBeEmpty()
            SourceText("\u1F82").find("\u1F8A\u0399").shouldBeEmpty()
            SourceText("\u1F82").find("\u1F0A\u0399").single() shouldBe TextSpan(0, 1)
            SourceText("ΟΔΟΣ").find("οδος").single() shouldBe TextSpan(0, 4)
        }

        test("characters of two UTF-16 units count as one") {
            SourceText("\uD83D\uDE00 \uD842\uDFB7\uD842\uDFB6 x").find("\uD842\uDFB7").single() shouldBe TextSpan(3, 5)
            SourceText("a \uD801\uDC00b c").find("\uD801\uDC28B").single() shouldBe TextSpan(2, 5)
            SourceText("a\uD83D\uDE00 b").find("a\uD83D").shouldBeEmpty()
            SourceText("\u2764\uFE0F love").find("\u2764 love").single() shouldBe TextSpan(0, 7)
        }

        test("generated texts: what is found is the quote, and a part of the text in another writing is found") {
            val units = Arb.element(
                "a", "b", "B", "\u00E9", "e\u0301", "E\u0301", "\u1EC7", "e\u0323\u0302", "\u0301",
                " ", "\n", "\u00AD", "\u201C", "\u2014", ",",
                "\uD83D\uDE00", "\uD801\uDC00", "\uD55C", "\u1112\u1161\u11AB", "\u304B", "\u304C", "\u3099", "\u6F22", "\u0130",
            )
            checkAll(Arb.list(units, 1..14), Arb.list(units, 1..4), Arb.int(0..13), Arb.int(1..14)) { all, other, from, size ->
                val text = all.joinToString("")
                fun folded(some: String) = FoldedText(some).content.trim()
                for (quote in listOf(other.joinToString(""), all.drop(from).take(size).joinToString(""))) {
                    SourceText(text).find(quote).forEach { span ->
                        folded(span.of(text)).trim(' ', '"', ',') shouldBe folded(quote).trim(' ', '"', ',')
                    }
                }
                val wanted = folded(text).trim(' ', '"')
                val isQuote = wanted.codePoints().anyMatch(Character::isLetterOrDigit)
                for (form in listOf(Normalizer.Form.NFC, Normalizer.Form.NFD)) {
                    val found = SourceText(text).find(Normalizer.normalize(text, form).uppercase())
                    // A mark that stands alone behind a quotation mark belongs to that.
                    if (!wanted.contains(Regex("^\\p{M}"))) withClue(text) { found.size shouldBe if (isQuote) 1 else 0 }
                }
            }
        }

        test("a search costs steps in proportion to the text, whatever text and quote are") {
            var steps = 0
            class Counted(val characters: String) : CharSequence by characters {
                override fun get(index: Int) = characters[index].also { steps++ }
            }
            for (piece in listOf(
                "a".repeat(5_000) + "b",
                "a".repeat(5_000),
                "ab".repeat(2_500),
                "a".repeat(2_500) + "b" + "a".repeat(2_500),
            )) {
                steps = 0
                PieceSearch(Counted(piece)).placesIn(Counted("a".repeat(100_000)), 0).count() shouldBe
                    if ('b' in piece) 0 else 95_001
                steps shouldBeLessThan 5 * 105_000
            }
            SourceText("a".repeat(200_000)).find("a".repeat(100_000) + "b").shouldBeEmpty()
            SourceText("e" + "\u0301\u0323".repeat(100_000) + " end").find("end").single().end shouldBe 200_005
        }

        test("all places are found, overlapping ones too") {
            checkAll(
                Arb.string(
                    0..30,
                    Arb.element(
                        "ab".map {
                            Codepoint(it.code)
                        },
                    ),
                ),
                Arb.string(1..5, Arb.element("ab".map { Codepoint(it.code) })),
                Arb.int(0..5),
            ) { text, piece, from ->
                PieceSearch(piece).placesIn(text, from).toList() shouldBe
                    text.indices.filter { it >= from && text.startsWith(piece, it) }
            }
        }

        test("a long text and many quotes end in reasonable time") {
            val long = SourceText("aab ".repeat(100_000) + "the end")
            long.find("aab aab the end").single().end shouldBe 400_007
            long.find("aab x").shouldBeEmpty()
        }
    })
