package dev.sluice.testing.offline.reading

/** A fact that the text names itself: `Due date: 12 March`, `colour=blue`. */
internal class Label(val name: String, val value: String) {
    val stems: List<String> = Words.stemsOf(name).filterNot { it.all(Char::isDigit) }

    companion object {
        private val COLON = Regex("^([\\p{L}][\\p{L}\\p{N} &/'#()%.-]{0,40}?)\\s*:\\s+(\\S.*)$")
        private const val KEY = "[\\p{L}][\\p{L}\\p{N}_-]{0,30}"
        private val EQUALS = Regex(
            "\\b($KEY)\\s?=\\s?(\"[^\"\\n]{0,200}\"|\\[[^\\]\\n]{0,400}]|" +
                "[^\\s,;\"\\[][^,;\\n]{0,200}?(?=\\s+$KEY\\s?=|[,;\\n]|$))",
        )
        private const val MOST_WORDS = 5

        /** The label that [phrase] is, if it is one: a few words, a colon, a value. */
        fun of(phrase: String): Label? {
            val match = COLON.find(phrase.trim()) ?: return null
            val (name, value) = match.destructured
            return if (Words.ofText(name).size in 1..MOST_WORDS) Label(name, value.trim()) else null
        }

        /** All labels in [line]: the one that it is, or those of its pieces and its `key=value` pairs. */
        fun allIn(line: String): List<Label> {
            val parts = Segments.of(line).mapNotNull(::of)
            val whole = of(line)
            return if (whole != null && parts.size < 2) listOf(whole) else parts + pairs(line)
        }

        /** The `key=value` pairs in [line]. */
        fun pairs(line: String): List<Label> =
            if ('=' !in
                line
            ) {
                emptyList()
            } else {
                EQUALS.findAll(line).map { Label(it.groupValues[1], it.groupValues[2].trim().trim('"')) }.toList()
            }
    }
}
