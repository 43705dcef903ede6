package dev.sluice.extraction

import java.text.Normalizer

/** A text in which what does not count for a quote is made equal, and the way back from its characters to where they came from. */
internal class FoldedText(private val text: String) {
    private var starts = IntArray(text.length)
    private var ends = IntArray(text.length)

    /** Decomposed (NFD), in small letters, with single spaces, plain quotation marks and dashes. */
    val content: String = buildString(text.length) {
        var start = 0
        while (start < text.length) {
            val end = endOfCluster(start)
            addCluster(start, end)
            start = end
        }
    }

    private fun StringBuilder.addCluster(start: Int, end: Int) {
        if (end == start + 1 && text[start] < FIRST_DECOMPOSED) return addFolded(text[start].code, start, end)
        val decomposed = Normalizer.normalize(text.substring(start, end), Normalizer.Form.NFD)
        decomposed.codePoints().forEach { addFolded(it, start, end) }
    }

    private fun StringBuilder.addFolded(codePoint: Int, start: Int, end: Int) = fold(codePoint).forEach { add(it, start, end) }

    private fun StringBuilder.add(character: Char, start: Int, end: Int) {
        if (character == ' ' && (isEmpty() || last() == ' ')) return
        if (length == starts.size) {
            starts = starts.copyOf(2 * length)
            ends = ends.copyOf(2 * length)
        }
        starts[length] = start
        ends[length] = end
        append(character)
    }

    /** Where [piece] stands from [from] on, its ends not within words or numbers; null if nowhere. */
    fun indexOfWords(piece: String, from: Int): Int? =
        PieceSearch(piece).placesIn(content, from).firstOrNull { canBeCut(it) && canBeCut(it + piece.length) }

    /** What stands at [start] until [end] here, in the text that this was made of. */
    fun span(start: Int, end: Int): TextSpan = TextSpan(starts[start], ends[end - 1])

    /** Whether a quote may begin or end at [index]: not within a word or a number, nor between a letter and its accents. */
    private fun canBeCut(index: Int): Boolean {
        if (index == 0 || index == content.length) return true
        val before = content.codePointBefore(index)
        val after = content.codePointAt(index)
        val isWithinPair = content[index - 1].isHighSurrogate() && content[index].isLowSurrogate()
        return !isWithinPair && !isMark(after) && !(belongsToWord(before) && belongsToWord(after)) && !isWithinNumber(index)
    }

    /** Beside a mark that parts digits, or behind a sign: what is left of `1.5` or `-5` there is another number. */
    private fun isWithinNumber(index: Int): Boolean = partsDigits(index - 1) || partsDigits(index) || isSign(index - 1)

    private fun partsDigits(index: Int) = content[index] in DIGIT_PARTING && isDigit(index - 1) && isDigit(index + 1)

    /** Where something else stands before it, a dash is none: `3-5`, `COVID-19`. */
    private fun isSign(index: Int) = content[index] == '-' && isDigit(index + 1) && (index == 0 || content[index - 1] in BEFORE_SIGN)

    private fun isDigit(index: Int) = content.getOrNull(index)?.isDigit() == true

    /** A character with the marks that follow it: two ways to write the same differ within it, and nowhere else. */
    private fun endOfCluster(start: Int): Int {
        var end = start + Character.charCount(text.codePointAt(start))
        var marks = 0
        while (end < text.length && marks < MOST_MARKS && text[end] >= FIRST_MARK && isMark(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end))
            marks++
        }
        return end
    }

    private companion object {
        const val FIRST_DECOMPOSED = '\u00C0'
        const val FIRST_MARK = '\u0300'

        /** For fractions and for thousands, as they are written somewhere: `1.5`, `1,5`, `1'000`, and the two of Arabic digits. */
        const val DIGIT_PARTING = ".,'\u066B\u066C"

        /** White space, brackets and quotation marks, as they are here. */
        const val BEFORE_SIGN = " ([\"'"

        /** No script has more on one letter (Unicode's Stream-Safe Text Format); to put very many in their order takes long. */
        const val MOST_MARKS = 30

        /** Scripts that put no spaces between words: there any character may begin a quote. */
        val UNSPACED = setOf(
            Character.UnicodeScript.HAN,
            Character.UnicodeScript.HIRAGANA,
            Character.UnicodeScript.KATAKANA,
            Character.UnicodeScript.THAI,
            Character.UnicodeScript.LAO,
            Character.UnicodeScript.KHMER,
            Character.UnicodeScript.MYANMAR,
        )

        fun belongsToWord(codePoint: Int): Boolean =
            (Character.isLetterOrDigit(codePoint) || isMark(codePoint)) && Character.UnicodeScript.of(codePoint) !in UNSPACED

        fun isMark(codePoint: Int): Boolean = when (Character.getType(codePoint).toByte()) {
            Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true
            else -> false
        }

        fun fold(codePoint: Int): String = when (codePoint) {
            0xAD, in 0x200B..0x200D, 0x2060, in 0xFE00..0xFE0F, 0xFEFF, in 0xE0100..0xE01EF -> ""
            in 0x2018..0x201B, 0x2032 -> "'"
            in 0x201C..0x201F, 0xAB, 0xBB, 0x2033 -> "\""
            in 0x2010..0x2015, 0x2212 -> "-"
            0x2026 -> "..."
            else -> if (isSpace(codePoint)) " " else String(Character.toChars(smallLetter(codePoint)))
        }

        /** By way of the capital: two small letters may share one, such as the Greek sigmas. */
        fun smallLetter(codePoint: Int): Int = Character.toLowerCase(Character.toUpperCase(codePoint))

        fun isSpace(codePoint: Int): Boolean = Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)
    }
}
