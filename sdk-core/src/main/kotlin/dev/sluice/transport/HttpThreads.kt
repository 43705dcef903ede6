package dev.sluice.transport

import java.util.concurrent.Executor
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.ThreadPoolExecutor
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger

/**
 * Threads for the JDK's HTTP clients: few, daemon, gone after a while without work, so there is nothing to shut down. They parse and hand
 * over; user code never runs on them, and the only thing that may block one is a look-up of a name.
 */
internal fun httpThreads(): Executor {
    val count = AtomicInteger()
    val size = maxOf(MIN_THREADS, 2 * Runtime.getRuntime().availableProcessors())
    val threads = ThreadPoolExecutor(size, size, IDLE_SECONDS, TimeUnit.SECONDS, LinkedBlockingQueue()) { work ->
        Thread(work, "sluice-http-${count.incrementAndGet()}").apply { isDaemon = true }
    }
    return threads.apply { allowCoreThreadTimeOut(true) }
}

private const val MIN_THREADS = 8
private const val IDLE_SECONDS = 20L
