package dev.sluice.examples.kotlin

import dev.sluice.Sluice
import dev.sluice.model.Media
import dev.sluice.schema.Description
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.Serializable
import java.awt.Color
import java.awt.image.BufferedImage
import java.io.ByteArrayOutputStream
import java.io.File
import javax.imageio.ImageIO

/** What is to be seen on an image. */
@Serializable
data class ImageReport(
    val summary: String,
    val width: Int,
    val height: Int,
    val dominantColour: String,
    @Description("Whether the image is mostly dark") val isDark: Boolean,
    @Description("What stands out from the ground, from left to right") val areas: List<ColouredArea>,
)

/** A part of an image in one colour; its size is in pixels. */
@Serializable
data class ColouredArea(val colour: String, val width: Int, val height: Int)

/** Shows an image to a model and gets an object back: the file that `-Dinput=FILE` names, otherwise a chart that it draws itself. */
object ImageInput {
    @JvmStatic
    fun main(arguments: Array<String>): Unit = runBlocking {
        val input = System.getProperty("input").orEmpty()
        val picture = if (input.isEmpty()) Media.of(chart(), name = "chart.png") else Media.of(File(input))
        Provider.connect().use { provider ->
            val sluice = Sluice(provider.client) {
                model = provider.model
                maxTokens = 1024
            }
            val report = sluice.extract<ImageReport> {
                user {
                    image(picture)
                    text("Describe the image.")
                }
            }
            println(
                "${report.width} x ${report.height} pixels, mostly ${report.dominantColour}, ${if (report.isDark) "dark" else "bright"}",
            )
            println(report.summary)
            for (area in report.areas) println("- ${area.colour}: ${area.width} x ${area.height}")
        }
    }

    /** Three bars of different heights, as a PNG. */
    private fun chart(): ByteArray {
        val image = BufferedImage(480, 320, BufferedImage.TYPE_INT_RGB)
        val canvas = image.createGraphics()
        canvas.color = Color.WHITE
        canvas.fillRect(0, 0, 480, 320)
        listOf(Color.BLUE to 120, Color.RED to 240, Color.GREEN to 180).forEachIndexed { index, (colour, height) ->
            canvas.color = colour
            canvas.fillRect(60 + index * 150, 320 - height, 60, height)
        }
        canvas.dispose()
        return ByteArrayOutputStream().also { ImageIO.write(image, "png", it) }.toByteArray()
    }
}
