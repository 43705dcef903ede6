package dev.sluice.transport

import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicLong

/**
 * Alarms that share one timer. Nearly all waits end in time, so to set an alarm is to write down its time, and the timer looks at all of
 * them when the earliest might be due; a timer of its own for each wait costs more than the piece of a stream that is waited for.
 *
 * [millis] is a steady count of milliseconds; [after] runs what it is given after so many of them.
 */
internal class Alarms(private val millis: () -> Long, private val after: (millis: Long, check: () -> Unit) -> Unit) {
    private val all = ConcurrentHashMap.newKeySet<SharedAlarm>()

    /** When the timer looks next. */
    @Volatile private var next = NEVER

    fun new(ring: (Alarm) -> Unit): Alarm = SharedAlarm(ring).also { all += it }

    private fun lookAt(time: Long) {
        val now = synchronized(this) {
            if (time >= next) return
            next = time
            millis()
        }
        after(maxOf(time - now, 0)) { look(time) }
    }

    private fun look(time: Long) {
        synchronized(this) {
            // Another look was set for an earlier time since, and has followed this one's business.
            if (next != time) return
            // Whoever sets an alarm from here on sees to it that it is looked at.
            next = NEVER
        }
        val now = millis()
        val earliest = all.minOfOrNull { it.look(now) } ?: NEVER
        // Not too often for alarms that are set to times close by, and often enough that those for a moment need no look of their own.
        if (earliest != NEVER) lookAt(earliest.coerceIn(now + LEAST_PAUSE_MILLIS, now + MOST_PAUSE_MILLIS))
    }

    private inner class SharedAlarm(private val ring: (Alarm) -> Unit) : Alarm {
        private val due = AtomicLong(NEVER)

        override val isLate: Boolean get() = due.get() == LATE

        override fun set(millis: Long) {
            val time = this@Alarms.millis() + millis.coerceIn(0, FOREVER_MILLIS)
            due.set(time)
            if (time < next) lookAt(time)
        }

        override fun clear() = due.set(NEVER)

        override fun close() {
            clear()
            all -= this
        }

        /** Rings if its time has come; otherwise returns that time. */
        fun look(now: Long): Long {
            val time = due.get()
            if (time > now || time == LATE) return if (time == LATE) NEVER else time
            if (due.compareAndSet(time, LATE)) ring(this)
            return NEVER
        }
    }

    private companion object {
        const val NEVER = Long.MAX_VALUE
        const val LATE = Long.MIN_VALUE
        const val FOREVER_MILLIS = Long.MAX_VALUE / 4
        const val LEAST_PAUSE_MILLIS = 5L
        const val MOST_PAUSE_MILLIS = 200L
    }
}
