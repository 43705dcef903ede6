package dev.sluice.transport

import java.io.EOFException
import java.io.IOException
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.util.zip.CRC32
import java.util.zip.DataFormatException
import java.util.zip.Inflater

/** What [source] carries compressed by gzip, as far as it has arrived. A body that is no gzip, or is cut, fails with what [broken] makes. */
internal class GzipBody(private val source: BodySource, private val broken: (bytesRead: Long, IOException) -> Exception) : BodySource {
    private enum class Part { HEAD, DATA, TRAILER }

    private var part = Part.HEAD
    private var input = ByteArray(0)
    private var from = 0
    private val inflater = Inflater(true)
    private val sum = CRC32()
    private val output = ByteArray(OUTPUT_BYTES)
    private var bytesRead = 0L

    override suspend fun read(): ByteBuffer? {
        while (true) {
            val count = decoded { decode() }
            if (count > 0) return ByteBuffer.wrap(output, 0, count)
            val bytes = source.read() ?: return decoded { end() }
            val rest = ByteBuffer.allocate(input.size - from + bytes.remaining())
            input = rest.put(input, from, input.size - from).put(bytes).array()
            from = 0
        }
    }

    private inline fun <T> decoded(decode: () -> T): T = try {
        decode()
    } catch (e: DataFormatException) {
        throw broken(bytesRead, IOException("it is no gzip: ${e.message}"))
    } catch (e: IOException) {
        throw broken(bytesRead, e)
    }

    /** How many bytes are in [output] now; 0 if it takes more input to have some. */
    private fun decode(): Int {
        while (true) {
            when (part) {
                Part.HEAD -> {
                    from += gzipHeadBytes(input, from) ?: return 0
                    part = Part.DATA
                }

                Part.DATA -> {
                    inflater.setInput(input, from, input.size - from)
                    val count = inflater.inflate(output)
                    from = input.size - inflater.remaining
                    sum.update(output, 0, count)
                    bytesRead += count
                    if (inflater.finished()) part = Part.TRAILER
                    if (count > 0 || part == Part.DATA) return count
                }

                Part.TRAILER -> if (!endMember()) return 0
            }
        }
    }

    /** The end of one compressed piece; another may follow. False if it has not arrived. */
    private fun endMember(): Boolean {
        if (input.size - from < TRAILER_BYTES) return false
        val expected = ByteBuffer.wrap(input, from, TRAILER_BYTES).order(ByteOrder.LITTLE_ENDIAN).int
        if (expected != sum.value.toInt()) throw IOException("its checksum is wrong")
        from += TRAILER_BYTES
        inflater.reset()
        sum.reset()
        part = Part.HEAD
        return true
    }

    /** The end of the source: between two pieces it is one, and a body that is empty has none. */
    private fun end(): ByteBuffer? {
        inflater.end()
        if (part != Part.HEAD || from < input.size) throw EOFException("its compressed form ends too early")
        return null
    }

    private companion object {
        const val OUTPUT_BYTES = 16 shl 10
        const val TRAILER_BYTES = 8
    }
}

/** How long the head of the gzip (RFC 1952) at [from] is; null if it has not arrived whole. */
private fun gzipHeadBytes(bytes: ByteArray, from: Int): Int? {
    var at = from + FIXED_HEAD_BYTES
    if (at > bytes.size) return null
    fun byte(index: Int) = bytes[index].toInt() and 0xFF
    if (byte(from) != 0x1F || byte(from + 1) != 0x8B || byte(from + 2) != DEFLATE) throw IOException("it is no gzip")
    val flags = byte(from + 3)
    if (flags and HAS_EXTRA != 0) {
        if (at + 2 > bytes.size) return null
        at += 2 + byte(at) + (byte(at + 1) shl 8)
    }
    for (flag in intArrayOf(HAS_NAME, HAS_COMMENT)) {
        if (flags and flag == 0) continue
        while (at < bytes.size && bytes[at] != 0.toByte()) at++
        at++
    }
    if (flags and HAS_CHECKSUM != 0) at += 2
    return if (at > bytes.size) null else at - from
}

private const val FIXED_HEAD_BYTES = 10
private const val DEFLATE = 8
private const val HAS_CHECKSUM = 0x02
private const val HAS_EXTRA = 0x04
private const val HAS_NAME = 0x08
private const val HAS_COMMENT = 0x10
