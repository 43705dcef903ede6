package dev.sluice.limits

import java.util.concurrent.atomic.AtomicInteger

/** A token bucket that all calls of a client share: retries empty it, successes fill it. Safe for concurrent use. */
internal class RetryBudget(retries: Int) {
    private val capacity = retries.coerceAtMost(Int.MAX_VALUE / COST) * COST
    private val left = AtomicInteger(capacity)

    /** Takes what one retry costs; false if there is not that much left. */
    fun take(): Boolean {
        while (true) {
            val now = left.get()
            if (now < COST) return false
            if (left.compareAndSet(now, now - COST)) return true
        }
    }

    /** A call succeeded. */
    fun succeeded() {
        left.updateAndGet { if (it < capacity) it + 1 else it }
    }

    private companion object {
        /** So many successes pay for a retry. */
        const val COST = 5
    }
}
