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

    fun new(action: (Alarm) -> Unit): Alarm = SharedAlarm(action).also { all += it }

    /** Sees to a look at [due] or before. */
    private fun lookAt(due: Long) {
        if (due >= next) return
        val now = millis()
        // Soon in any case: most that is set meanwhile needs no look of its own then, and a timer that nobody needs any more is gone soon.
        val time = minOf(due, now + MOST_PAUSE_MILLIS)
        synchronized(this) {
            if (time >= next) return
            next = time
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
        var earliest = NEVER
        for (alarm in all) {
            val due = alarm.look(now)
            // Apart: what it wakes may be slow, or fail, and others are waiting too.
            if (due == LATE) after(0, alarm::ring) else earliest = minOf(earliest, due)
        }
        // Not too often for alarms that are set to times close by.
        if (earliest != NEVER) lookAt(maxOf(earliest, now + LEAST_PAUSE_MILLIS))
    }

    private inner class SharedAlarm(private val action: (Alarm) -> Unit) : Alarm {
        private val due = AtomicLong(NEVER)

        override val isLate: Boolean get() = due.get() == LATE

        override fun set(millis: Long) {
            val time = this@Alarms.millis() + millis.coerceIn(0, FOREVER_MILLIS)
            due.set(time)
            lookAt(time)
        }

        override fun clear() = due.set(NEVER)

        override fun close() {
            clear()
            all -= this
        }

        fun ring() = action(this)

        /** When it will be due; [LATE] if it is so from now on. */
        fun look(now: Long): Long {
            val time = due.get()
            if (time == LATE) return NEVER
            if (time > now) return time
            return if (due.compareAndSet(time, LATE)) LATE else NEVER
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
