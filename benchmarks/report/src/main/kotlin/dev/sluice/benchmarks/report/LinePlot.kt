package dev.sluice.benchmarks.report

import java.util.Locale
import kotlin.math.ceil
import kotlin.math.floor
import kotlin.math.log10
import kotlin.math.pow

/** Cost by size, both on logarithmic axes: what grows with the size is a line as steep as the dotted one. */
internal class LinePlot(private val title: String, private val unit: String, private val series: Map<String, List<Pair<Double, Double>>>) {
    private val points = series.values.flatten()
    private val sizes = points.map { it.first }.distinct().sorted()
    private val lowX = log10(sizes.first())
    private val highX = log10(sizes.last())
    private val lowY = floor(log10(points.minOf { it.second }))
    private val highY = ceil(log10(points.maxOf { it.second }))
    private val svg = Svg(WIDTH.toInt(), HEIGHT.toInt())

    fun draw(): String {
        svg.text(18.0, 26.0, title, "title")
        svg.text(WIDTH - 18, 26.0, "less is better · both axes logarithmic", "muted", Anchor.END)
        svg.text(LEFT, TOP - 12, unit, "muted")
        axes()
        guide()
        series.entries.forEachIndexed { at, (_, line) -> draw(line, at % Svg.SERIES) }
        names()
        return svg.toString()
    }

    private fun axes() {
        for (power in lowY.toInt()..highY.toInt()) {
            svg.line(LEFT, y(10.0.pow(power)), RIGHT, y(10.0.pow(power)), "grid")
            svg.text(LEFT - 8, y(10.0.pow(power)) + 4, number(10.0.pow(power)), "muted", Anchor.END)
        }
        svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, "axis")
        for (size in sizes) {
            svg.line(x(size), BOTTOM, x(size), BOTTOM + 4, "axis")
            svg.text(x(size), BOTTOM + 18, "${number(size / 1_024)} KB", "muted", Anchor.MIDDLE)
        }
    }

    /** Linear growth, from the cheapest point of the smallest size. */
    private fun guide() {
        val start = points.filter { it.first == sizes.first() }.minOf { it.second }
        val end = minOf(sizes.last(), sizes.first() * 10.0.pow(highY) / start)
        svg.line(x(sizes.first()), y(start), x(end), y(start * end / sizes.first()), "guide")
    }

    private fun draw(line: List<Pair<Double, Double>>, colour: Int) {
        svg.path(line.sortedBy { it.first }.map { (size, cost) -> x(size) to y(cost) }, "line$colour")
        for ((size, cost) in line) svg.dot(x(size), y(cost), "dot$colour")
    }

    /** Beside the lines' ends, moved apart where those are close. */
    private fun names() {
        var lowest = Double.NEGATIVE_INFINITY
        val ends = series.entries.mapIndexed { at, (name, line) -> Triple(at, name, line.maxBy { it.first }) }
        for ((at, name, end) in ends.sortedBy { (_, _, end) -> y(end.second) }) {
            lowest = maxOf(y(end.second) + 4, lowest + NAME_HEIGHT)
            svg.text(x(end.first) + 10, lowest, name, "name${at % Svg.SERIES}")
        }
    }

    private fun x(size: Double) = LEFT + (RIGHT - LEFT) * (if (highX == lowX) 0.5 else (log10(size) - lowX) / (highX - lowX))

    private fun y(cost: Double) = BOTTOM - (BOTTOM - TOP) * (log10(cost) - lowY) / (highY - lowY)

    private fun number(value: Double) = if (value < 1) "$value" else "%,.0f".format(Locale.ROOT, value)

    private companion object {
        const val WIDTH = 800.0
        const val HEIGHT = 400.0
        const val LEFT = 80.0
        const val RIGHT = 580.0
        const val TOP = 66.0
        const val BOTTOM = 352.0
        const val NAME_HEIGHT = 15.0
    }
}
