package dev.sluice.extraction

/** A text in which what does not count for a quote is made equal, and the way back from its characters to where they came from. */
internal class FoldedText(private val text: String) {
    private val places = IntArray(text.length + (ELLIPSIS.length - 1) * text.count { it == '\u2026' })

    /** Small letters, single spaces, plain quotation marks and dashes. */
    val content: String = buildString(text.length) {
        text.forEachIndexed { index, character ->
            for (folded in fold(character)) {
                if (folded == ' ' && (isEmpty() || last() == ' ')) continue
                places[length] = index
                append(folded)
            }
        }
    }

    /** Where [piece] stands from [from] on, its ends not within words; null if nowhere. */
    fun indexOfWords(piece: String, from: Int): Int? =
        generateSequence(content.indexOf(piece, from)) { content.indexOf(piece, it + 1) }.takeWhile { it >= 0 }
            .firstOrNull { !isWithinWord(it) && !isWithinWord(it + piece.length) }

    /** What stands at [start] until [end] here, in the text that this was made of. */
    fun span(start: Int, end: Int): TextSpan = TextSpan(places[start], places[end - 1] + 1)

    private fun isWithinWord(index: Int): Boolean =
        index in 1 until content.length && content[index - 1].belongsToWord() && content[index].belongsToWord()

    private companion object {
        const val ELLIPSIS = "..."

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

        fun Char.belongsToWord(): Boolean = isLetterOrDigit() && Character.UnicodeScript.of(code) !in UNSPACED

        fun fold(character: Char): String = when (character) {
            '\u00AD', in '\u200B'..'\u200D', '\u2060', '\uFEFF' -> ""
            in '\u2018'..'\u201B', '\u2032' -> "'"
            in '\u201C'..'\u201F', '\u00AB', '\u00BB', '\u2033' -> "\""
            in '\u2010'..'\u2015', '\u2212' -> "-"
            '\u2026' -> ELLIPSIS
            else -> if (character.isWhitespace()) " " else character.lowercaseChar().toString()
        }
    }
}
