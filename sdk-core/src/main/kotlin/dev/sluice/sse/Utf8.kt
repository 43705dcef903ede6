package dev.sluice.sse

private const val REPLACEMENT = '\uFFFD'

/**
 * The text of the bytes, malformed ones replaced by U+FFFD exactly as a browser does it.
 *
 * The platform's own decoder is fast and right about well-formed text. About malformed text platforms differ (the JDK makes one
 * U+FFFD of an encoded surrogate, browsers three), so text that holds a replacement is decoded again, by the book.
 */
internal fun decodeUtf8(bytes: ByteArray, from: Int, end: Int): String {
    val text = String(bytes, from, end - from, Charsets.UTF_8)
    return if (REPLACEMENT in text) decodeByTheBook(bytes, from, end) else text
}

/** The "UTF-8 decoder" of the WHATWG Encoding standard. */
private fun decodeByTheBook(bytes: ByteArray, from: Int, end: Int): String {
    val text = StringBuilder(end - from)
    var at = from
    while (at < end) {
        val first = bytes[at++].toInt() and 0xFF
        val more = continuationBytes(first)
        if (more <= 0) {
            text.append(if (more == 0) first.toChar() else REPLACEMENT)
            continue
        }
        var codePoint = first and (0x3F shr more)
        var lower = if (first == 0xE0) {
            0xA0
        } else if (first == 0xF0) {
            0x90
        } else {
            0x80
        }
        var upper = if (first == 0xED) {
            0x9F
        } else if (first == 0xF4) {
            0x8F
        } else {
            0xBF
        }
        var read = 0
        while (read < more && at < end && (bytes[at].toInt() and 0xFF) in lower..upper) {
            codePoint = (codePoint shl 6) or (bytes[at++].toInt() and 0x3F)
            lower = 0x80
            upper = 0xBF
            read++
        }
        if (read == more) text.appendCodePoint(codePoint) else text.append(REPLACEMENT)
    }
    return text.toString()
}

/** How many bytes follow [first] in its character; -1 if no character begins with it. */
private fun continuationBytes(first: Int): Int = when (first) {
    in 0x00..0x7F -> 0
    in 0xC2..0xDF -> 1
    in 0xE0..0xEF -> 2
    in 0xF0..0xF4 -> 3
    else -> -1
}
