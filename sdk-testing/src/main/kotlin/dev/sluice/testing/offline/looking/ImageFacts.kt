package dev.sluice.testing.offline.looking

import dev.sluice.testing.offline.request.RequestFault
import java.awt.image.BufferedImage
import java.io.ByteArrayInputStream
import java.io.IOException
import javax.imageio.ImageIO
import javax.imageio.ImageReader
import javax.imageio.stream.MemoryCacheImageInputStream

/** What can be seen in an image without understanding it: its format and size, its colours, and the areas that they fill. */
internal object ImageFacts {
    /** Kinds that Java's own readers know. */
    private val READABLE = setOf("png", "jpeg", "gif", "bmp")
    private const val MOST_PIXELS = 64_000_000L

    fun of(file: ShownFile): String {
        val declared = file.mediaType.substringAfter('/')
        if (declared !in READABLE) return "Format: ${declared.uppercase()}\nThe offline model cannot decode this format."
        return MemoryCacheImageInputStream(ByteArrayInputStream(file.bytes)).use { input ->
            val reader = ImageIO.getImageReaders(input).asSequence().firstOrNull() ?: throw unreadable(file)
            try {
                reader.input = input
                val format = reader.formatName.lowercase().replace("jpg", "jpeg")
                if (format !=
                    declared
                ) {
                    throw RequestFault(400, "The image is said to be ${file.mediaType}, but appears to be image/$format.")
                }
                describe(reader, format)
            } catch (fault: RequestFault) {
                throw fault
            } catch (_: IOException) {
                throw unreadable(file)
            } catch (_: RuntimeException) {
                throw unreadable(file)
            } finally {
                reader.dispose()
            }
        }
    }

    private fun describe(reader: ImageReader, format: String): String {
        if (reader.getWidth(0).toLong() * reader.getHeight(0) > MOST_PIXELS) throw RequestFault(400, "The image has too many pixels.")
        val image = reader.read(0)
        val picture = Picture.of(image)
        val frames = if (format == "gif") reader.getNumImages(true) else 1
        return listOfNotNull(
            "Format: ${format.uppercase()}",
            "Width: ${image.width} pixels",
            "Height: ${image.height} pixels",
            "Orientation: ${orientation(image)}",
            "Frames: $frames".takeIf { frames > 1 },
            "Transparent: ${if (image.colorModel.hasAlpha()) "yes" else "no"}",
            "Brightness: ${picture.brightness}%",
            "Dark: ${if (picture.isDark) "yes" else "no"}",
            "Dominant colour: ${picture.dominant}",
            "Colours: ${picture.shares.joinToString { (colour, share) -> "$colour ($share%)" }}",
            "Description: A ${if (picture.isDark) "dark" else "bright"} image of ${image.width} by ${image.height} pixels with " +
                "${areasInWords(picture.areas)} on a ${picture.dominant} ground.",
            "",
        ).plus(picture.areas.map(::itemOf)).joinToString("\n")
    }

    private fun itemOf(area: Area): String = "- Colour: ${area.colour}, Left: ${area.left}, Width: ${area.width}, Height: ${area.height}"

    private fun areasInWords(areas: List<Area>): String =
        if (areas.isEmpty()) "nothing that stands out" else areas.joinToString(" and ") { "a ${it.colour} area" }

    private fun orientation(image: BufferedImage): String = when {
        image.width > image.height -> "landscape"
        image.width < image.height -> "portrait"
        else -> "square"
    }

    private fun unreadable(file: ShownFile) = RequestFault(
        400,
        "Could not process the image: it is no ${file.mediaType} that can be decoded.",
    )
}
