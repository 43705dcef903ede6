package dev.sluice.wire

import dev.sluice.errors.ApiResponseException
import dev.sluice.errors.SluiceException
import dev.sluice.sse.EventReader
import dev.sluice.sse.ServerSentEvent

/**
 * Reads and decodes a stream, one network read at a time. What ends with the first content is a step by itself: whoever waits for it need
 * not wait until all that came with it is decoded too.
 *
 * A stream whose events hold more than [maxBytes] fails: what of it is kept would grow without bound, in memory that others need too.
 */
internal class EventSteps<T>(
    private val reader: EventReader,
    private val decoder: EventDecoder<T>,
    private val maxBytes: Long = MAX_STREAM_BYTES,
    private val requestId: String? = null,
) {
    private var bytesSeen = 0L
    private var hasFirst = false

    /** What was read with the first content, and stands behind it. */
    private var left: List<ServerSentEvent>? = null

    /** What came of one network read, or of a part of it. A [failure] is for the collector to see after [values], which arrived before it. */
    class Step<T>(val values: List<T>, val isLast: Boolean = false, val failure: SluiceException? = null)

    /** The next step that has values or is the last. Fails only with what stands before any value of its step. */
    suspend fun next(): Step<T> {
        while (true) {
            val events = left ?: reader.next()
            left = null
            val values = ArrayList<T>(events?.size ?: 1)
            val isLast = try {
                decode(events, values)
            } catch (e: SluiceException) {
                if (values.isEmpty()) throw e
                return Step(values, isLast = true, failure = e)
            }
            if (isLast || values.isNotEmpty()) return Step(values, isLast)
        }
    }

    /** Makes [values] of [events], null at the end of the body; tells whether they were the last. */
    private fun decode(events: List<ServerSentEvent>?, values: MutableList<T>): Boolean {
        if (events == null) {
            decoder.end(values)
            return true
        }
        for ((at, event) in events.withIndex()) {
            count(event)
            if (decoder.decode(event, values)) return true
            if (!hasFirst && decoder.hasContent && values.isNotEmpty()) {
                hasFirst = true
                left = events.subList(at + 1, events.size).ifEmpty { null }
                break
            }
        }
        if (decoder.hasContent) reader.contentSeen()
        return false
    }

    private fun count(event: ServerSentEvent) {
        bytesSeen += event.data.length
        if (bytesSeen > maxBytes) {
            throw ApiResponseException(
                "The answer is larger than $maxBytes bytes, and is not read to its end${requestId.asNote()}",
                200,
                event.data.take(MAX_SHOWN),
                requestId = requestId,
            )
        }
    }
}

/** Twice what a whole answer may have, because each few letters come in an event of a few hundred bytes. */
private const val MAX_STREAM_BYTES = 128L shl 20
