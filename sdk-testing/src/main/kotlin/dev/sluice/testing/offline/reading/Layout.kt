package dev.sluice.testing.offline.reading

/** The like things that a text lists, found by its layout, the plainest layout first. */
internal class Layout(private val passage: Passage) {
    /** Rows of a table, else items of a list, else blocks of labelled lines, else paragraphs; empty when the text is one piece of prose. */
    val byLayout: List<Record> by lazy {
        rows().ifEmpty { items() }.ifEmpty { labelledBlocks() }
    }

    val paragraphs: List<Record> by lazy {
        blocks().map { block -> block.joinToString("\n") { it.text } }.takeIf { it.size > 1 }.orEmpty().map { Record.ofText(it) }
    }

    val sentences: List<Record> by lazy { passage.sentences.map { Record.ofText(it) } }

    val statements: List<Record> by lazy { passage.statements.map { Record.ofText(it) } }

    /** The records that stand under a heading whose words are [stems]. */
    fun under(stems: Set<String>): List<Record> {
        val start = passage.lines.indexOfFirst { it.isHeading && Words.stemsOf(it.text).any { stem -> stem in stems } }
        if (start < 0) return emptyList()
        val body = passage.lines.drop(start + 1).takeWhile { !it.isHeading || it.isBlank }
        val listed = Record.nested(body)
        return listed.ifEmpty { body.dropWhile { it.isBlank }.takeWhile { !it.isBlank }.map { Record.ofLine(it) } }
    }

    /** One record for each of [names]: the sentences that mention it, or of a sentence that mentions several its own clause. */
    fun about(names: List<String>): List<Record> = names.map { name ->
        val said = passage.sentences.filter { name in it }.map { sentence -> ownClause(name, sentence, names) ?: sentence }
        Record.ofText(said.joinToString("\n").ifEmpty { name }, subject = name)
    }

    private fun ownClause(name: String, sentence: String, names: List<String>): String? {
        val others = names.filter { it != name && it !in name }
        return Sentences.clauses(sentence).singleOrNull { name in it }?.takeIf { clause -> others.none { it in clause } }
    }

    private fun items(): List<Record> = Record.nested(passage.lines).takeIf { it.size > 1 || passage.items.isNotEmpty() }.orEmpty()

    /** `Name: … / Age: …`, a blank line, `Name: …` again. */
    private fun labelledBlocks(): List<Record> {
        val blocks = blocks().filter { block -> block.count { Label.of(it.text) != null } * 2 > block.size }
        return if (blocks.size < 2) emptyList() else blocks.map { block -> Record.ofText(block.joinToString("\n") { it.text }) }
    }

    private fun blocks(): List<List<Line>> {
        val blocks = mutableListOf<MutableList<Line>>()
        var open = false
        for (line in passage.lines) {
            if (!line.isBlank && !open) blocks += mutableListOf<Line>()
            if (!line.isBlank) blocks.last() += line
            open = !line.isBlank
        }
        return blocks
    }

    /** A Markdown table, or lines of one number of cells under a header line without figures. */
    private fun rows(): List<Record> {
        val table = passage.lines.filter { it.text.startsWith("|") && it.text.endsWith("|") }.map { cells(it.text.trim('|'), "|") }
        if (table.size > 2) return rows(table.filterNot { row -> row.all { cell -> cell.all { it in "-: " } } })
        val separator = listOf("\t", ";", ",").firstOrNull { mark -> isTable(mark) } ?: return emptyList()
        return rows(passage.lines.filterNot { it.isBlank || it.isHeading }.map { cells(it.text, separator) }.filter { it.size > 1 })
    }

    private fun isTable(mark: String): Boolean {
        val lines = passage.lines.filterNot { it.isBlank || it.isHeading }
        val sizes = lines.map { cells(it.text, mark).size }.distinct()
        return lines.size > 2 && sizes.size == 1 && sizes.single() > 1 && lines.none { it.isItem } && lines.first().text.none(Char::isDigit)
    }

    private fun cells(line: String, mark: String): List<String> = line.split(mark).map { it.trim().trim('"') }

    private fun rows(table: List<List<String>>): List<Record> {
        val header = table.firstOrNull() ?: return emptyList()
        return table.drop(1).map { row ->
            val labels = header.zip(row).filter { it.second.isNotEmpty() }.map { (name, value) -> Label(name, value) }
            Record(Passage(row.joinToString(", ")), row, labels)
        }
    }
}
