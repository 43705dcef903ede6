package dev.sluice.testing

import java.io.InputStream

/** The body in a chunked stream. Hands out what has come and does not wait for more. */
class Chunks(private val source: InputStream) : InputStream() {
    private var left = 0
    private var begun = false
    private var ended = false

    override fun read(): Int {
        val one = ByteArray(1)
        return if (read(one, 0, 1) < 0) -1 else one[0].toInt() and 0xff
    }

    override fun read(target: ByteArray, offset: Int, length: Int): Int {
        if (left == 0 && !ended) nextChunk()
        if (ended) return -1
        return source.read(target, offset, minOf(length, left)).also { left -= it }
    }

    // A decompressor that finds nothing available takes its stream for whole.
    override fun available(): Int = if (ended) 0 else 1

    private fun nextChunk() {
        if (begun) line()
        begun = true
        left = line().toInt(16)
        ended = left == 0
    }

    private fun line() = buildString {
        while (!endsWith("\r\n")) append(source.read().also { check(it >= 0) { "the body is cut" } }.toChar())
    }.trim()
}
