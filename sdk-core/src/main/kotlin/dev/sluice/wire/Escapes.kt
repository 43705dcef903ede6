package dev.sluice.wire

private const val HEX_DIGITS = 4

/** What the JSON string says whose inside begins at [start] in [text], and was checked. */
internal fun unescaped(text: String, start: Int): String {
    val string = StringBuilder()
    var at = start
    while (true) {
        when (val letter = text[at++]) {
            '"' -> return string.toString()

            '\\' -> {
                val escaped = text[at++]
                if (escaped == 'u') {
                    string.append(text.substring(at, at + HEX_DIGITS).toInt(HEX).toChar())
                    at += HEX_DIGITS
                } else {
                    string.append(unescaped(escaped))
                }
            }

            else -> string.append(letter)
        }
    }
}

private const val HEX = 16

private fun unescaped(letter: Char): Char = when (letter) {
    'b' -> '\b'
    'f' -> '\u000c'
    'n' -> '\n'
    'r' -> '\r'
    't' -> '\t'
    else -> letter
}
