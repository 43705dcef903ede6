package dev.sluice.transport

import kotlinx.coroutines.Dispatchers
import java.util.concurrent.Executor
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.ThreadPoolExecutor
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlin.coroutines.EmptyCoroutineContext

/**
 * Where the JDK's HTTP clients work.
 *
 * What the network brings is taken apart on `Dispatchers.Default`: a coroutine that waits there for it can [go on at once][isOnDefault],
 * and one change of threads for each piece is saved. A request begins on threads of its own, for the look-up of a name may block for
 * seconds (when the JDK tries again over another connection, it looks the name up again, which is known by then). These are few, daemon
 * and gone after a while without work, so there is nothing to shut down.
 */
internal class HttpThreads : Executor {
    private val senders = newSenders()

    override fun execute(command: Runnable) {
        if (IS_SENDING.get() != null) senders.execute(command) else Dispatchers.Default.dispatch(EmptyCoroutineContext, OnDefault(command))
    }

    /** Tells, while it runs, where it does. */
    private class OnDefault(private val command: Runnable) : Runnable {
        override fun run() {
            IS_ON_DEFAULT.set(true)
            try {
                command.run()
            } finally {
                IS_ON_DEFAULT.set(null)
            }
        }
    }

    companion object {
        private val IS_SENDING = ThreadLocal<Boolean?>()
        private val IS_ON_DEFAULT = ThreadLocal<Boolean?>()

        /** Runs [begin], which sends a request; what a client hands to its threads meanwhile may block. */
        inline fun <T> sending(begin: () -> T): T {
            val before = IS_SENDING.get()
            IS_SENDING.set(true)
            try {
                return begin()
            } finally {
                // What begins may ask users, for a proxy, and these may send something of their own.
                if (before == null) IS_SENDING.remove() else IS_SENDING.set(before)
            }
        }

        /** Whether this thread is one of `Dispatchers.Default`, at work for a client. */
        val isOnDefault: Boolean get() = IS_ON_DEFAULT.get() != null

        private const val MIN_THREADS = 8
        private const val IDLE_SECONDS = 20L

        private fun newSenders(): Executor {
            val count = AtomicInteger()
            val size = maxOf(MIN_THREADS, 2 * Runtime.getRuntime().availableProcessors())
            val threads = ThreadPoolExecutor(size, size, IDLE_SECONDS, TimeUnit.SECONDS, LinkedBlockingQueue()) { work ->
                Thread(work, "sluice-http-${count.incrementAndGet()}").apply { isDaemon = true }
            }
            return threads.apply { allowCoreThreadTimeOut(true) }
        }
    }
}
