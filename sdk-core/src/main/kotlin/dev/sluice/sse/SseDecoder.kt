package dev.sluice.sse

import dev.sluice.errors.ApiResponseException
import java.nio.ByteBuffer

/**
 * Turns the bytes of a `text/event-stream` into events, by the WHATWG rules. Pure: bytes are pushed in, wherever they were cut.
 *
 * Whole lines are found in the bytes and decoded once; what is left of a line waits for more. The work is linear in the bytes, and what
 * is held is bounded by [maxEventBytes], the size of one event's lines (comments are dropped as they arrive and do not count). Not
 * safe for use from several threads at once.
 */
internal class SseDecoder(private val maxEventBytes: Int = DEFAULT_MAX_EVENT_BYTES, private val requestId: String? = null) {
    /** The line that has not ended yet, then the bytes that were just fed. */
    private var held = ByteArray(INITIAL_CAPACITY)
    private var heldLength = 0
    private var words = wordsOf(held)

    private var atStart = true

    /** The last byte fed was a CR: a LF right after it belongs to the same line break. */
    private var afterCarriageReturn = false
    private var inDroppedComment = false

    private var eventBytes = 0L
    private var eventName = ""
    private var data: String? = null
    private var moreData: StringBuilder? = null
    private var lastId: String? = null

    /**
     * Adds to [events] those that [bytes] complete. An event that is too large fails with [ApiResponseException]; the events before it
     * have been added then, and the decoder is of no further use.
     */
    fun feed(bytes: ByteBuffer, events: MutableList<ServerSentEvent>) {
        var at = heldLength
        append(bytes)
        var lineFrom = 0
        if (afterCarriageReturn && at < heldLength) {
            afterCarriageReturn = false
            if (held[at] == LF) lineFrom = ++at
        }
        while (true) {
            at = words.lineEnd(at, heldLength)
            if (at == heldLength) break
            val byte = held[at++]
            endLine(lineFrom, at - 1, events)
            if (byte == CR) {
                if (at == heldLength) {
                    afterCarriageReturn = true
                } else if (held[at] == LF) {
                    at++
                }
            }
            lineFrom = at
        }
        keepFrom(lineFrom)
    }

    private fun append(bytes: ByteBuffer) {
        val size = bytes.remaining()
        if (heldLength + size > held.size) hold(held.copyOf(maxOf(held.size * 2, heldLength + size)))
        bytes.get(held, heldLength, size)
        heldLength += size
    }

    private fun hold(bytes: ByteArray) {
        held = bytes
        words = wordsOf(bytes)
    }

    /** Keeps the open line for the next bytes, unless it is a comment, which may go on for ever. */
    private fun keepFrom(lineFrom: Int) {
        val contentFrom = skipByteOrderMark(lineFrom, heldLength)
        if (inDroppedComment || (contentFrom < heldLength && held[contentFrom] == COLON)) {
            inDroppedComment = true
            atStart = false
            heldLength = 0
        } else {
            checkSize(contentFrom, heldLength)
            // A line that began earlier is where it should be; moving it for each piece would make a long one quadratic.
            if (lineFrom > 0) held.copyInto(held, 0, lineFrom, heldLength)
            heldLength -= lineFrom
        }
        if (heldLength == 0 && held.size > KEPT_CAPACITY) hold(ByteArray(INITIAL_CAPACITY))
    }

    private fun endLine(lineFrom: Int, end: Int, events: MutableList<ServerSentEvent>) {
        val from = skipByteOrderMark(lineFrom, end)
        atStart = false
        when {
            inDroppedComment -> inDroppedComment = false

            from == end -> endEvent(events)

            held[from] == COLON -> Unit

            else -> {
                checkSize(from, end)
                eventBytes += end - from
                field(from, end)
            }
        }
    }

    private fun field(from: Int, end: Int) {
        var colon = from
        while (colon < end && held[colon] != COLON) colon++
        var valueFrom = minOf(colon + 1, end)
        if (valueFrom < end && held[valueFrom] == SPACE) valueFrom++
        when {
            isNamed(DATA, from, colon) -> addData(decodeUtf8(held, valueFrom, end))

            isNamed(EVENT, from, colon) -> eventName = decodeUtf8(held, valueFrom, end)

            isNamed(ID, from, colon) -> {
                val id = decodeUtf8(held, valueFrom, end)
                if ('\u0000' !in id) lastId = id.ifEmpty { null }
            }
            // `retry` tells a browser when to connect again; a model's answer cannot be resumed. Other names are to be ignored.
        }
    }

    private fun isNamed(name: ByteArray, from: Int, end: Int): Boolean {
        if (end - from != name.size) return false
        for (i in name.indices) if (held[from + i] != name[i]) return false
        return true
    }

    private fun addData(line: String) {
        val first = data
        if (first == null) {
            data = line
        } else {
            val lines = moreData ?: StringBuilder(first).also { moreData = it }
            lines.append('\n').append(line)
        }
    }

    private fun endEvent(events: MutableList<ServerSentEvent>) {
        data?.let { events += ServerSentEvent(eventName.ifEmpty { "message" }, moreData?.toString() ?: it, lastId) }
        eventBytes = 0
        eventName = ""
        data = null
        moreData = null
    }

    private fun skipByteOrderMark(from: Int, end: Int): Int {
        val marked = atStart && end - from >= 3 && held[from] == MARK_1 && held[from + 1] == MARK_2 && held[from + 2] == MARK_3
        return if (marked) from + 3 else from
    }

    private fun checkSize(from: Int, end: Int) {
        if (eventBytes + (end - from) <= maxEventBytes) return
        val start = data ?: decodeUtf8(held, from, minOf(end, from + SHOWN_BYTES))
        throw ApiResponseException(
            "One event of the stream is larger than maxEventBytes = $maxEventBytes, and is not read.",
            status = 200,
            body = start.take(SHOWN_BYTES),
            requestId = requestId,
        )
    }

    init {
        require(maxEventBytes > 0) { "maxEventBytes must be positive, is $maxEventBytes" }
    }

    companion object {
        const val DEFAULT_MAX_EVENT_BYTES: Int = 16 shl 20

        /** Room for a read of a few events; larger ones make more. Ten thousand streams may be open at once, and hold no more than this. */
        private const val INITIAL_CAPACITY = 1 shl 10

        /** A buffer that one large event has grown beyond this is not kept for the small ones after it. */
        private const val KEPT_CAPACITY = 64 shl 10
        private const val SHOWN_BYTES = 2 shl 10

        private const val COLON = ':'.code.toByte()
        private const val SPACE = ' '.code.toByte()
        private const val MARK_1 = 0xEF.toByte()
        private const val MARK_2 = 0xBB.toByte()
        private const val MARK_3 = 0xBF.toByte()

        private val DATA = "data".toByteArray()
        private val EVENT = "event".toByteArray()
        private val ID = "id".toByteArray()
    }
}
