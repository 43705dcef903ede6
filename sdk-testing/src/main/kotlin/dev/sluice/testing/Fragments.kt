package dev.sluice.testing

/** Cuts [text] into pieces of [size] characters, and never through a character of two code units: no server sends half of one. */
internal fun fragments(text: String, size: Int): List<String> {
    val pieces = ArrayList<String>(text.length / size + 1)
    var start = 0
    while (start < text.length) {
        var end = minOf(start + size, text.length)
        if (end < text.length && text[end - 1].isHighSurrogate() && text[end].isLowSurrogate()) end++
        pieces += text.substring(start, end)
        start = end
    }
    return pieces
}

internal const val DEFAULT_FRAGMENT = 4

internal fun checkedFragment(characters: Int): Int {
    require(characters > 0) { "pieces need at least one character, not $characters" }
    return characters
}
