package dev.sluice.transport

import dev.sluice.InternalSluiceApi
import kotlinx.coroutines.CoroutineDispatcher

/**
 * A dispatcher whose threads are made for work, so what a call reads is decoded on them, and not on `Dispatchers.Default` first. For faces
 * over this library whose callbacks have threads of their own; not for threads that draw.
 *
 * @suppress
 */
@InternalSluiceApi
public abstract class WorkDispatcher : CoroutineDispatcher()
