package dev.sluice.wire

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.JsonUnquotedLiteral

/**
 * Reads a JSON text by RFC 8259, in one pass.
 *
 * The serialization library's own parser takes any bare word for a literal, and such a word, written out again, would make our own
 * request unreadable. It also allocates nearly twice as much, and every event of every stream comes through here.
 */
internal class JsonParser(private val text: String) {
    private var at = 0
    private var depth = 0

    /** Where the first backslash stands that was not passed yet. */
    private var nextEscape = -1

    /** The value that the text is; null if it is no JSON, or is nested deeper than anyone writes. */
    fun parse(): JsonElement? = try {
        val value = value()
        if (at == text.length) value else null
    } catch (_: Malformed) {
        null
    }

    /** The value here, and the blanks around it. */
    private fun value(): JsonElement {
        skipBlanks()
        val value = when (peek()) {
            '{' -> container(::members)
            '[' -> container(::elements)
            '"' -> JsonPrimitive(string())
            't' -> word("true", TRUE)
            'f' -> word("false", FALSE)
            'n' -> word("null", JsonNull)
            else -> number()
        }
        skipBlanks()
        return value
    }

    private inline fun container(read: () -> JsonElement): JsonElement {
        // What recurses deeper would overflow the stack: ours, or that of whoever prints the value.
        if (++depth > MAX_DEPTH) throw Malformed
        at++
        return read().also { depth-- }
    }

    private fun members(): JsonElement {
        skipBlanks()
        val members = LinkedHashMap<String, JsonElement>(USUAL_SIZE)
        if (accept('}')) return JsonObject(members)
        do {
            skipBlanks()
            if (peek() != '"') throw Malformed
            val name = name()
            skipBlanks()
            if (!accept(':')) throw Malformed
            members[name] = value()
        } while (accept(','))
        if (!accept('}')) throw Malformed
        return JsonObject(members)
    }

    private fun elements(): JsonElement {
        skipBlanks()
        val elements = ArrayList<JsonElement>(USUAL_SIZE)
        if (accept(']')) return JsonArray(elements)
        do elements += value() while (accept(','))
        if (!accept(']')) throw Malformed
        return JsonArray(elements)
    }

    private fun word(word: String, value: JsonElement): JsonElement {
        if (!text.startsWith(word, at)) throw Malformed
        at += word.length
        return value
    }

    @OptIn(ExperimentalSerializationApi::class)
    private fun number(): JsonElement {
        val start = at
        accept('-')
        if (!accept('0') && digits() == 0) throw Malformed
        if (accept('.') && digits() == 0) throw Malformed
        if (accept('e') || accept('E')) {
            if (!accept('+')) accept('-')
            if (digits() == 0) throw Malformed
        }
        if (at - start == 1 && text[start] in '0'..'9') return DIGITS[text[start] - '0']
        return JsonUnquotedLiteral(text.substring(start, at))
    }

    private fun digits(): Int {
        val start = at
        while (at < text.length && text[at] in '0'..'9') at++
        return at - start
    }

    private fun name(): String = KnownNames.find(text, at + 1)?.also { at += it.length + 2 } ?: string()

    // Strings are most of a text, so they are searched and not read: control characters inside, which are forbidden, pass.
    private fun string(): String {
        val start = at + 1
        val end = text.indexOf('"', start)
        if (end < 0) throw Malformed
        if (nextEscape < start) nextEscape = text.indexOf('\\', start).let { if (it < 0) text.length else it }
        if (nextEscape < end) return escaped(start)
        at = end + 1
        return text.substring(start, end)
    }

    /** The string that begins at [start] and holds an escape. */
    private fun escaped(start: Int): String {
        val string = StringBuilder(text.substring(start, nextEscape))
        at = nextEscape
        while (true) {
            val char = peek()
            at++
            when (char) {
                '"' -> return string.toString()
                '\\' -> string.append(escape())
                else -> string.append(char)
            }
        }
    }

    private fun escape(): Char = when (val char = peek().also { at++ }) {
        '"', '\\', '/' -> char
        'b' -> '\b'
        'f' -> '\u000c'
        'n' -> '\n'
        'r' -> '\r'
        't' -> '\t'
        'u' -> unicode()
        else -> throw Malformed
    }

    private fun unicode(): Char {
        var code = 0
        repeat(4) {
            val digit = Character.digit(peek(), 16)
            // Character.digit knows the digits of every script; JSON does not.
            if (digit < 0 || text[at] > 'f') throw Malformed
            code = code * 16 + digit
            at++
        }
        return code.toChar()
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

    private object Malformed : RuntimeException(null, null, false, false) {
        private fun readResolve(): Any = Malformed
    }

    private companion object {
        const val MAX_DEPTH = 256
        const val USUAL_SIZE = 8
        val TRUE = JsonPrimitive(true)
        val FALSE = JsonPrimitive(false)
        val DIGITS = Array(10) { JsonPrimitive(it) }
    }
}
