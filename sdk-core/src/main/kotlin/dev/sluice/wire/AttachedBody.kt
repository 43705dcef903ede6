package dev.sluice.wire

import dev.sluice.transport.BodySource
import dev.sluice.transport.RequestBody
import java.nio.ByteBuffer

/** A body in pieces that stand in memory, one behind the other. They are sent from where they are, however often: no copy is made. */
internal class AttachedBody(private val pieces: List<ByteArray>, override val contentType: String) : RequestBody {
    override val contentLength: Long = pieces.sumOf { it.size.toLong() }

    override fun open(): BodySource = object : BodySource {
        private val rest = pieces.iterator()
        private var piece = ByteArray(0)
        private var at = 0

        // In small parts, so that whoever watches the upload sees it move.
        override suspend fun read(): ByteBuffer? {
            while (at == piece.size) {
                piece = if (rest.hasNext()) rest.next() else return null
                at = 0
            }
            val length = minOf(PART, piece.size - at)
            return ByteBuffer.wrap(piece, at, length).asReadOnlyBuffer().also { at += length }
        }
    }

    companion object {
        private const val PART = 64 shl 10

        /** [json], with each mark in its strings replaced by what is attached under it. */
        fun of(json: String, attachments: Map<String, ByteArray>, contentType: String): RequestBody {
            val places = attachments.keys.flatMap { mark -> placesOf(mark, json).map { it to mark } }.sortedBy { it.first }
            val pieces = ArrayList<ByteArray>(places.size * 2 + 1)
            var at = 0
            for ((place, mark) in places) {
                pieces += json.substring(at, place).encodeToByteArray()
                pieces += attachments.getValue(mark)
                at = place + mark.length
            }
            pieces += json.substring(at).encodeToByteArray()
            return AttachedBody(pieces, contentType)
        }

        private fun placesOf(mark: String, json: String): Sequence<Int> =
            generateSequence(json.indexOf(mark)) { json.indexOf(mark, it + mark.length) }.takeWhile { it >= 0 }
    }
}
