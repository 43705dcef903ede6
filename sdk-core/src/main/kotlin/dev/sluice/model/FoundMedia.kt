package dev.sluice.model

import dev.sluice.errors.InvalidRequestException
import java.io.InputStream
import java.nio.ByteBuffer
import java.nio.charset.CharacterCodingException
import kotlin.io.encoding.Base64

/** What was found in [media] when it was looked at, and its bytes once they were read. */
internal class FoundMedia private constructor(val media: Media, val mediaType: String, val size: Long) {
    private var bytes: ByteArray? = null

    /** All of it in base64; read once. Blocks. [isWanted] is asked between two reads and throws to give up. */
    fun base64(isWanted: () -> Unit): ByteArray = bytes ?: media.source.reading { encode(isWanted) }.also { bytes = it }

    /** All of it as text. Blocks. */
    fun text(isWanted: () -> Unit): String = try {
        Charsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Base64.decode(base64(isWanted)))).toString().removePrefix("\uFEFF")
    } catch (failure: CharacterCodingException) {
        throw InvalidRequestException("$media is $mediaType, but no text in UTF-8. Nothing was sent.", failure)
    }

    /** The bytes themselves never stand in memory as a whole beside their base64. */
    private fun encode(isWanted: () -> Unit): ByteArray {
        val encoded = ByteArray(Math.toIntExact((size + 2) / 3 * 4))
        val piece = ByteArray(PIECE)
        var count = 0L
        var written = 0
        media.source.open().use { from ->
            while (true) {
                isWanted()
                val length = from.readFully(piece)
                count += length
                if (count > size || (length < PIECE && count < size)) throw changed(count)
                written += Base64.encodeIntoByteArray(piece, encoded, written, 0, length)
                if (length < PIECE) return encoded
            }
        }
    }

    private fun changed(count: Long) = InvalidRequestException(
        "$media was changed while it was read: it had $size bytes, and now ${if (count > size) "more" else "$count"}. " +
            "Nothing was sent; ask again when it is whole.",
    )

    companion object {
        // A multiple of three, so that padding comes at the end alone.
        private const val PIECE = 48 shl 10

        /** Looks at [media], which has bytes of its own: at its size and its first bytes. Blocks. */
        fun of(media: Media): FoundMedia = media.source.reading {
            val size = size()
            val head = ByteArray(MediaTypes.HEAD)
            val count = open().use { it.readFully(head) }
            if (size > Int.MAX_VALUE / 4 * 3L) throw InvalidRequestException("$this has $size bytes: too large to be sent in a request.")
            FoundMedia(media, typeOf(media, head.copyOf(count)), size)
        }

        /** Its first bytes are believed before its name. What the caller says is believed too, unless they say something else. */
        private fun typeOf(media: Media, head: ByteArray): String {
            val seen = MediaTypes.ofBytes(head)
            val told = media.mediaType
            val expected = told ?: seen ?: MediaTypes.ofName(media.name) ?: throw InvalidRequestException(
                "What kind of file this is can be seen neither from its name nor from its bytes: $media. Say it, as in " +
                    "Media.of(file, \"image/png\").",
            )
            val fits = if (seen != null) MediaTypes.canBe(seen, expected) else told != null || MediaTypes.looksLike(expected, head)
            if (fits) return expected
            val by = if (told != null) "is said to be" else "is named like"
            val but = if (seen != null) "its bytes are $seen" else "it does not begin as that does: is it whole?"
            throw InvalidRequestException("$media $by $expected, but $but")
        }

        private fun InputStream.readFully(into: ByteArray): Int {
            var count = 0
            while (count < into.size) {
                val read = read(into, count, into.size - count)
                if (read < 0) break
                count += read
            }
            return count
        }
    }
}
