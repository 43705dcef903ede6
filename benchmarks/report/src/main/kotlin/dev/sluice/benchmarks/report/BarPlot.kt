package dev.sluice.benchmarks.report

/** One figure of a bar plot: a bar a client. [target] is drawn as a line across them. */
internal class Panel(val metric: Metric, val bars: Map<String, Summary>, val target: Double?)

/** Bars of one scenario, panels side by side: medians, with whiskers from the least to the most. */
internal class BarPlot(private val title: String, private val clients: List<ClientSpec>, private val panels: List<Panel>) {
    private val panelWidth = (WIDTH - LABELS - MARGIN) / panels.size
    private val bottom = TOP + clients.size * ROW
    private val svg = Svg(WIDTH.toInt(), (bottom + FOOT).toInt())

    fun draw(): String {
        svg.text(MARGIN, 26.0, title, "title")
        clients.forEachIndexed { at, client ->
            svg.text(LABELS - 12, middle(at) + 4, client.name, if (client.role == Role.OURS) "ours-name" else "", Anchor.END)
        }
        panels.forEachIndexed { at, panel -> draw(panel, LABELS + at * panelWidth) }
        legend()
        return svg.toString()
    }

    private fun draw(panel: Panel, left: Double) {
        svg.text(left, TOP - 10, panel.metric.title, "muted")
        svg.line(left, TOP - 2, left, bottom + 2, "axis")
        val scale = (panelWidth - VALUES) / maxOf(panel.bars.values.maxOfOrNull { it.max } ?: 0.0, panel.target ?: 0.0, Double.MIN_VALUE)
        panel.target?.let { svg.line(left + it * scale, TOP - 2, left + it * scale, bottom + 2, "target") }
        clients.forEachIndexed { at, client -> bar(panel, client, left, middle(at), scale) }
    }

    private fun bar(panel: Panel, client: ClientSpec, left: Double, middle: Double, scale: Double) {
        val summary = panel.bars[client.name]
        if (summary == null) {
            svg.text(left + 6, middle + 4, "–", "muted")
            return
        }
        svg.rectangle(left, middle - BAR / 2, maxOf(summary.median, 0.0) * scale, BAR, client.role.name.lowercase())
        val end = left + maxOf(summary.max, 0.0) * scale
        if (summary.max > summary.min) whisker(left + summary.min * scale, end, middle)
        val style = if (client.role == Role.OURS) "ours-name" else ""
        svg.text(end + 7, middle + 4, panel.metric.format(summary.median), style)
    }

    private fun whisker(from: Double, to: Double, y: Double) {
        svg.line(from, y, to, y, "whisker")
        for (x in listOf(from, to)) svg.line(x, y - 3, x, y + 3, "whisker")
    }

    private fun legend() {
        val y = bottom + FOOT - 14
        var x = LABELS
        for ((role, name) in listOf(Role.OURS to "ours", Role.FLOOR to "floor: raw HTTP client, least parsing", Role.PEER to "peers")) {
            svg.rectangle(x, y - 9, 10.0, 10.0, role.name.lowercase())
            svg.text(x + 16, y, name, "muted")
            x += 34 + name.length * CHARACTER
        }
        if (panels.any { it.target != null }) {
            svg.line(x, y - 4, x + 16, y - 4, "target")
            svg.text(x + 22, y, "target for sluice-kotlin", "target-name")
        }
        svg.text(WIDTH - MARGIN, 26.0, "less is better · median, least and most", "muted", Anchor.END)
    }

    private fun middle(at: Int) = TOP + at * ROW + ROW / 2

    private companion object {
        const val WIDTH = 880.0
        const val MARGIN = 18.0
        const val LABELS = 136.0
        const val TOP = 66.0
        const val ROW = 26.0
        const val BAR = 15.0
        const val FOOT = 38.0
        const val VALUES = 78.0
        const val CHARACTER = 5.8
    }
}
