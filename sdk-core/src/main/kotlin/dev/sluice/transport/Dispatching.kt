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
internal suspend fun <T> awaitDispatched(wait: suspend () -> T): T =
    if (dispatches(currentCoroutineContext())) wait() else withContext(Dispatchers.Default) { wait() }

/** Whether a coroutine with this context is resumed by its dispatcher and not in place. */
internal fun dispatches(context: CoroutineContext): Boolean =
    (context[ContinuationInterceptor] as? CoroutineDispatcher)?.isDispatchNeeded(context) == true
