package dev.sluice.wire

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiResponseException
import dev.sluice.errors.SluiceException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.withContext
import kotlinx.serialization.json.JsonObject
import java.io.ByteArrayOutputStream

/**
 * What [make] makes of each line of these bytes, wherever they are cut. Decoding stays away from the collector's thread. A failure is
 * seen after the values that arrived before it.
 */
internal fun <T> Flow<ByteArray>.jsonLines(make: (JsonObject) -> T): Flow<T> = flow {
    val lines = JsonLines()
    collect { bytes ->
        val (values, failure) = withContext(Dispatchers.Default) { decode(lines.take(bytes), make) }
        values.forEach { emit(it) }
        failure?.let { throw it }
    }
    val last = withContext(Dispatchers.Default) { lines.end()?.let(make) }
    last?.let { emit(it) }
}

private fun <T> decode(lines: Sequence<JsonObject>, make: (JsonObject) -> T): Pair<List<T>, SluiceException?> {
    val values = ArrayList<T>()
    val failure = try {
        lines.forEach { values += make(it) }
        null
    } catch (e: SluiceException) {
        e
    }
    return values to failure
}

/** Bytes in pieces → the JSON object on each line. Lines without content are passed over. Used by one coroutine at a time. */
internal class JsonLines(private val maxLineBytes: Int = 64 shl 20) {
    private val begun = ByteArrayOutputStream()

    /** The objects of the lines that end in [bytes]; to be gone through once, before the next piece. */
    fun take(bytes: ByteArray): Sequence<JsonObject> = sequence {
        var from = 0
        while (true) {
            val end = bytes.indexOfNewLine(from)
            begin(bytes, from, if (end < 0) bytes.size else end)
            if (end < 0) break
            from = end + 1
            val text = line()
            if (text.isNotBlank()) yield(parseJsonObject(text) ?: throw notUnderstood(text))
        }
    }

    /** The object of a last line without an end; null if there is none. */
    fun end(): JsonObject? {
        val text = line()
        if (text.isBlank()) return null
        return parseJsonObject(text) ?: throw ApiConnectionException(
            "The answer ended in the middle of a line: it is not whole. The server or something on the way closed the connection.",
        )
    }

    private fun begin(bytes: ByteArray, from: Int, to: Int) {
        if (begun.size() + (to - from) > maxLineBytes) {
            throw ApiResponseException("A line of the answer is longer than $maxLineBytes bytes.", 200, "")
        }
        begun.write(bytes, from, to - from)
    }

    // A whole line is whole characters, so only here are bytes made text.
    private fun line(): String = begun.toByteArray().decodeToString().also { begun.reset() }

    private fun notUnderstood(text: String) =
        ApiResponseException("A line of the answer is not a JSON object: ${text.cutTo(200)}", 200, text.cutTo(MAX_SHOWN))

    private fun ByteArray.indexOfNewLine(from: Int): Int {
        for (index in from until size) if (this[index] == NEW_LINE) return index
        return -1
    }

    private companion object {
        const val NEW_LINE = '\n'.code.toByte()
    }
}
