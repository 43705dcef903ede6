package dev.sluice.testing.offline.looking

import java.awt.Color
import java.awt.image.BufferedImage
import kotlin.math.ceil

/** An area of one colour, in pixels of the image. */
internal class Area(val colour: String, val left: Int, val width: Int, val height: Int)

/** An image looked at through a coarse grid, each cell with the name of its colour. */
internal class Picture private constructor(
    image: BufferedImage,
    private val columns: Int,
    private val cells: List<String>,
    val brightness: Int,
) {
    /** The colours in percent, the most frequent first; traces are left out. */
    val shares: List<Pair<String, Int>> = cells.groupingBy { it }.eachCount().map { (colour, count) -> colour to count * 100 / cells.size }
        .filter { it.second > 0 }.sortedByDescending { it.second }

    /** The colour of most of it, which counts as its ground. */
    val dominant: String = shares.firstOrNull()?.first ?: cells.first()

    val isDark: Boolean = brightness < DARK

    /** The areas that stand out from the ground, from left to right; none if there are too many to tell apart, as in a photograph. */
    val areas: List<Area> = areasOf(image).takeIf { it.size <= MOST_AREAS }.orEmpty()

    private fun areasOf(image: BufferedImage): List<Area> {
        val seen = BooleanArray(cells.size)
        return cells.indices.filter { cells[it] != dominant }.mapNotNull { start ->
            val area = if (seen[start]) emptyList() else fill(start, seen)
            if (area.size < maxOf(2, cells.size / SMALLEST)) return@mapNotNull null
            val left = edge(image, area.minBy { it % columns }, -1, 0)
            val right = edge(image, area.maxBy { it % columns }, 1, 0)
            val top = edge(image, area.min(), 0, -1)
            val bottom = edge(image, area.max(), 0, 1)
            Area(cells[start], left, right - left + 1, bottom - top + 1)
        }.sortedBy { it.left }
    }

    /** How far the colour of [cell] goes on from its middle in one direction: the last pixel that has it. */
    private fun edge(image: BufferedImage, cell: Int, right: Int, down: Int): Int {
        val scale = scaleOf(image)
        var (x, y) = pixel(cell % columns, scale, image.width) to pixel(cell / columns, scale, image.height)
        while (x + right in 0 until image.width && y + down in 0 until image.height &&
            ColourNames.of(colourAt(image, x + right, y + down)) == cells[cell]
        ) {
            x += right
            y += down
        }
        return if (down == 0) x else y
    }

    /** The cells of one colour that hang together with [start]. */
    private fun fill(start: Int, seen: BooleanArray): List<Int> {
        val area = arrayListOf(start)
        seen[start] = true
        var next = 0
        while (next < area.size) {
            val cell = area[next++]
            for (other in listOf(cell - columns, cell + columns, cell - 1, cell + 1)) {
                // The cell behind the last of a row is the first of the next.
                val isBeside = other in cells.indices && (other / columns == cell / columns || other % columns == cell % columns)
                if (isBeside && !seen[other] && cells[other] == cells[start]) {
                    seen[other] = true
                    area += other
                }
            }
        }
        return area
    }

    companion object {
        private const val GRID = 160
        private const val DARK = 40
        private const val MOST_AREAS = 12

        /** An area has at least one in so many cells. */
        private const val SMALLEST = 400
        private const val OPAQUE = 128

        fun of(image: BufferedImage): Picture {
            val scale = scaleOf(image)
            val (columns, rows) = ceil(image.width / scale).toInt() to ceil(image.height / scale).toInt()
            val colours = List(columns * rows) { cell ->
                colourAt(image, pixel(cell % columns, scale, image.width), pixel(cell / columns, scale, image.height))
            }
            val light = colours.sumOf { 0.299 * it.red + 0.587 * it.green + 0.114 * it.blue } / colours.size / 255 * 100
            return Picture(image, columns, colours.map(ColourNames::of), light.toInt())
        }

        /** How many pixels a cell is wide and high. */
        private fun scaleOf(image: BufferedImage): Double = maxOf(1.0, maxOf(image.width, image.height) / GRID.toDouble())

        /** The middle of the [index]th cell; the last one may reach beyond the image. */
        private fun pixel(index: Int, scale: Double, size: Int): Int = minOf(((index + 0.5) * scale).toInt(), size - 1)

        /** What is transparent shows the page under it. */
        private fun colourAt(image: BufferedImage, x: Int, y: Int): Color =
            Color(image.getRGB(x, y), true).let { if (it.alpha < OPAQUE) Color.WHITE else it }
    }
}
