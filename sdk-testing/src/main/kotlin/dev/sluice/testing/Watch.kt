package dev.sluice.testing

import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock

/**
 * Lets threads wait for a change of state that others make. The state itself is volatile or atomic; who changes it calls [changed],
 * which costs next to nothing while nobody waits.
 */
internal class Watch {
    private val lock = ReentrantLock()
    private val condition = lock.newCondition()
    private val waiters = AtomicInteger()

    fun changed() {
        if (waiters.get() > 0) lock.withLock { condition.signalAll() }
    }

    /** The first result of [probe] that is not null; null if there is none within [timeoutMillis]. */
    fun <T : Any> await(timeoutMillis: Long, probe: () -> T?): T? {
        var left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis)
        waiters.incrementAndGet()
        try {
            lock.withLock {
                while (true) {
                    probe()?.let { return it }
                    if (left <= 0) return null
                    left = condition.awaitNanos(left)
                }
            }
        } finally {
            waiters.decrementAndGet()
        }
    }
}
