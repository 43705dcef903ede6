package dev.sluice.testing.offline.reading

import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe

class QuantityTest :
    FunSpec({
        /** value[..upper], currency or unit. */
        fun read(text: String) = Quantity.of(text, emptyList()).map { quantity ->
            val value = quantity.value.toPlainString() + (quantity.upper?.let { ".." + it.toPlainString() } ?: "")
            listOfNotNull(value, quantity.currency, quantity.unit).joinToString(" ")
        }

        context("amounts, shares, measures and ranges") {
            withData(
                nameFn = { it.first },
                "costs $1,240.50 in all" to listOf("1240.50 USD in"),
                "1.240,50 EUR" to listOf("1240.50 EUR"),
                "€20" to listOf("20 EUR"),
                "20 euros" to listOf("20 EUR"),
                "CHF 99.90" to listOf("99.90 CHF"),
                "$180-220k" to listOf("180000..220000 USD"),
                "$120k–$150k" to listOf("120000..150000 USD"),
                "5 to 10 days" to listOf("5..10 days"),
                "$3.5 million" to listOf("3500000 USD"),
                "2bn" to listOf("2000000000"),
                "up 12.5 % and 7 percent" to listOf("12.5 %", "7 %"),
                "at -4 degrees" to listOf("-4 degrees"),
                "12 apples in three baskets" to listOf("12 apples", "3 baskets"),
                "3 x Widget" to listOf("3 x"),
                "2,005,760 people" to listOf("2005760 people"),
                "no figures at all" to listOf(),
            ) { (text, expected) -> read(text) shouldBe expected }
        }

        test("what belongs to a word is no number") {
            read("INV-2041, v2.0, mp3, item #7, A4") shouldBe emptyList()
        }

        test("its text is what was written, without the unit behind it") {
            val quantities = Quantity.of("It costs $4.50 each, 20 euros the lot.", emptyList())
            quantities.map { it.text } shouldContainExactly listOf("$4.50", "20 euros")
        }

        test("digits of any length are read") {
            Quantity.of("9".repeat(400) + " 999999999999999", emptyList()).last().value.toPlainString() shouldBe "999999999999999"
        }
    })
