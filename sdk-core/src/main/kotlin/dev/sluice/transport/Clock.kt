package dev.sluice.transport

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull

/** Time, as a parameter: what waits in this library waits through it, so that tests need no real time. */
internal interface Clock {
    /** Milliseconds since 1970, for dates in headers. */
    fun wallMillis(): Long

    /** A steady count of milliseconds, for durations. */
    fun steadyMillis(): Long

    suspend fun sleep(millis: Long)

    /** What [block] returns, or null when [millis] pass first; [block] is cancelled then. It may run on another thread than the caller. */
    suspend fun <T : Any> within(millis: Long, block: suspend () -> T): T?

    /** For waits that are many and short: costs less than [within] for each. [ring] may set it again. */
    fun alarm(ring: (Alarm) -> Unit): Alarm

    /** Real time, whoever calls: a test's dispatcher would skip the waits of its callers, as if a network could hurry. */
    object System : Clock {
        /** Not on `Dispatchers.Default`: if users block all of its threads, limits are what can still end their waits. */
        private val scope = CoroutineScope(SupervisorJob() + Dispatchers.IO)

        private val alarms = Alarms(::steadyMillis) { millis, check ->
            scope.launch {
                delay(millis)
                check()
            }
        }

        override fun wallMillis(): Long = java.lang.System.currentTimeMillis()

        override fun steadyMillis(): Long = java.lang.System.nanoTime() / 1_000_000

        override suspend fun sleep(millis: Long) = withContext(Dispatchers.Default) { delay(millis) }

        override suspend fun <T : Any> within(millis: Long, block: suspend () -> T): T? =
            // Not where users' code runs: what came in time must not be dropped because the thread that takes it was late.
            onDefaultOnly { withTimeoutOrNull(millis) { block() } }

        override fun alarm(ring: (Alarm) -> Unit): Alarm = alarms.new(ring)
    }
}
