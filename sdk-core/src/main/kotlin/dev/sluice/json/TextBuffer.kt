package dev.sluice.json

/**
 * The decoded text of one string at a time, in append-only storage that its snapshots share.
 *
 * A cell that a snapshot shows is never written again: the next string begins behind it, or in a new array. A high surrogate is held back
 * until what follows it is known; a surrogate that stays alone becomes U+FFFD.
 */
internal class TextBuffer {
    private var chars = NONE

    /** Below it all cells may be seen by snapshots. */
    private var floor = 0
    private var start = 0
    private var end = 0
    private var halfPair = false
    private var shown = false

    /** Length of the text, a held back surrogate included. */
    val length: Int get() = end - start

    /** Length of what may be shown now. */
    val visibleLength: Int get() = if (halfPair) end - start - 1 else end - start

    fun begin() {
        start = floor
        end = floor
        halfPair = false
        shown = false
    }

    /** Appends plain characters, none of them a surrogate. */
    fun append(source: CharArray, from: Int, to: Int) {
        if (halfPair) replaceHalfPair()
        reserve(to - from)
        System.arraycopy(source, from, chars, end, to - from)
        end += to - from
    }

    /** Appends any one UTF-16 character. */
    fun append(character: Char) {
        val completes = halfPair && character.isLowSurrogate()
        if (halfPair && !completes) replaceHalfPair()
        reserve(1)
        chars[end++] = if (character.isLowSurrogate() && !completes) REPLACEMENT else character
        halfPair = character.isHighSurrogate()
    }

    /** Closes the text and gives it as a string of its own. */
    fun finish(): String {
        if (halfPair) replaceHalfPair()
        val text = String(chars, start, length)
        if (chars.size > KEPT) {
            chars = NONE
            floor = 0
        } else if (shown) {
            floor = end
        }
        return text
    }

    /** What may be shown now, sharing the storage. */
    fun show(): JsonValue {
        shown = true
        return GrowingString(chars, start, visibleLength)
    }

    /** Closes the text and gives it as one of [keys]. */
    fun finishKey(keys: KeyCache): String {
        if (halfPair) replaceHalfPair()
        return keys.get(chars, start, length)
    }

    private fun replaceHalfPair() {
        chars[end - 1] = REPLACEMENT
        halfPair = false
    }

    private fun reserve(more: Int) {
        if (more <= chars.size - end) return
        val needed = length.toLong() + more
        val grown = CharArray(maxOf(CHUNK.toLong(), 2 * needed).coerceAtMost(LARGEST_ARRAY).toInt())
        System.arraycopy(chars, start, grown, 0, length)
        end = length
        start = 0
        floor = 0
        chars = grown
    }

    private companion object {
        val NONE = CharArray(0)
        const val REPLACEMENT = '\uFFFD'
        const val CHUNK = 512
        const val KEPT = 64 shl 10
        const val LARGEST_ARRAY = Int.MAX_VALUE - 8L
    }
}
