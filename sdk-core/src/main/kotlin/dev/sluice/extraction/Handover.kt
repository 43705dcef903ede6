package dev.sluice.extraction

import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.SendChannel

/**
 * Between the calls that end and the collector that takes what they gave: puts it in order, and tells when there is room for one more
 * input. Safe for use by several coroutines; one of them asks for room.
 */
internal class Handover<E>(private val concurrency: Int, private val order: OutcomeOrder) {
    private val changed = Channel<Unit>(Channel.CONFLATED)

    /** What is done but waits for one before it. */
    private val held = HashMap<Int, E>()
    private var next = 0
    private var running = 0L

    /** What is on its way to the collector. */
    private var waiting = 0L

    suspend fun awaitRoom() {
        while (!hasRoom()) changed.receive()
    }

    private fun hasRoom(): Boolean = synchronized(held) {
        running < concurrency && running + waiting < 2L * concurrency && running + waiting + held.size < AHEAD * concurrency
    }

    fun start(): Unit = synchronized(held) { running++ }

    /** The call for the input at [index] has ended; [to] gets what may go now, and takes it without a wait. */
    fun finish(index: Int, element: E, to: SendChannel<E>) {
        synchronized(held) {
            running--
            if (order == OutcomeOrder.COMPLETION) {
                pass(element, to)
            } else {
                held[index] = element
                while (next in held) pass(held.getValue(next).also { held.remove(next++) }, to)
            }
        }
        changed.trySend(Unit)
    }

    /** The collector has taken one. */
    fun take() {
        synchronized(held) { waiting-- }
        changed.trySend(Unit)
    }

    private fun pass(element: E, to: SendChannel<E>) {
        waiting++
        to.trySend(element)
    }

    private companion object {
        /** Times [concurrency]: how far the inputs may be ahead of an outcome that others wait for. [OutcomeOrder.INPUT] promises it. */
        const val AHEAD = 16L
    }
}
