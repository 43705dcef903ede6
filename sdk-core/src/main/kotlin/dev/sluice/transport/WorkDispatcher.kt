package dev.sluice.transport

import dev.sluice.InternalSluiceApi
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Runnable
import kotlin.coroutines.CoroutineContext

/**
 * Says of [threads] that they are made for work, so what a call reads is decoded on them, and not on `Dispatchers.Default` first. For faces
 * over this library whose callbacks have threads of their own; not for threads that draw.
 *
 * @suppress
 */
@InternalSluiceApi
public class WorkDispatcher(private val threads: CoroutineDispatcher) : CoroutineDispatcher() {
    override fun dispatch(context: CoroutineContext, block: Runnable): Unit = threads.dispatch(context, block)
}
