package dev.sluice.extraction

/** Finds [piece] in texts, in steps that grow with the text and not with both lengths' product (Knuth, Morris, Pratt). */
internal class PieceSearch(private val piece: CharSequence) {
    /** At each place of [piece], how long a beginning of it ends there that is not all that was read. */
    private val borders = IntArray(piece.length).also { borders ->
        for (index in 1 until piece.length) borders[index] = matched(borders, borders[index - 1], piece[index])
    }

    /** Where it begins in [text], from [from] on, overlapping places too. */
    fun placesIn(text: CharSequence, from: Int): Sequence<Int> = sequence {
        var matched = 0
        for (index in from until text.length) {
            matched = matched(borders, matched, text[index])
            if (matched == piece.length) {
                yield(index + 1 - matched)
                matched = borders[matched - 1]
            }
        }
    }

    /** How much of [piece] has been read when [matched] of it had, and [next] comes. */
    private fun matched(borders: IntArray, matched: Int, next: Char): Int {
        var length = matched
        while (length > 0 && piece[length] != next) length = borders[length - 1]
        return if (piece[length] == next) length + 1 else length
    }
}
