package dev.sluice.sse

import dev.sluice.errors.ApiResponseException
import dev.sluice.errors.ApiTimeoutException
import dev.sluice.transport.BodySource
import dev.sluice.transport.Clock
import dev.sluice.transport.Timeouts
import dev.sluice.transport.drain
import dev.sluice.transport.readWithin
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import java.nio.ByteBuffer

/**
 * Reads the events of a body, a network read at a time, under the time limits of a stream.
 *
 * A limit bounds one wait for bytes, whatever they are: `firstContent` until [contentSeen] is called, `idle` from then on. No clock runs
 * while the caller works. One reader at a time.
 */
internal class EventReader(
    private val body: BodySource,
    private val clock: Clock,
    private val timeouts: Timeouts = Timeouts.DEFAULT,
    maxEventBytes: Int = SseDecoder.DEFAULT_MAX_EVENT_BYTES,
    private val requestId: String? = null,
) {
    private val decoder = SseDecoder(maxEventBytes, requestId)
    private var hasContent = false
    private var failure: ApiResponseException? = null
    private var isAtEnd = false

    /** The first text, tool input, reasoning or refusal has arrived: silence is `idle` from now on. */
    fun contentSeen() {
        hasContent = true
    }

    /**
     * The events of the next network read that holds the end of one, never empty; null at the end of the body, where an event that was
     * not finished is dropped. Fails with [ApiTimeoutException] when no byte arrives in time.
     */
    suspend fun next(): List<ServerSentEvent>? {
        failure?.let { throw it }
        while (true) {
            val bytes = read() ?: return null
            val events = ArrayList<ServerSentEvent>(bytes.remaining() / USUAL_EVENT_BYTES + 1)
            try {
                decoder.feed(bytes, events)
            } catch (e: ApiResponseException) {
                if (events.isEmpty()) throw e
                failure = e
            }
            if (events.isNotEmpty()) return events
        }
    }

    /**
     * Reads what still stands after the last event, so that the connection can be used again: up to [maxBytes], and for a moment only.
     * The answer is whole already, so nothing that happens here is a failure, not even that the client is closed.
     */
    suspend fun drain(maxBytes: Int = DRAIN_BYTES) {
        if (isAtEnd) return
        try {
            isAtEnd = body.drain(maxBytes, DRAIN_MILLIS, clock)
        } catch (_: Exception) {
            // There is no connection to use again. A cancellation is one only if it is the caller's.
            currentCoroutineContext().ensureActive()
        }
    }

    // Inline, as what it calls: a frame less to keep while a piece is waited for.
    private suspend inline fun read(): ByteBuffer? {
        if (isAtEnd) return null
        val limit = if (hasContent) "idle" else "firstContent"
        val millis = if (hasContent) timeouts.idleMillis else timeouts.firstContentMillis
        return body.readWithin(clock, limit, millis, requestId).also { isAtEnd = it == null }
    }

    private companion object {
        const val USUAL_EVENT_BYTES = 160
        const val DRAIN_BYTES = 8 shl 10
        const val DRAIN_MILLIS = 200L
    }
}
