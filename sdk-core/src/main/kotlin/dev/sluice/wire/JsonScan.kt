package dev.sluice.wire

/** Checks a text by RFC 8259 and notes where its values stand, in one pass; its functions call each other as the text goes. One use. */
internal class JsonScan(private val text: String) {
    private var cells = IntArray(minOf(text.length / LETTERS_A_CELL + FEWEST_CELLS, MOST_CELLS))
    private var count = 0
    private var at = 0
    private var depth = 0

    /** Where the first backslash stands that was not passed yet. */
    private var nextEscape = -1

    /** The cells of its [JsonTape] if the text is an object and nothing else; null if not. */
    fun cells(): IntArray? = try {
        skipBlanks()
        if (peek() == '{') value()
        cells.takeIf { at == text.length && count > 0 }
    } catch (_: Malformed) {
        null
    }

    /** The value here, and the blanks around it. */
    private fun value() {
        skipBlanks()
        when (peek()) {
            '{' -> container { members() }
            '[' -> container { elements() }
            '"' -> string()
            't' -> word("true")
            'f' -> word("false")
            'n' -> word("null")
            else -> number()
        }
        skipBlanks()
    }

    private inline fun container(read: () -> Unit) {
        // What recurses deeper would overflow the stack: ours, or that of whoever prints the value.
        if (++depth > MAX_DEPTH) throw Malformed
        val entry = count
        enter(at)
        enter(0)
        at++
        read()
        cells[entry + 1] = count
        depth--
    }

    private fun members() {
        skipBlanks()
        if (accept('}')) return
        do {
            skipBlanks()
            if (peek() != '"') throw Malformed
            string()
            skipBlanks()
            if (!accept(':')) throw Malformed
            value()
        } while (accept(','))
        if (!accept('}')) throw Malformed
    }

    private fun elements() {
        skipBlanks()
        if (accept(']')) return
        do value() while (accept(','))
        if (!accept(']')) throw Malformed
    }

    private fun word(word: String) {
        if (!text.startsWith(word, at)) throw Malformed
        enter(at)
        at += word.length
    }

    private fun number() {
        enter(at)
        accept('-')
        if (!accept('0') && digits() == 0) throw Malformed
        if (accept('.') && digits() == 0) throw Malformed
        if (accept('e') || accept('E')) {
            if (!accept('+')) accept('-')
            if (digits() == 0) throw Malformed
        }
    }

    private fun digits(): Int {
        val start = at
        while (at < text.length && text[at] in '0'..'9') at++
        return at - start
    }

    // Strings are most of a text, so they are searched and not read: control characters inside, which are forbidden, pass.
    private fun string() {
        val start = at
        val quote = text.indexOf('"', start + 1)
        if (quote < 0) throw Malformed
        if (nextEscape < start) nextEscape = text.indexOf('\\', start).let { if (it < 0) text.length else it }
        val isPlain = quote < nextEscape
        enter(if (isPlain) start else start.inv())
        at = (if (isPlain) quote else endOfEscaped(nextEscape)) + 1
    }

    /** The closing quote of a string whose first escape stands at [escape]. */
    private fun endOfEscaped(escape: Int): Int {
        at = escape
        while (peek() != '"') if (peek() == '\\') skipEscape() else at++
        return at
    }

    private fun skipEscape() {
        at++
        if (peek() == 'u') {
            at++
            repeat(HEX_DIGITS) { if (!peek().isHexDigit()) throw Malformed else at++ }
        } else {
            if (peek() !in ESCAPES) throw Malformed
            at++
        }
    }

    private fun skipBlanks() {
        while (at < text.length && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) at++
    }

    private fun peek(): Char = if (at < text.length) text[at] else throw Malformed

    private fun accept(char: Char): Boolean {
        if (at == text.length || text[at] != char) return false
        at++
        return true
    }

    private fun enter(cell: Int) {
        if (count == cells.size) cells = cells.copyOf(2 * count)
        cells[count++] = cell
    }

    private object Malformed : RuntimeException(null, null, false, false) {
        private fun readResolve(): Any = Malformed
    }

    private companion object {
        const val MAX_DEPTH = 256

        // To begin with. Enough for an event, so that it costs one array; whole answers have fewer values for their length.
        const val LETTERS_A_CELL = 8
        const val FEWEST_CELLS = 8
        const val MOST_CELLS = 64
        const val HEX_DIGITS = 4
        const val ESCAPES = "\"\\/bfnrt"

        fun Char.isHexDigit() = this in '0'..'9' || this in 'a'..'f' || this in 'A'..'F'
    }
}
