package dev.sluice.wire

private const val HEX = 16
private const val HEX_DIGITS = 4

/** What the JSON string says whose inside begins at [start] in [text], and was checked. */
internal fun unescaped(text: String, start: Int): String {
    val string = StringBuilder()
    var at = start
    while (true) {
        val plain = at
        while (text[at] != '"' && text[at] != '\\') at++
        string.append(text, plain, at)
        if (text[at] == '"') return string.toString()
        val letter = text[at + 1]
        string.append(if (letter == 'u') unicode(text, at + 2) else unescaped(letter))
        at += if (letter == 'u') 2 + HEX_DIGITS else 2
    }
}

private fun unicode(text: String, start: Int): Char =
    (start until start + HEX_DIGITS).fold(0) { code, at -> code * HEX + Character.digit(text[at], HEX) }.toChar()

private fun unescaped(letter: Char): Char = when (letter) {
    'b' -> '\b'
    'f' -> '\u000c'
    'n' -> '\n'
    'r' -> '\r'
    't' -> '\t'
    else -> letter
}
