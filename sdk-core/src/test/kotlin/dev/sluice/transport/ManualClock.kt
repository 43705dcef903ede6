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
    private class Entry(val at: Long, val ring: () -> Unit)

    private val lock = Any()
    private var now = 0L
    private val entries = mutableListOf<Entry>()
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

    override fun alarm(ring: (Alarm) -> Unit): Alarm = object : Alarm {
        private var entry: Entry? = null

        @Volatile override var isLate = false

        override fun set(millis: Long) {
            clear()
            entry = enter(millis) {
                isLate = true
                ring(this)
            }
        }

        override fun clear() {
            isLate = false
            entry?.let(::remove)
        }

        override fun close() = clear()
    }

    /** Moves the time on and wakes whose time has come. */
    fun advance(millis: Long) {
        val due = synchronized(lock) {
            now += millis
            val due = entries.filter { it.at <= now }
            entries -= due.toSet()
            pending.value = entries.map { it.at }
            due
        }
        due.sortedBy { it.at }.forEach { it.ring() }
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
        val rings = CompletableDeferred<Unit>()
        val entry = enter(millis) { rings.complete(Unit) }
        try {
            rings.await()
        } finally {
            remove(entry)
        }
    }

    private fun enter(millis: Long, ring: () -> Unit): Entry = synchronized(lock) {
        Entry(now + millis, ring).also {
            entries += it
            pending.value = entries.map { it.at }
        }
    }

    private fun remove(entry: Entry) = synchronized(lock) {
        entries -= entry
        pending.value = entries.map { it.at }
    }
}
