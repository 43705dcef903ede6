package dev.sluice.wire

import dev.sluice.errors.SluiceException
import dev.sluice.sse.EventReader

/** Reads and decodes a stream, one network read at a time. */
internal class EventSteps<T>(private val reader: EventReader, private val decoder: EventDecoder<T>) {
    /** What came of one network read. A [failure] is for the collector to see after [values], which arrived before it. */
    class Step<T>(val values: List<T>, val isLast: Boolean = false, val failure: SluiceException? = null)

    /** The next step that has values or is the last. Fails only with what stands before any value of its step. */
    suspend fun next(): Step<T> {
        val values = ArrayList<T>()
        while (true) {
            val isLast = try {
                readInto(values)
            } catch (e: SluiceException) {
                if (values.isEmpty()) throw e
                return Step(values, isLast = true, failure = e)
            }
            if (isLast || values.isNotEmpty()) return Step(values, isLast)
        }
    }

    private suspend fun readInto(values: MutableList<T>): Boolean {
        val events = reader.next()
        if (events == null) {
            decoder.end(values)
            return true
        }
        for (event in events) if (decoder.decode(event, values)) return true
        if (decoder.hasContent) reader.contentSeen()
        return false
    }
}
