package dev.sluice.transport

import dev.sluice.InternalSluiceApi
import kotlin.coroutines.CoroutineContext

/**
 * In a coroutine's context: its threads are made for work, so what a call reads is decoded on them, and not on `Dispatchers.Default` first.
 * For faces over this library whose callbacks have threads of their own; not for threads that draw, or that have other things to wait for.
 *
 * @suppress
 */
@InternalSluiceApi
public object WorkInPlace : CoroutineContext.Element, CoroutineContext.Key<WorkInPlace> {
    override val key: CoroutineContext.Key<*> get() = this

    override fun toString(): String = "WorkInPlace"
}
