package dev.sluice.extraction

import dev.sluice.model.Usage

/** Counts what one collection has done, and tells each change. Safe for use by several coroutines. */
internal class ProgressMeter(
    concurrency: Int,
    private var total: Int?,
    private val now: () -> Long,
    private val tell: (Progress) -> Unit,
) {
    private val startedAt = now()
    private var started = 0
    private var done = 0
    private var failed = 0
    private var usage = Usage.NONE

    // The rate is that of late: enough inputs to even out that those which begin together end together, few enough to follow a change.
    private val most = (ROUNDS * concurrency.toLong()).coerceIn(FEWEST, MOST).toInt()

    /** When the newest inputs were done; before them, where the count begins. */
    private val recent = ArrayDeque(listOf(startedAt))

    fun begin(): Unit = change {}

    fun start(): Unit = change { started++ }

    fun finish(outcome: Outcome<*, *>): Unit = change {
        done++
        if (outcome is Outcome.Failure<*, *>) failed++
        usage += outcome.usage
        recent += now()
        if (recent.size > most + 1) recent.removeFirst()
    }

    /** The source has no more. */
    fun endInputs(): Unit = change { total = started }

    fun end(): Unit = change(isFinished = true) {}

    private inline fun change(isFinished: Boolean = false, what: () -> Unit) = synchronized(this) {
        what()
        tell(snapshot(isFinished))
    }

    private fun snapshot(isFinished: Boolean): Progress {
        val now = now()
        val millis = (now - recent.first()).coerceAtLeast(1)
        return Progress(
            done = done,
            failed = failed,
            running = if (isFinished) 0 else started - done,
            // A collection may have grown since it told its size.
            total = total?.coerceAtLeast(started),
            usage = usage,
            elapsedMillis = now - startedAt,
            perSecond = (recent.size - 1) * MILLIS / millis,
            isFinished = isFinished,
        )
    }

    private companion object {
        const val ROUNDS = 4
        const val FEWEST = 20L
        const val MOST = 10_000L
        const val MILLIS = 1_000.0
    }
}
