package dev.sluice.benchmarks.report

import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

/** A scenario's part of the report: its plot, its table, and what went wrong. */
internal class ScenarioSection(private val result: ScenarioResult) {
    private val metrics = Metrics.of(result.kind, result.unit)
    private val ranked = metrics.first()
    private val clients = ClientSpec.ALL.filter { result.of(it.name) != null }
        .sortedWith(compareBy({ result.of(it.name)?.sound != true }, { summary(ranked, it)?.median ?: Double.MAX_VALUE }))
    private val failed = clients.filter { result.of(it.name)?.problem != null }

    fun text(plot: String?): String = buildString {
        appendLine("### ${result.title}\n\n${result.about.replaceFirstChar { it.uppercase() }}.\n")
        if (plot != null) appendLine("![${result.title}]($plot)\n")
        append(table())
        if (result.kind == Kind.SIZES) clients.forEach { append(largest(it)) }
        for (client in clients) errors(client)?.let { append("\n${client.name}: $it\n") }
        for (client in failed) append("\n${client.name} did not get to the end:\n\n```\n${result.of(client.name)?.problem}\n```\n")
    }

    /** Null if there is nothing to draw bars of. [target] tells a figure's target. */
    fun plot(target: (Metric) -> Double?): String? {
        val shown = clients.filter { summary(ranked, it) != null }
        val panels = metrics.filter { it.plotted }.take(MOST_PANELS).map { metric ->
            Panel(metric, shown.mapNotNull { client -> summary(metric, client)?.let { client.name to it } }.toMap(), target(metric))
        }.filter { it.bars.isNotEmpty() }
        return if (panels.isEmpty()) null else BarPlot("${result.title} (JDK ${result.jdk})", shown, panels).draw()
    }

    private fun table(): String {
        val ratios = Ratios(result, ranked)
        val columns = metrics.filter { metric -> clients.any { summary(metric, it) != null } }
        val toFloor = clients.any { it.name == ClientSpec.FLOOR }
        val compared = if (toFloor) listOf("÷ ${ClientSpec.FLOOR}", "÷ best peer") else listOf("÷ best peer")
        val table = MarkdownTable(listOf("client") + columns.map { it.title } + compared)
        for (client in clients) {
            val name = if (client.role == Role.OURS) "**${client.name}**" else client.name
            val ratio = listOfNotNull(ratios.toFloor(client).takeIf { toFloor }, ratios.toBestPeer(client))
            table.row(listOf(name) + columns.map { cell(it, client) } + ratio)
        }
        return table.toString()
    }

    /** The median, and how far the rounds lie apart where that says how far to trust it. */
    private fun cell(metric: Metric, client: ClientSpec): String {
        val summary = summary(metric, client) ?: return "–"
        val median = metric.format(summary.median)
        val spread = metric.plotted && summary.max > summary.min
        return if (spread) "$median (${metric.format(summary.min)}–${metric.format(summary.max)})" else median
    }

    private fun largest(client: ClientSpec): String = buildString {
        val jars = result.of(client.name)?.rounds?.firstOrNull()?.get("largest")?.jsonArray?.map { it.jsonObject }.orEmpty()
        append("\n${client.name}: ")
        append(jars.joinToString { "${it.getValue("jar").jsonPrimitive.content} ${ranked.format((it.number("bytes") ?: 0.0) / 1e6)}" })
        append("\n")
    }

    /** The commonest errors of the calls, over all rounds. */
    private fun errors(client: ClientSpec): String? {
        val counts = mutableMapOf<String, Int>()
        for (round in result.of(client.name)?.rounds.orEmpty()) {
            round["errors"]?.jsonObject?.forEach { (message, count) ->
                counts.merge(message, count.jsonPrimitive.content.toInt(), Int::plus)
            }
        }
        return counts.entries.sortedByDescending { it.value }.joinToString("; ") { "${it.value} × ${it.key}" }.ifEmpty { null }
    }

    private fun summary(metric: Metric, client: ClientSpec): Summary? = metric.summary(result.of(client.name))

    private companion object {
        const val MOST_PANELS = 3
    }
}
