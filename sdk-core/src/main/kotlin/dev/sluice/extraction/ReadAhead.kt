package dev.sluice.extraction

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.SendChannel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeoutOrNull

/**
 * Runs [produce] ahead of [consume]: the network never waits for whoever takes what it brings.
 *
 * [capacity] is a channel's: `CONFLATED` keeps the newest, `UNLIMITED` all. When [produce] fails, the failure is carried past the
 * channel as a value and thrown after [consume] has handled what was there: it is never cancelled by it. When [consume] fails,
 * [produce] is cancelled; when it gives a result, too, and that is the result of the whole.
 */
internal suspend fun <E : Any, R : Any> ahead(
    capacity: Int,
    produce: suspend (SendChannel<E>) -> Unit,
    consume: suspend (E, Job) -> R?,
): R? = coroutineScope {
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
        val result = consume(element, producer) ?: continue
        producer.cancelAndJoin()
        return@coroutineScope result
    }
    failure?.let { throw it }
    null
}

/**
 * Emits what [produce] gives, which runs [ahead] of this collector. `emit` stands in no `try`.
 *
 * Between two elements there are at least [intervalMillis], unless [produce] has ended: what is there then comes at once.
 */
internal suspend fun <E : Any> FlowCollector<E>.readAhead(
    capacity: Int,
    intervalMillis: Long = 0,
    produce: suspend (SendChannel<E>) -> Unit,
) {
    ahead<E, Nothing>(capacity, produce) { element, producer ->
        emit(element)
        if (intervalMillis > 0) withTimeoutOrNull(intervalMillis) { producer.join() }
        null
    }
}
