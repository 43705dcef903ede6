package dev.sluice.benchmarks.report

import java.util.Locale

/** What JMH measured: a table, and a plot of cost by size for each class of benchmarks that has sizes. */
internal class JmhSection(private val results: List<JmhResult>) {
    /** Plots by file name. */
    fun plots(): Map<String, String> = results.filter { SIZE in it.params }
        .groupBy { it.benchmark.substringBefore('.') to subject(it) }
        .filterValues { group -> group.mapNotNull { it.params[SIZE] }.distinct().size > 1 && group.map { it.unit }.distinct().size == 1 }
        .entries.associate { (key, group) ->
            val words = listOf(key.first) + key.second
            "jmh-${words.joinToString("-").lowercase()}.svg" to plot(words.joinToString(", "), group)
        }

    fun text(plots: Collection<String>): String = buildString {
        appendLine("## Inside one process (JMH)\n")
        appendLine("Times on the clock, not of the CPU: other work on the machine enters them. The dotted line is linear growth.\n")
        for (plot in plots) appendLine("![cost by size]($plot)\n")
        append(table())
    }

    private fun plot(title: String, group: List<JmhResult>): String {
        val series = group.groupBy { line(it) }.mapValues { (_, each) ->
            each.map { it.params.getValue(SIZE).toDouble() to it.score }
        }
        return LinePlot(title, group.first().unit, series).draw()
    }

    /** What is read: the first parameter that is no size, if there is one. A plot each. */
    private fun subject(result: JmhResult): List<String> = (result.params - SIZE).values.take(1)

    /** How: the function, and the other parameters. A line each. */
    private fun line(result: JmhResult): String {
        val others = (result.params - SIZE).values.drop(1).map { it.lowercase().replace('_', ' ') }
        return (listOf(result.benchmark.substringAfter('.')) + others).joinToString(" ")
    }

    private fun table(): String {
        val table = MarkdownTable(listOf("benchmark", "parameters", "score", "error", "unit", "bytes an operation"))
        for (each in results) {
            val params = each.params.entries.joinToString { (name, value) -> "$name=$value" }
            val error = each.error?.let { number(it, 3) } ?: "–"
            table.row(listOf(each.benchmark, params, number(each.score, 3), error, each.unit, each.bytes?.let { number(it, 0) } ?: "–"))
        }
        return table.toString()
    }

    private fun number(value: Double, decimals: Int) = "%,.${decimals}f".format(Locale.ROOT, value)

    private companion object {
        const val SIZE = "length"
    }
}
