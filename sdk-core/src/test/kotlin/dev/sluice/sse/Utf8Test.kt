package dev.sluice.sse

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.PropTestConfig
import io.kotest.property.arbitrary.Codepoint
import io.kotest.property.arbitrary.codepoints
import io.kotest.property.arbitrary.list
import io.kotest.property.checkAll

private fun decode(vararg values: Int): String = ByteArray(values.size) { values[it].toByte() }.let { decodeUtf8(it, 0, it.size) }

class Utf8Test :
    FunSpec({
        // Each row is what the Encoding standard prescribes: one replacement for each maximal part of a character.
        val rows = listOf(
            intArrayOf(0x80) to "\uFFFD",
            intArrayOf(0xC0, 0xAF) to "\uFFFD\uFFFD",
            intArrayOf(0xC1, 0x41) to "\uFFFDA",
            intArrayOf(0xC3) to "\uFFFD",
            intArrayOf(0xC3, 0x41) to "\uFFFDA",
            intArrayOf(0xE0, 0x80, 0x80) to "\uFFFD\uFFFD\uFFFD",
            intArrayOf(0xE2, 0x82) to "\uFFFD",
            intArrayOf(0xE2, 0x82, 0x41) to "\uFFFDA",
            intArrayOf(0xED, 0xA0, 0x80) to "\uFFFD\uFFFD\uFFFD",
            intArrayOf(0xED, 0x9F, 0xBF, 0xFF) to "\uD7FF\uFFFD",
            intArrayOf(0xF0, 0x80, 0x80, 0x80) to "\uFFFD\uFFFD\uFFFD\uFFFD",
            intArrayOf(0xF0, 0x9F, 0x98) to "\uFFFD",
            intArrayOf(0xF0, 0x9F, 0x98, 0x80, 0xFF) to "😀\uFFFD",
            intArrayOf(0xF0, 0x9F, 0x41) to "\uFFFDA",
            intArrayOf(0xF4, 0x90, 0x80, 0x80) to "\uFFFD\uFFFD\uFFFD\uFFFD",
            intArrayOf(0xF4, 0x8F, 0xBF, 0xBF, 0xFF) to "\uDBFF\uDFFF\uFFFD",
            intArrayOf(0xF5, 0x80) to "\uFFFD\uFFFD",
            intArrayOf(0xFF, 0xFE) to "\uFFFD\uFFFD",
            intArrayOf(0x41, 0xC3, 0xA9, 0xFF, 0x00, 0x42) to "Aé\uFFFD\u0000B",
        )
        for ((bytes, text) in rows) {
            test("malformed: " + bytes.joinToString(" ") { "%02X".format(it) }) { decode(*bytes) shouldBe text }
        }

        test("a replacement that was really sent stays one") { decode(0xEF, 0xBF, 0xBD) shouldBe "\uFFFD" }

        test("well-formed text comes back as it was, beside malformed bytes too") {
            val points = Arb.list(Arb.codepoints().let { it }, 0..20)
            checkAll(PropTestConfig(seed = 99, iterations = 1_000), points) { list: List<Codepoint> ->
                val text = list.filter { it.value !in 0xD800..0xDFFF }.joinToString("") { String(Character.toChars(it.value)) }
                val bytes = text.toByteArray()
                decodeUtf8(bytes, 0, bytes.size) shouldBe text
                val broken = byteArrayOf(-1) + bytes + byteArrayOf(-1)
                decodeUtf8(broken, 0, broken.size) shouldBe "\uFFFD$text\uFFFD"
            }
        }
    })
