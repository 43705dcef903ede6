package dev.sluice.transport

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart.UNDISPATCHED
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.withTimeout

/**
 * A clock that a test moves by hand. Whoever sleeps on it wakes when [advance] has passed its time; [awaitAlarms] waits, by events, until
 * somebody sleeps. With [sleepsAreInstant], [sleep] moves the time on by itself and returns at once; limits set by [within] still wait.
 */
internal class ManualClock(private val startWallMillis: Long = 1_800_000_000_000, private val sleepsAreInstant: Boolean = false) : Clock {
    private class Alarm(val at: Long) {
        val rings = CompletableDeferred<Unit>()
    }

    private val lock = Any()
    private var now = 0L
    private val alarms = mutableListOf<Alarm>()
    private val pending = MutableStateFlow(emptyList<Long>())
    private val slept = mutableListOf<Long>()

    /** What [sleep] was asked for, in order. */
    val sleeps: List<Long> get() = synchronized(lock) { slept.toList() }

    override fun wallMillis(): Long = startWallMillis + steadyMillis()

    override fun steadyMillis(): Long = synchronized(lock) { now }

    override suspend fun sleep(millis: Long) {
        synchronized(lock) { slept += millis }
        if (sleepsAreInstant) advance(millis) else ring(millis)
    }

    override suspend fun <T : Any> within(millis: Long, block: suspend () -> T): T? = supervisorScope {
        val work = async(start = UNDISPATCHED) { block() }
        if (work.isCompleted) return@supervisorScope work.await()
        var isLate = false
        val alarm = launch(start = UNDISPATCHED) {
            ring(millis)
            isLate = work.isActive
            work.cancel()
        }
        work.join()
        alarm.cancel()
        if (isLate && work.isCancelled) null else work.await()
    }

    /** Moves the time on and wakes whose time has come. */
    fun advance(millis: Long) {
        val due = synchronized(lock) {
            now += millis
            val due = alarms.filter { it.at <= now }
            alarms -= due.toSet()
            pending.value = alarms.map { it.at }
            due
        }
        due.sortedBy { it.at }.forEach { it.rings.complete(Unit) }
    }

    /** Waits until [count] sleepers and limits are running. */
    suspend fun awaitAlarms(count: Int) {
        withTimeout(10_000) { pending.first { it.size >= count } }
    }

    /** Waits until a sleeper or a limit is running that rings [millis] from now. */
    suspend fun awaitAlarmIn(millis: Long) {
        withTimeout(10_000) { pending.first { steadyMillis() + millis in it } }
    }

    private suspend fun ring(millis: Long) {
        val alarm = synchronized(lock) {
            Alarm(now + millis).also {
                alarms += it
                pending.value = alarms.map { it.at }
            }
        }
        try {
            alarm.rings.await()
        } finally {
            synchronized(lock) {
                alarms -= alarm
                pending.value = alarms.map { it.at }
            }
        }
    }
}
