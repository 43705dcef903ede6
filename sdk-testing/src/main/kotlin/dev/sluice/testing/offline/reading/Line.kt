package dev.sluice.testing.offline.reading

/** One line of a text, without its bullet or heading marks. */
internal class Line(
    val text: String,
    /** Columns of white space before it; a tab counts as four. */
    val indent: Int,
    /** Whether it stood as an item of a list. */
    val isItem: Boolean,
    val isHeading: Boolean,
) {
    val isBlank: Boolean get() = text.isEmpty()

    companion object {
        private val ITEM = Regex("^(?:[-*•‣+–]|\\(?\\d{1,3}[.)]|[a-z]\\))\\s+")
        private val HASHES = Regex("^#{1,6}\\s+")
        private val BOLD = Regex("^\\*\\*([^*]{1,80})\\*\\*:?$")
        private const val LONGEST_HEADING = 60

        /** The lines of [text], in order, blank ones kept. A short line that ends in a colon heads the lines under it. */
        fun of(text: String): List<Line> = text.lines().map(::read)

        private fun read(raw: String): Line {
            val indent = raw.takeWhile { it == ' ' || it == '\t' }.sumOf { if (it == '\t') 4 else 1 }
            val body = raw.trim()
            val bold = BOLD.find(body)
            return when {
                HASHES.containsMatchIn(
                    body,
                ) -> Line(body.replace(HASHES, "").trimEnd('#', ' ', ':'), indent, isItem = false, isHeading = true)

                bold != null -> Line(bold.groupValues[1].trimEnd(':'), indent, isItem = false, isHeading = true)

                ITEM.containsMatchIn(body) -> Line(body.replaceFirst(ITEM, "").plain(), indent, isItem = true, isHeading = false)

                body.endsWith(
                    ":",
                ) && body.length <= LONGEST_HEADING -> Line(body.dropLast(1).trim(), indent, isItem = false, isHeading = true)

                else -> Line(body.plain(), indent, isItem = false, isHeading = false)
            }
        }

        private fun String.plain(): String = replace("**", "").trim()
    }
}
