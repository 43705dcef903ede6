package dev.sluice.sse

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.PropTestConfig
import io.kotest.property.arbitrary.byte
import io.kotest.property.arbitrary.byteArray
import io.kotest.property.arbitrary.choice
import io.kotest.property.arbitrary.constant
import io.kotest.property.arbitrary.int
import io.kotest.property.checkAll

private val bytes = Arb.byteArray(
    Arb.int(0..40),
    Arb.choice(Arb.byte(), Arb.byte(), Arb.byte(), Arb.constant('\n'.code.toByte()), Arb.constant('\r'.code.toByte())),
)

class LineEndsTest :
    FunSpec({
        test("the first end of a line is found, wherever the search begins and ends") {
            checkAll(PropTestConfig(seed = 20_261_122, iterations = 300), bytes) { bytes ->
                val words = wordsOf(bytes)
                for (from in 0..bytes.size) {
                    for (to in from..bytes.size) {
                        val expected = (from until to).firstOrNull {
                            bytes[it].toInt().toChar() == '\n' ||
                                bytes[it].toInt().toChar() == '\r'
                        }
                        words.lineEnd(from, to) shouldBe (expected ?: to)
                    }
                }
            }
        }

        test("no byte is taken for the end of a line that is none") {
            for (value in 0..255) {
                val isEnd = value == '\n'.code || value == '\r'.code
                wordsOf(ByteArray(16) { value.toByte() }).lineEnd(0, 16) shouldBe if (isEnd) 0 else 16
            }
        }
    })
