package dev.sluice.json

import io.kotest.property.Arb
import io.kotest.property.arbitrary.arbitrary
import kotlin.random.Random

/** JSON texts of all shapes and spellings: no duplicate keys, no lone surrogates. */
internal val jsonDocuments: Arb<String> = arbitrary { source -> DocumentWriter(source.random).document() }

private class DocumentWriter(private val random: Random) {
    private val text = StringBuilder()

    fun document(): String {
        space()
        value(depthLeft = random.nextInt(6))
        space()
        return text.toString()
    }

    private fun value(depthLeft: Int) {
        when (random.nextInt(if (depthLeft == 0 || text.length > LONG) 4 else 9)) {
            0 -> quoted(random.nextInt(12))
            1 -> number()
            2 -> text.append(listOf("true", "false", "null").random(random))
            3 -> if (random.nextInt(12) == 0) quoted(random.nextInt(700)) else quoted(random.nextInt(40))
            4, 5 -> array(depthLeft)
            else -> obj(depthLeft)
        }
    }

    private fun array(depthLeft: Int) {
        separated('[', count(), ']') { value(depthLeft - 1) }
    }

    private fun obj(depthLeft: Int) {
        val count = count()
        separated('{', count, '}') { at ->
            // The number makes keys differ; what surrounds it makes them interesting.
            text.append('"')
            if (random.nextBoolean()) characters(random.nextInt(4))
            text.append(at)
            if (random.nextInt(4) == 0) characters(random.nextInt(3), LETTERS)
            text.append('"')
            space()
            text.append(':')
            space()
            value(depthLeft - 1)
        }
    }

    private fun count(): Int = if (text.length > LONG) {
        0
    } else if (random.nextInt(40) == 0) {
        random.nextInt(60)
    } else {
        random.nextInt(5)
    }

    private fun separated(open: Char, count: Int, close: Char, item: (Int) -> Unit) {
        text.append(open)
        space()
        for (at in 0 until count) {
            if (at > 0) {
                text.append(',')
                space()
            }
            item(at)
            space()
        }
        text.append(close)
    }

    private fun quoted(length: Int) {
        text.append('"')
        characters(length)
        text.append('"')
    }

    private fun characters(count: Int, alphabets: List<String> = LETTERS + SPECIALS) {
        repeat(count) {
            val alphabet = alphabets.random(random)
            val at = random.nextInt(alphabet.codePointCount(0, alphabet.length))
            write(alphabet.codePointAt(alphabet.offsetByCodePoints(0, at)))
        }
    }

    private fun write(codePoint: Int) {
        val short = "\"\\/\b\u000C\n\r\t".indexOf(codePoint.toChar())
        when {
            codePoint < 128 && short >= 0 && random.nextBoolean() -> text.append('\\').append("\"\\/bfnrt"[short])

            codePoint < ' '.code || codePoint == '"'.code || codePoint == '\\'.code || random.nextInt(5) == 0 -> {
                for (unit in Character.toChars(codePoint)) escape(unit)
            }

            // Half of the pair as an escape, half of it raw: ugly, but one character all the same.
            codePoint > 0xFFFF && random.nextInt(4) == 0 -> {
                escape(Character.highSurrogate(codePoint))
                text.append(Character.lowSurrogate(codePoint))
            }

            else -> text.appendCodePoint(codePoint)
        }
    }

    private fun escape(unit: Char) {
        val digits = unit.code.toString(16).padStart(4, '0')
        text.append("\\u").append(if (random.nextBoolean()) digits else digits.uppercase())
    }

    private fun number() {
        if (random.nextBoolean()) text.append('-')
        text.append(
            if (random.nextInt(4) ==
                0
            ) {
                "0"
            } else {
                "${random.nextInt(1, 10)}" + digits(random.nextInt(if (random.nextInt(9) == 0) 60 else 5))
            },
        )
        if (random.nextInt(3) == 0) text.append('.').append(digits(random.nextInt(1, 6)))
        if (random.nextInt(4) ==
            0
        ) {
            text.append("eE".random(random)).append(listOf("", "+", "-").random(random)).append(digits(random.nextInt(1, 4)))
        }
    }

    private fun digits(count: Int): String = String(CharArray(count) { '0' + random.nextInt(10) })

    private fun space() {
        if (random.nextInt(3) == 0) repeat(random.nextInt(1, 4)) { text.append(" \n\r\t".random(random)) }
    }

    private companion object {
        /** Beyond it a document comes to its end: every prefix of it is read, so time grows with the square. */
        const val LONG = 400

        val LETTERS = listOf("abcdefghijklmnopqrstuvwxyz ", "äöüéßñ", "価格は東京", "\u2028\u007F\uFFFD\uFEFF")
        val SPECIALS = listOf("\"\\/\b\u000C\n\r\t", "\u0000\u0001\u001F", "😀🚀𝄞", "{}[]:,\"\\")
    }
}
