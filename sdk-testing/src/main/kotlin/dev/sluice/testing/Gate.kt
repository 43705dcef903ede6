package dev.sluice.testing

import java.util.concurrent.TimeUnit
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock

/**
 * A door in an [Answer] that the test opens: the answer stops in front of it until then, so a test decides by events, not by the
 * clock, what has been sent when. Safe for use from several threads; one gate may stand in many answers.
 */
public class Gate {
    private val lock = ReentrantLock()
    private val arrived = lock.newCondition()
    private val queue = ArrayDeque<Runnable>()
    private var passes = 0
    private var opened = false

    /** Whether it stands open for good. */
    public val isOpen: Boolean get() = lock.withLock { opened }

    /** How many answers stand in front of it now. */
    public val waiting: Int get() = lock.withLock { queue.size }

    /** Opens it for good, for those who wait and all who come. */
    public fun open() {
        val freed = lock.withLock {
            opened = true
            queue.toList().also { queue.clear() }
        }
        freed.forEach(Runnable::run)
    }

    /** Lets [count] answers through, those who wait first, and stays shut for the next. */
    @JvmOverloads
    public fun letThrough(count: Int = 1) {
        require(count > 0) { "count must be positive, is $count" }
        val freed = lock.withLock {
            passes += count
            List(minOf(passes, queue.size)) { queue.removeFirst() }.also { passes -= it.size }
        }
        freed.forEach(Runnable::run)
    }

    /**
     * Blocks until [count] answers stand in front of it: all that comes before it in their scripts has then been written.
     * Throws [AssertionError] after [timeoutMillis].
     */
    @JvmOverloads
    public fun awaitWaiting(count: Int = 1, timeoutMillis: Long = 10_000) {
        var left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis)
        lock.withLock {
            while (queue.size < count) {
                if (left <= 0) throw AssertionError("after $timeoutMillis ms ${queue.size} of $count answers stand at the gate")
                left = arrived.awaitNanos(left)
            }
        }
    }

    /** Runs [go] once it may pass: at once, or later on the thread that opens the gate. The result withdraws it. */
    internal fun pass(go: Runnable): Runnable {
        val free = lock.withLock {
            if (!opened && passes == 0) {
                queue.addLast(go)
                arrived.signalAll()
                return@withLock false
            }
            if (!opened) passes--
            true
        }
        if (free) go.run()
        return Runnable { lock.withLock { queue.remove(go) } }
    }

    override fun toString(): String = if (isOpen) "gate (open)" else "gate (shut, $waiting waiting)"
}
