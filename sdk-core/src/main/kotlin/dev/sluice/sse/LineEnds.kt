package dev.sluice.sse

import java.nio.ByteBuffer
import java.nio.ByteOrder

private const val ONES = 0x0101010101010101L
private const val HIGHS = ONES shl 7
internal const val LF = '\n'.code.toByte()
internal const val CR = '\r'.code.toByte()

/** [bytes] as [lineEnd] reads them. */
internal fun wordsOf(bytes: ByteArray): ByteBuffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)

/**
 * Where the first LF or CR stands from [from] on; [to] if there is none before. Every byte of a stream is looked at once here, so they are
 * looked at eight at a time.
 */
internal fun ByteBuffer.lineEnd(from: Int, to: Int): Int {
    var at = from
    while (at + Long.SIZE_BYTES <= to) {
        val word = getLong(at)
        val found = zeros(word xor ONES * LF) or zeros(word xor ONES * CR)
        if (found != 0L) return at + found.countTrailingZeroBits() / Byte.SIZE_BITS
        at += Long.SIZE_BYTES
    }
    while (at < to && get(at) != LF && get(at) != CR) at++
    return at
}

/** The highest bit of the first byte that is zero, and maybe bits of bytes behind it; 0 if there is none. */
private fun zeros(word: Long): Long = (word - ONES) and word.inv() and HIGHS
