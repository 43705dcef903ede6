package dev.sluice.testing.offline.reading

/** Tells the prose of a text from what surrounds it: headings, labels, greetings, tables. */
internal object Prose {
    private val GREETING = Regex(
        "^(?:(?:hello|hi|hey|dear)\\b[^.!?]{0,40}[,!]?|" +
            "(?:(?:best|kind|warm) )?regards,?|(?:yours )?sincerely,?|(?:many )?thanks,?|cheers,?|best,)$",
        RegexOption.IGNORE_CASE,
    )
    private const val LABEL_WORDS = 3
    private const val FEWEST_VALUE_WORDS = 8

    /** Lines that follow each other are one paragraph, an item is one of its own. Where all is labels, they are the text. */
    fun of(lines: List<Line>): List<String> {
        val paragraphs = mutableListOf<String>()
        val open = mutableListOf<String>()
        for (line in lines) {
            val text = proseOf(line)
            if (text == null || line.isItem) {
                paragraphs += open.joinToString(" ")
                open.clear()
            }
            if (text != null) if (line.isItem) paragraphs += text else open += text
        }
        paragraphs += open.joinToString(" ")
        return paragraphs.filter { it.isNotEmpty() }.ifEmpty { lines.filterNot { it.isBlank }.map { it.text } }
    }

    private fun proseOf(line: Line): String? {
        val text = line.text
        if (line.isItem) return text
        if (line.isBlank || line.isHeading || text.startsWith("|") || GREETING.matches(text) || isAssignment(text)) return null
        val label = Label.of(text)?.takeIf { Words.ofText(it.name).size <= LABEL_WORDS } ?: return text
        return label.value.takeIf { Words.ofText(it).size >= FEWEST_VALUE_WORDS }
    }

    /** `colour=blue`, and lists such as `companies=['Acme']` anywhere in a line. */
    private fun isAssignment(text: String): Boolean =
        Label.pairs(text).any { it.value.startsWith("[") || it.value == text.substringAfter('=').trim() }
}
