package dev.sluice.transport

import dev.sluice.InternalSluiceApi
import dev.sluice.errors.ClientClosedException
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Job
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.job
import java.util.concurrent.atomic.AtomicBoolean

/**
 * How long a client or a transport is open. What waits on its behalf waits through here and fails with [ClientClosedException] as soon as
 * it is closed, whatever it waits for.
 *
 * @suppress
 */
@InternalSluiceApi
public class Lifetime {
    private val open = Job()

    public val isOver: Boolean get() = !open.isActive

    /** Closes; who waits is woken. Idempotent, never blocks. */
    public fun end() {
        open.cancel()
    }

    /** Runs [block] in the caller's coroutine. A block that tells its [Wait] that it is [done][Wait.done] is left alone from then on. */
    public suspend fun <T> wait(block: suspend (Wait) -> T): T {
        if (isOver) throw ClientClosedException()
        val wait = Wait()
        try {
            return coroutineScope {
                val waiting = coroutineContext.job
                val handle = open.invokeOnCompletion { if (wait.end()) waiting.cancel(CancellationException("The client was closed")) }
                try {
                    block(wait)
                } finally {
                    handle.dispose()
                }
            }
        } catch (e: Throwable) {
            if (!wait.isBroken) throw e
            // What an engine makes of being interrupted tells nothing; the caller's own cancellation does.
            currentCoroutineContext().ensureActive()
            throw e as? ClientClosedException ?: ClientClosedException()
        }
    }

    /** One wait. It ends once: because what was waited for is there, or because of the closing. */
    @InternalSluiceApi
    public class Wait internal constructor() {
        private val ended = AtomicBoolean()

        @Volatile
        internal var isBroken: Boolean = false
            private set

        /** What was waited for is there; the rest of the block is no wait. */
        public fun done() {
            if (!ended.compareAndSet(false, true)) throw ClientClosedException()
        }

        /** The closing; false if it came too late. */
        internal fun end(): Boolean = ended.compareAndSet(false, true).also { if (it) isBroken = true }
    }
}
