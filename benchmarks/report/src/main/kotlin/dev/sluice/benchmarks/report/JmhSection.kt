package dev.sluice.benchmarks.report

import java.util.Locale

/** What JMH measured: a table, and a plot of cost by size for each class of benchmarks that has sizes. */
internal class JmhSection(private val results: List<JmhResult>) {
    /** Plots by file name. */
    fun plots(): Map<String, String> = results.filter { SIZE in it.params }
        .groupBy { it.benchmark.substringBefore('.') to it.params - SIZE }
        .filterValues { group -> group.mapNotNull { it.params[SIZE] }.distinct().size > 1 && group.map { it.unit }.distinct().size == 1 }
        .entries.associate { (key, group) ->
            val words = listOf(key.first) + key.second.values
            "jmh-${words.joinToString("-").lowercase()}.svg" to plot(words.joinToString(", "), group)
        }

    fun text(plots: Collection<String>): String = buildString {
        appendLine("## Inside one process (JMH)\n")
        for (plot in plots) appendLine("![cost by size]($plot)\n")
        append(table())
    }

    private fun plot(title: String, group: List<JmhResult>): String {
        val series = group.groupBy { it.benchmark.substringAfter('.') }.mapValues { (_, each) ->
            each.map { it.params.getValue(SIZE).toDouble() to it.score }
        }
        return LinePlot(title, group.first().unit, series).draw()
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
