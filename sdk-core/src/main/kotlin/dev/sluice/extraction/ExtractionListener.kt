package dev.sluice.extraction

import dev.sluice.model.ModelRequest

/**
 * Hears how extractions go, and cannot change it: for logs, metrics and traces.
 *
 * Called on the thread that reads the answer; be quick and do not block. What a listener throws is dropped. What goes over the wire
 * is told to the client's `CallListener`.
 *
 * ```kotlin
 * Sluice(claude) { listener(object : ExtractionListener { override fun onAttempt(call: ExtractionCall, attempt: Attempt) = count(attempt.usage) }) }
 * ```
 */
public interface ExtractionListener {
    /** The model is about to be asked, for the [attempt]th time; [request] has the answers that were rejected so far. */
    public fun onRequest(call: ExtractionCall, attempt: Int, request: ModelRequest) {}

    /** Something new shows of an answer that streams. */
    public fun onPartial(call: ExtractionCall, partial: Partial<*>) {}

    /** An element of a list was accepted or rejected. */
    public fun onElement(call: ExtractionCall, event: ElementEvent<*>) {}

    /** An answer was read; [attempt] has what it cost and, if it was not accepted, why. */
    public fun onAttempt(call: ExtractionCall, attempt: Attempt) {}

    /** The value is there. */
    public fun onResult(call: ExtractionCall, extraction: Extraction<*>) {}

    /** There is none: the call failed, no answer was valid, a check threw, or the caller left (a `CancellationException`). */
    public fun onFailure(call: ExtractionCall, failure: Throwable) {}

    /** The [ResponseCache] failed; the extraction went on without it. */
    public fun onCacheFailure(call: ExtractionCall, failure: Exception) {}
}

/** One extraction, so that what belongs together can be told together. */
public class ExtractionCall internal constructor(
    /** Counts the extractions of this process. */
    public val number: Long,
    /** The name of the type that is asked for. */
    public val type: String,
    public val provider: String,
    public val model: String,
) {
    override fun toString(): String = "extraction $number of $type by $provider/$model"
}
