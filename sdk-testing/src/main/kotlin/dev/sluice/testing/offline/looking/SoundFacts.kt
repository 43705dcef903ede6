package dev.sluice.testing.offline.looking

import dev.sluice.testing.offline.request.RequestFault
import java.nio.ByteBuffer
import java.nio.ByteOrder
import kotlin.math.abs

/** What can be measured in a sound without understanding it: of a WAV file how long it is, how it was recorded, how loud it gets. */
internal object SoundFacts {
    private const val HEAD = 12
    private const val CHUNK_HEAD = 8
    private const val SAMPLE_BITS = 16

    fun of(file: ShownFile): String {
        val format = file.mediaType.substringAfter('/')
        if (format != "wav") return "Format: ${format.uppercase()}"
        val bytes = file.bytes
        if (bytes.size < HEAD || String(bytes, 0, 4, Charsets.ISO_8859_1) != "RIFF") throw RequestFault(400, "The audio is no WAV file.")
        val chunks = chunks(bytes)
        val head = chunks["fmt "]?.takeIf { it.remaining() >= SAMPLE_BITS } ?: return "Format: WAV"
        val (channels, rate) = head.getShort(2).toInt() to head.getInt(4)
        val bytesPerSecond = head.getInt(8)
        val data = chunks["data"]
        val seconds = if (data == null || bytesPerSecond <= 0) 0.0 else data.remaining().toDouble() / bytesPerSecond
        val loudness = data?.takeIf { head.getShort(14).toInt() == SAMPLE_BITS }?.let(::peakOf)
        return listOfNotNull(
            "Format: WAV",
            "Duration: ${"%.1f".format(java.util.Locale.ROOT, seconds)} seconds",
            "Channels: $channels",
            "Sample rate: $rate Hz",
            loudness?.let { "Loudness: $it%" },
            loudness?.let { "Silent: ${if (it == 0) "yes" else "no"}" },
        ).joinToString("\n")
    }

    private fun chunks(bytes: ByteArray): Map<String, ByteBuffer> = buildMap {
        var at = HEAD
        while (at + CHUNK_HEAD <= bytes.size) {
            val size = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at + 4)
            val length = if (size < 0) bytes.size - at - CHUNK_HEAD else minOf(size, bytes.size - at - CHUNK_HEAD)
            put(
                String(bytes, at, 4, Charsets.ISO_8859_1),
                ByteBuffer.wrap(bytes, at + CHUNK_HEAD, length).slice().order(ByteOrder.LITTLE_ENDIAN),
            )
            // Chunks begin at even places.
            at += CHUNK_HEAD + length + length % 2
        }
    }

    /** The loudest sample, in percent of the loudest there can be. */
    private fun peakOf(data: ByteBuffer): Int {
        var peak = 0
        for (at in 0 until data.remaining() - 1 step 2) peak = maxOf(peak, abs(data.getShort(at).toInt()))
        return peak * 100 / -Short.MIN_VALUE
    }
}
