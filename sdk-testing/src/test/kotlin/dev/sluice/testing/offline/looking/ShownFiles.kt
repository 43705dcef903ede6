package dev.sluice.testing.offline.looking

import java.awt.Color
import java.awt.image.BufferedImage
import java.io.ByteArrayOutputStream
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.util.zip.DeflaterOutputStream
import javax.imageio.ImageIO
import kotlin.math.PI
import kotlin.math.sin

/** Files made for the test, whose content is therefore known. */
internal object ShownFiles {
    /** A ground of one colour with areas on it, each as its colour and place. */
    fun image(format: String, width: Int, height: Int, ground: Color, vararg areas: Pair<Color, List<Int>>): ByteArray {
        val image = BufferedImage(width, height, BufferedImage.TYPE_INT_RGB)
        val canvas = image.createGraphics()
        for ((colour, place) in listOf(ground to listOf(0, 0, width, height)) + areas) {
            canvas.color = colour
            canvas.fillRect(place[0], place[1], place[2], place[3])
        }
        canvas.dispose()
        return ByteArrayOutputStream().also { check(ImageIO.write(image, format, it)) }.toByteArray()
    }

    /** A tone, as loud as [loudness] says, in percent. */
    fun wav(seconds: Int, rate: Int, channels: Int, loudness: Int): ByteArray {
        val samples = seconds * rate * channels
        val file = ByteBuffer.allocate(44 + samples * 2).order(ByteOrder.LITTLE_ENDIAN)
        file.put("RIFF".toByteArray()).putInt(36 + samples * 2).put("WAVEfmt ".toByteArray()).putInt(16)
        file.putShort(
            1,
        ).putShort(channels.toShort()).putInt(rate).putInt(rate * channels * 2).putShort((channels * 2).toShort()).putShort(16)
        file.put("data".toByteArray()).putInt(samples * 2)
        repeat(samples) {
            file.putShort((sin(2 * PI * 440 * (it / channels) / rate) * loudness / 100 * 32_768).toInt().coerceAtMost(32_767).toShort())
        }
        return file.array()
    }

    /** A document with a page for each of [pages], whose streams are packed if [packed]. */
    fun pdf(packed: Boolean, vararg pages: String): ByteArray {
        val out = ByteArrayOutputStream()
        out.write("%PDF-1.4\n1 0 obj <</Type /Pages /Count ${pages.size}>> endobj\n".toByteArray())
        pages.forEachIndexed { index, text ->
            val shown = text.lines().joinToString(" T* ") { "(${it.replace("(", "\\(").replace(")", "\\)")}) Tj" }
            val stream = "BT /F1 12 Tf 72 720 Td $shown ET".toByteArray()
            val bytes = if (packed) {
                ByteArrayOutputStream().also {
                    DeflaterOutputStream(it).use { deflater -> deflater.write(stream) }
                }.toByteArray()
            } else {
                stream
            }
            out.write("${index + 2} 0 obj <</Type /Page>> endobj\n<</Length ${bytes.size}>>\nstream\n".toByteArray())
            out.write(bytes)
            out.write("\nendstream\n".toByteArray())
        }
        return out.toByteArray()
    }
}
