package dev.sluice.benchmarks.report

import java.util.Locale

/** Where a text stands relative to its point. */
internal enum class Anchor { START, MIDDLE, END }

/** A drawing, element by element. It brings its own background, and colours for light and for dark surroundings. */
internal class Svg(private val width: Int, private val height: Int) {
    private val body = StringBuilder()

    fun text(x: Double, y: Double, text: String, style: String = "", anchor: Anchor = Anchor.START) {
        element("text", "x" to x.px, "y" to y.px, "class" to style, "text-anchor" to anchor.name.lowercase(), content = escaped(text))
    }

    fun rectangle(x: Double, y: Double, width: Double, height: Double, style: String) {
        element("rect", "x" to x.px, "y" to y.px, "width" to width.px, "height" to height.px, "rx" to "2", "class" to style)
    }

    fun line(x1: Double, y1: Double, x2: Double, y2: Double, style: String) {
        element("line", "x1" to x1.px, "y1" to y1.px, "x2" to x2.px, "y2" to y2.px, "class" to style)
    }

    fun path(points: List<Pair<Double, Double>>, style: String) {
        element("polyline", "points" to points.joinToString(" ") { (x, y) -> "${x.px},${y.px}" }, "class" to style)
    }

    fun dot(x: Double, y: Double, style: String) {
        element("circle", "cx" to x.px, "cy" to y.px, "r" to "3.5", "class" to style)
    }

    override fun toString(): String = """
        |<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 $width $height" width="$width" height="$height" role="img">
        |<style>$STYLE</style>
        |<rect class="background" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
        |$body</svg>
        |
    """.trimMargin()

    private fun element(name: String, vararg attributes: Pair<String, String>, content: String? = null) {
        body.append("<$name")
        for ((attribute, value) in attributes) if (value.isNotEmpty()) body.append(" $attribute=\"$value\"")
        body.append(if (content == null) "/>\n" else ">$content</$name>\n")
    }

    private fun escaped(text: String) = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    private val Double.px: String get() = "%.1f".format(Locale.ROOT, this)

    internal companion object {
        /** Colours of lines, one after the other. */
        const val SERIES: Int = 6
        private val LIGHT = listOf("#2f6fde", "#d9771f", "#23936a", "#8d55cf", "#c2397b", "#6b7583")
        private val DARK = listOf("#6ea8ff", "#f0a35a", "#4fc598", "#b58cf0", "#ee7fb1", "#9aa5b3")
        private val STYLE = """
            text { font: 12px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328;
              paint-order: stroke; stroke: #ffffff; stroke-width: 4px; stroke-linejoin: round }
            .title { font-size: 14px; font-weight: 600 } .ours-name { font-weight: 600 } .muted { fill: #636c76; font-size: 11px }
            .background { fill: #ffffff; stroke: #d9dee4 } .axis { stroke: #c9d1d9 } .grid { stroke: #eaeef2 }
            .ours { fill: #2f6fde } .peer { fill: #aab4c0 } .floor { fill: none; stroke: #8a95a2; stroke-width: 1.2 }
            .whisker { stroke: #1f2328; stroke-opacity: 0.75; stroke-width: 1.2 }
            .target { stroke: #c2397b; stroke-width: 1.4; stroke-dasharray: 4 3 } .target-name { fill: #c2397b; font-size: 11px }
            .guide { stroke: #8a95a2; stroke-dasharray: 2 4 }
            polyline { fill: none; stroke-width: 2 }
            ${series(LIGHT)}
            @media (prefers-color-scheme: dark) {
              text { fill: #e6edf3; stroke: #0d1117 } .muted { fill: #9198a1 }
              .background { fill: #0d1117; stroke: #30363d } .axis { stroke: #3d444d } .grid { stroke: #21262d }
              .ours { fill: #5b96f5 } .peer { fill: #59636e } .floor { stroke: #8a95a2 }
              .whisker { stroke: #e6edf3 } .target { stroke: #ee7fb1 } .target-name { fill: #ee7fb1 }
              ${series(DARK)}
            }
        """.trimIndent()

        private fun series(colours: List<String>) = colours.withIndex().joinToString(" ") { (at, colour) ->
            ".line$at { stroke: $colour } .dot$at { fill: $colour } .name$at { fill: $colour }"
        }
    }
}
