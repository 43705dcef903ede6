package dev.sluice.testing.offline.answer

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.ints.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.PropTestConfig
import io.kotest.property.arbitrary.element
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.map
import io.kotest.property.checkAll

class TokensTest :
    FunSpec({
        test("pieces are about as long as a model's") {
            Tokens.of("{\"name\":\"Anna Berg\"}") shouldContainExactly listOf("{\"", "name", "\":\"", "Anna", " Berg", "\"}")
        }

        val words = listOf("a", "word", "Ünïcödé", " ", "\n", "\t\t", "12", "3.50", "日本語", "{\"", "\\", "—…")
        val scraps = words + listOf("\uD83D\uDE00", "e\u0301", "\u0000", "\uD800", "\u2028")
        val texts = Arb.list(Arb.element(scraps), 0..60).map { it.joinToString("") }

        test("pieces join to the text, whatever it is") {
            checkAll(PropTestConfig(seed = 11, iterations = 500), texts) { text ->
                val pieces = Tokens.of(text)
                pieces.joinToString("") shouldBe text
                pieces.forEach { it.codePointCount(0, it.length) shouldBeLessThanOrEqual 16 }
                Tokens.count(text) shouldBe pieces.size
            }
        }
    })
