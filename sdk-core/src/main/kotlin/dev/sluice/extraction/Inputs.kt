package dev.sluice.extraction

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.runInterruptible

/** Where many inputs come from: [flow] gives the next one when it is taken, and [size] is how many there are, if that is known. */
internal class Inputs<I>(val flow: Flow<I>, val size: () -> Int?) {
    companion object {
        fun <I> of(flow: Flow<I>): Inputs<I> = Inputs(flow) { null }

        fun <I> of(iterable: Iterable<I>): Inputs<I> = Inputs(pulled(iterable)) { (iterable as? Collection<*>)?.size }

        /** One at a time, on a thread that may wait: a file or a queue may stand behind it. A cancellation interrupts it. */
        private fun <I> pulled(iterable: Iterable<I>): Flow<I> = flow {
            val thread = Dispatchers.IO.limitedParallelism(1)
            val iterator = runInterruptible(thread) { iterable.iterator() }
            while (true) {
                val next = runInterruptible(thread) { if (iterator.hasNext()) Next(iterator.next()) else null } ?: break
                emit(next.value)
            }
        }

        private class Next<I>(val value: I)
    }
}
