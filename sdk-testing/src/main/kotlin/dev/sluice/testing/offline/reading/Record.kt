package dev.sluice.testing.offline.reading

/** One of several like things that a text lists: a bullet, a table row, a block of labelled lines, a paragraph. */
internal class Record(
    val passage: Passage,
    /** Its pieces, in order; labelled ones are in [labels] too. */
    val segments: List<String>,
    val labels: List<Label>,
    /** The items indented under it. */
    val children: List<Record> = emptyList(),
    /** The name it was found by, when it was found by one. */
    val subject: String? = null,
) {
    companion object {
        /** A record of one line and what stands indented under it. */
        fun ofLine(line: Line, details: List<Line> = emptyList()): Record {
            val inner = details.filter { it.isItem }
            val own = details.filterNot { it.isItem }.takeIf { inner.isEmpty() || details.first() !in inner }.orEmpty()
            val text = (listOf(line) + own).joinToString("\n") { it.text }
            val lines = listOf(line) + own + inner
            val passage = Passage(text)
            return Record(passage, Segments.of(line.text), lines.flatMap { Label.allIn(it.text) }, nested(details))
        }

        /** A record of several lines of one standing. */
        fun ofText(text: String, subject: String? = null): Record {
            val passage = Passage(text)
            val lines = passage.lines.filterNot { it.isBlank }
            return Record(passage, lines.flatMap { Segments.of(it.text) }, passage.labels, nested(lines.drop(1)), subject)
        }

        /** The items among [lines], each with the deeper lines that follow it. */
        fun nested(lines: List<Line>): List<Record> {
            val base = lines.filter { it.isItem }.minOfOrNull { it.indent } ?: return emptyList()
            val records = mutableListOf<Record>()
            var index = lines.indexOfFirst { it.isItem && it.indent == base }
            while (index in lines.indices) {
                val end = (index + 1 until lines.size).firstOrNull { at -> lines[at].endsItem(base) } ?: lines.size
                records += ofLine(lines[index], lines.subList(index + 1, end).filterNot { it.isBlank })
                index = (end until lines.size).firstOrNull { lines[it].isItem && lines[it].indent <= base } ?: lines.size
            }
            return records
        }

        /** What is not indented deeper than the item ends it. */
        private fun Line.endsItem(base: Int): Boolean = !isBlank && indent <= base
    }
}
