package dev.sluice.testing.offline.reading

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe

class SentencesTest :
    FunSpec({
        test("a sentence ends at its mark, an abbreviation does not end it") {
            Sentences.of("Dr. Berg met J. Smith at Acme Inc. in Rome. It costs 3.50! Why? “Because.” Fine") shouldContainExactly
                listOf("Dr. Berg met J. Smith at Acme Inc. in Rome.", "It costs 3.50!", "Why?", "“Because.”", "Fine")
        }

        test("clauses that turn stand alone") {
            Sentences.clauses("It is fast, but the fans are loud") shouldContainExactly listOf("It is fast", "The fans are loud")
            Sentences.clauses("iOS is fine; however, updates fail") shouldContainExactly listOf("iOS is fine", "Updates fail")
        }

        test("a comma parts statements, not lists of words") {
            Sentences.statements("Server CPU is at 100%, response times spiked, no recent deploys") shouldContainExactly
                listOf("Server CPU is at 100%", "Response times spiked", "No recent deploys")
            Sentences.statements("A bright, sharp, fast screen") shouldContainExactly listOf("A bright, sharp, fast screen")
            Sentences.statements("The webcam is poor, with grainy pictures") shouldContainExactly
                listOf("The webcam is poor, with grainy pictures")
        }

        test("what speaks for and against, with denials turned round") {
            Polarity.of("The screen is bright and sharp") shouldBe 2
            Polarity.of("It is not good") shouldBe -1
            Polarity.of("There were no problems") shouldBe 1
            Polarity.of("I can't log in") shouldBe -1
            Polarity.of("It has a screen") shouldBe 0
        }

        test("words of one stem are one word") {
            listOf("charge", "charged", "charges", "charging").map(Words::stem).distinct() shouldContainExactly listOf("charg")
            listOf("stop", "stopped", "stops").map(Words::stem).distinct() shouldContainExactly listOf("stop")
            Words.ofIdentifier("unitPriceEUR_total") shouldContainExactly listOf("unit", "price", "eur", "total")
        }
    })
