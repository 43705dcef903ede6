package dev.sluice.wire

import kotlinx.serialization.json.JsonObject

/**
 * Where the values of a JSON text stand, checked by RFC 8259 in one pass, so that they can be read when they are asked for.
 *
 * Of an event of a stream two or three fields are read and the others never, so no value is made here: a text of two hundred letters
 * costs one array. The serialization library's own parser would make all of them, and takes any bare word for a literal, which, written
 * out again, would make our own request unreadable.
 *
 * Entries stand in the order of the text; an object's are a name and a value in turns. Immutable once made.
 */
internal class JsonTape private constructor(private val text: String) {
    /** Where each entry starts, as a complement if it is a string with escapes; behind the start of a container, its next entry. */
    private var cells = IntArray(minOf(text.length / LETTERS_A_CELL + SMALLEST, LARGEST))
    private var count = 0

    /** The entry behind [entry] and all that is in it. */
    fun next(entry: Int): Int = if (cells[entry] >= 0 && isContainer(text[cells[entry]])) cells[entry + 1] else entry + 1

    /** The first entry in the container at [entry]. */
    fun first(entry: Int): Int = entry + 2

    /** The first character of the value at [entry]. */
    fun firstLetter(entry: Int): Char = cells[entry].let { if (it < 0) QUOTE else text[it] }

    /** Whether the name at [entry] is [name]. */
    fun isNamed(entry: Int, name: String): Boolean {
        val start = cells[entry]
        return if (start < 0) name(entry) == name else text.startsWith(name, start + 1) && text[start + 1 + name.length] == QUOTE
    }

    /** The name at [entry]. */
    fun name(entry: Int): String = string(entry)

    /** What the string at [entry] says. */
    fun string(entry: Int): String {
        val start = cells[entry]
        if (start < 0) return unescaped(text, start.inv() + 1)
        val end = text.indexOf(QUOTE, start + 1)
        return KnownNames.find(text, start + 1, end) ?: text.substring(start + 1, end)
    }

    /** What the value at [entry] looks like, which is no string and no container. */
    fun literal(entry: Int): String {
        val start = cells[entry]
        var end = start + 1
        while (text[end] !in LITERAL_ENDS) end++
        return text.substring(start, end)
    }

    /** Notes where the values stand; the way of the text is that of the calls. */
    private inner class Scan {
        private var at = 0
        private var depth = 0

        /** Where the first backslash stands that was not passed yet. */
        private var nextEscape = -1

        /** Whether the text is an object and nothing else. */
        fun isObject(): Boolean = try {
            skipBlanks()
            if (peek() == '{') value()
            at == text.length && count > 0
        } catch (_: Malformed) {
            false
        }

        /** The value here, and the blanks around it. */
        private fun value() {
            skipBlanks()
            when (peek()) {
                '{' -> container { members() }
                '[' -> container { elements() }
                QUOTE -> string()
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
                if (peek() != QUOTE) throw Malformed
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
            val quote = text.indexOf(QUOTE, start + 1)
            if (quote < 0) throw Malformed
            if (nextEscape < start) nextEscape = text.indexOf('\\', start).let { if (it < 0) text.length else it }
            val isPlain = quote < nextEscape
            enter(if (isPlain) start else start.inv())
            at = (if (isPlain) quote else endOfEscaped(nextEscape)) + 1
        }

        /** The closing quote of a string whose first escape stands at [escape]. */
        private fun endOfEscaped(escape: Int): Int {
            at = escape
            while (peek() != QUOTE) if (peek() == '\\') skipEscape() else at++
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
    }

    private object Malformed : RuntimeException(null, null, false, false) {
        private fun readResolve(): Any = Malformed
    }

    companion object {
        private const val MAX_DEPTH = 256

        // Enough for an event, so that it costs one array; whole answers have fewer values for their length.
        private const val LETTERS_A_CELL = 8
        private const val SMALLEST = 8
        private const val LARGEST = 64
        private const val QUOTE = '"'
        private const val LITERAL_ENDS = ",}] \n\r\t"
        private const val HEX_DIGITS = 4
        private const val ESCAPES = "\"\\/bfnrt"

        private fun isContainer(first: Char) = first == '{' || first == '['

        private fun Char.isHexDigit() = this in '0'..'9' || this in 'a'..'f' || this in 'A'..'F'

        /** The object that [text] is; null if it is no JSON, another kind of value, or nested deeper than anyone writes. */
        fun read(text: String): JsonObject? {
            val tape = JsonTape(text)
            return if (tape.Scan().isObject()) JsonObject(TapeObject(tape, 0)) else null
        }
    }
}
