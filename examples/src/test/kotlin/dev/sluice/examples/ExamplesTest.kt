package dev.sluice.examples

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import java.io.File

/** Each example runs against the offline model, says the same in both languages, and answers another text differently. */
internal class ExamplesTest :
    FunSpec({
        for ((example, text, expected) in otherTexts) {
            test("$example: the same from Kotlin and from Java, and another answer for another text") {
                val other = File.createTempFile("other", ".txt").apply { writeText(text) }
                try {
                    val kotlin = ExampleRun("kotlin.$example")
                    val java = ExampleRun("java.$example")
                    val own = kotlin.output()
                    java.output() shouldBe own
                    val fromFile = ExampleRun("kotlin.$example", other.path)
                    val fromStandardInput = ExampleRun("java.$example", "-", text)
                    val answer = fromFile.output()
                    fromStandardInput.output() shouldBe answer
                    answer shouldNotBe own
                    answer shouldContain expected
                    own shouldNotContain expected
                } finally {
                    other.delete()
                }
            }
        }

        test("the product analysis has every field of the text") {
            val output = ExampleRun("kotlin.PartialStreaming").output()
            for (field in listOf("reasoning: ", "product: ", "strengths: \n  - ", "weaknesses: \n  - ", "verdict: ", "score: ")) {
                output shouldContain field
            }
            output shouldContain Regex("""[1-9]\d* tokens in, [1-9]\d* out""")
        }

        test("a file that is not there, or is none, is named") {
            for (language in listOf("kotlin", "java")) {
                ExampleRun("$language.PartialStreaming", "no-such-file.txt").complaint() shouldContain
                    "there is no file no-such-file.txt to read (-Dinput)"
                ExampleRun("$language.PartialStreaming", "src").complaint() shouldContain
                    "src is a directory, not a file to read (-Dinput)"
            }
        }
    }) {
    private companion object {
        val GRINDER = """
            Review: the Copperline K2 is a coffee grinder.

            Strengths:
            - grinds evenly from espresso to press
            - very quiet

            Weaknesses:
            - the hopper holds only 40 g

            Overall a good grinder for a small kitchen. Score: 7.5 out of 10.
        """.trimIndent()

        val ROASTERS = """
            Senior Roaster, Coffee department, Lisbon, 40,000 to 48,000 EUR
            Barista, Shop department, Porto
        """.trimIndent()

        /** An example, another text for it, and what only the answer to that text says. */
        val otherTexts = listOf(
            Triple("PartialStreaming", GRINDER, "product: Copperline K2"),
            Triple("IterableExtraction", ROASTERS, "Senior Roaster — Coffee, Lisbon"),
            Triple("ChatStreaming", GRINDER, "Copperline"),
        )
    }
}
