package dev.sluice.extraction

import kotlinx.coroutines.flow.Flow

/**
 * The outcomes of many inputs, each exactly once, and how far the work is.
 *
 * ```
 * val outcomes = sluice.extractAll<_, Summary>(documents, concurrency = 50) { user("Summarise:\n$it") }
 * launch { outcomes.progress.collect { println(it) } }
 * outcomes.collect { outcome -> save(outcome.input, outcome.getOrNull()) }
 * ```
 *
 * Cold: each collection goes through the inputs anew, and is paid for anew. A failed input fails nothing else. The flow itself fails
 * only when the source of the inputs does, after the outcomes of all inputs that came before, and when the client is closed
 * ([dev.sluice.errors.ClientClosedException]). Cancelling the collector cancels every call that runs.
 *
 * No input is taken from its source before a call can be made for it. While the collector is busy, calls go on until as many outcomes
 * wait for it as calls may run at once. An outcome that waits holds no connection and no place in a rate limit, so that one stage may
 * feed another.
 */
public class Outcomes<I, T> internal constructor(private val fanOut: FanOut<I, T>) : Flow<Outcome<I, T>> by fanOut.outcomes() {
    /**
     * How far the newest collection is: its state now, then every change, the newest for a slow collector. It ends when that collection
     * has ended, well or not; before the first it waits for it. Collecting it costs nothing and starts nothing.
     */
    public val progress: Flow<Progress> get() = fanOut.progress
}
