package dev.sluice.extraction

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeoutOrNull

/**
 * Runs [produce] ahead of this collector: the network never waits for whoever collects.
 *
 * [capacity] is a channel's: `CONFLATED` keeps the newest, `UNLIMITED` all. When [produce] fails, the failure is carried past the
 * channel as a value and thrown after the collector has handled what was there: its block is never cancelled by it. When the
 * collector fails or leaves, [produce] is cancelled. `emit` stands in no `try`.
 *
 * Between two elements there are at least [intervalMillis], unless [produce] has ended: what is there then comes at once.
 */
internal suspend fun <E : Any> FlowCollector<E>.readAhead(
    capacity: Int,
    intervalMillis: Long = 0,
    produce: suspend (Channel<E>) -> Unit,
) = coroutineScope {
    val channel = Channel<E>(capacity)
    var failure: Throwable? = null
    val producer = launch(Dispatchers.Default) {
        try {
            failingIfCancelledBelow("The stream") { produce(channel) }
        } catch (cancelled: CancellationException) {
            throw cancelled
        } catch (failed: Throwable) {
            failure = failed
        } finally {
            channel.close()
        }
    }
    for (element in channel) {
        emit(element)
        if (intervalMillis > 0) withTimeoutOrNull(intervalMillis) { producer.join() }
    }
    failure?.let { throw it }
}
