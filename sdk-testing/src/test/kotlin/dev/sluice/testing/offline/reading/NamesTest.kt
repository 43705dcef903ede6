package dev.sluice.testing.offline.reading

import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.shouldBe

class NamesTest :
    FunSpec({
        fun read(text: String) = Passage(text).names.all.associate { it.text to it.kind }

        context("kinds of names") {
            withData(
                nameFn = { it.first },
                "We met Anna Berg in Lisbon." to mapOf("Anna Berg" to NameKind.PERSON, "Lisbon" to NameKind.PLACE),
                "Dr. Okonkwo, the head of Nimbus Labs, resigned." to mapOf("Okonkwo" to NameKind.PERSON, "Nimbus Labs" to NameKind.COMPANY),
                "I bought the Lumo Book 14 yesterday." to mapOf("Lumo Book 14" to NameKind.PRODUCT),
                "Analyse the iPhone 16 Pro" to mapOf("iPhone 16 Pro" to NameKind.PRODUCT),
                "Yesterday Umbrella acquired Stark Industries." to mapOf(
                    "Umbrella" to NameKind.COMPANY,
                    "Stark Industries" to NameKind.COMPANY,
                ),
                "The weather is fine. Nothing happened." to mapOf(),
                "John is 30. Later John left." to mapOf("John" to NameKind.PERSON),
                "Write to anna@Example.org or see https://Example.org/Page." to mapOf(),
                "Maria's bike" to mapOf("Maria" to NameKind.PERSON),
            ) { (text, expected) -> read(text) shouldBe expected }
        }

        test("a name mentioned again in part is one name") {
            read("Anna Berg wrote. We thanked Berg, and Anna smiled.").keys shouldBe setOf("Anna Berg")
        }
    })
