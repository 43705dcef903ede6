package dev.sluice.transport

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.withContext
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext

/**
 * Runs [wait], which a network thread will resume, so that the caller goes on elsewhere than on that thread. Callers with a dispatcher
 * are resumed on it. Those without, or with one that runs in place such as `Dispatchers.Unconfined`, go on on `Dispatchers.Default`.
 */
internal suspend inline fun <T> awaitDispatched(crossinline wait: suspend () -> T): T =
    if (dispatches(currentCoroutineContext())) wait() else withContext(Dispatchers.Default) { wait() }

/**
 * Runs [block] away from the caller's thread, which may be one that draws: on `Dispatchers.Default`. A caller who is there already, or says
 * that its threads are [for work][WorkDispatcher], saves every piece of a stream a coroutine and the change of threads.
 */
internal suspend inline fun <T> onDefault(crossinline block: suspend () -> T): T =
    if (isForWork(currentCoroutineContext())) block() else withContext(Dispatchers.Default) { block() }

/** The same, of others' threads for work none. */
internal suspend inline fun <T> onDefaultOnly(crossinline block: suspend () -> T): T =
    if (isDefault(currentCoroutineContext())) block() else withContext(Dispatchers.Default) { block() }

private fun isForWork(context: CoroutineContext): Boolean = isDefault(context) || context[ContinuationInterceptor] is WorkDispatcher

private fun isDefault(context: CoroutineContext): Boolean = context[ContinuationInterceptor] === Dispatchers.Default

/** Whether a coroutine with this context is resumed by its dispatcher and not in place. */
internal fun dispatches(context: CoroutineContext): Boolean =
    (context[ContinuationInterceptor] as? CoroutineDispatcher)?.isDispatchNeeded(context) == true
