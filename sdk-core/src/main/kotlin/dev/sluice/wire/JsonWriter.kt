package dev.sluice.wire

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * This as JSON text, letter for letter what `toString` gives. That writes each container by itself and copies it into the one around it; a
 * request that carries a document has it copied once here, and not once for each level.
 */
internal fun JsonElement.toText(): String = StringBuilder(USUAL_LENGTH).also { it.write(this) }.toString()

private fun StringBuilder.write(element: JsonElement) {
    when (element) {
        is JsonObject -> writeAll(element.entries, '{', '}') { (name, value) ->
            writeQuoted(name)
            append(':')
            write(value)
        }

        is JsonArray -> writeAll(element, '[', ']') { write(it) }

        is JsonPrimitive -> if (element.isString) writeQuoted(element.content) else append(element.content)
    }
}

private inline fun <E> StringBuilder.writeAll(elements: Iterable<E>, open: Char, close: Char, write: (E) -> Unit) {
    append(open)
    var isFirst = true
    for (element in elements) {
        if (!isFirst) append(',')
        isFirst = false
        write(element)
    }
    append(close)
}

private fun StringBuilder.writeQuoted(text: String) {
    append('"')
    var written = 0
    for (at in text.indices) {
        val escape = escapeOf(text[at]) ?: continue
        append(text, written, at).append(escape)
        written = at + 1
    }
    append(text, written, text.length).append('"')
}

private fun escapeOf(letter: Char): String? = when {
    letter == '"' -> "\\\""
    letter == '\\' -> "\\\\"
    letter >= ' ' -> null
    else -> CONTROLS[letter.code]
}

private const val USUAL_LENGTH = 256
private const val HEX = 16

private val CONTROLS = Array(' '.code) { code ->
    when (code.toChar()) {
        '\b' -> "\\b"
        '\t' -> "\\t"
        '\n' -> "\\n"
        '\u000c' -> "\\f"
        '\r' -> "\\r"
        else -> "\\u" + code.toString(HEX).padStart(4, '0')
    }
}
