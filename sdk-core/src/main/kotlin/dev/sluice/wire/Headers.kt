package dev.sluice.wire

import dev.sluice.errors.InvalidRequestException
import dev.sluice.transport.HttpHeaders

/** [headers] as they are sent. What no header may hold is refused here, by name: an HTTP client would show the value. */
internal fun headersOf(headers: Map<String, String>): HttpHeaders = headers.entries.fold(HttpHeaders.EMPTY) { all, (name, value) ->
    if (value.any { it != '\t' && (it < ' ' || it == '\u007f' || it > '\u00ff') }) {
        throw InvalidRequestException("The value of the header '$name' holds a line break or a character that no header may hold.")
    }
    try {
        all.with(name, value)
    } catch (e: IllegalArgumentException) {
        throw InvalidRequestException("The header '$name' cannot be sent: ${e.message}.", e)
    }
}

/** These, with [other] over them; a header that is a list has the values of both. */
internal fun HttpHeaders.overlaidBy(other: HttpHeaders): HttpHeaders = LISTS.fold(with(other)) { all, name ->
    if (this[name] == null && other[name] == null) return@fold all
    val values = (this.all(name) + other.all(name)).flatMap { it.split(',') }.map { it.trim() }.filter { it.isNotEmpty() }.distinct()
    if (values.isEmpty()) all else all.with(name, values.joinToString(","))
}

/** Who adds to one of these means to keep what others have put there. */
private val LISTS = listOf("anthropic-beta")

/** The headers in a variable's [text], one `Name: value` a line. */
internal fun parseHeaderLines(text: String, source: String): Map<String, String> {
    val headers = LinkedHashMap<String, String>()
    text.lines().forEachIndexed { index, line ->
        if (line.isBlank()) return@forEachIndexed
        val colon = line.indexOf(':')
        // The line is not shown: the value may be a key.
        if (colon < 1) throw InvalidRequestException("Line ${index + 1} of $source is not of the form `Name: value`.")
        headers[line.substring(0, colon).trim()] = line.substring(colon + 1).trim()
    }
    return headers
}
