package dev.sluice.benchmarks.report

/** A table, row by row. */
internal class MarkdownTable(private val columns: List<String>) {
    private val rows = mutableListOf<List<String>>()

    fun row(cells: List<String>) {
        require(cells.size == columns.size) { "${cells.size} cells in a table of ${columns.size} columns" }
        rows += cells.map { it.replace("|", "\\|") }
    }

    override fun toString(): String =
        (listOf(columns, columns.map { "---" }) + rows).joinToString("\n", postfix = "\n") { it.joinToString(" | ", "| ", " |") }
}
