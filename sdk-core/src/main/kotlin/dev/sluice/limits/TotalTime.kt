package dev.sluice.limits

import dev.sluice.errors.ApiTimeoutException
import dev.sluice.transport.BodySource
import dev.sluice.transport.Clock
import dev.sluice.transport.readWithin
import java.nio.ByteBuffer

/** The time that one call may spend on waiting, its retries included. It runs while we wait, not while the caller works. */
internal class TotalTime(private val clock: Clock, private val limitMillis: Long?) {
    private var spentMillis = 0L

    /** What is left; null if there is no limit. */
    val leftMillis: Long? get() = limitMillis?.let { maxOf(0, it - spentMillis) }

    /** A wait begins; it ends when the result is called, the first time. */
    fun wait(): () -> Unit {
        val from = clock.steadyMillis()
        var runs = true
        return {
            if (runs) spentMillis += clock.steadyMillis() - from
            runs = false
        }
    }

    /** Counts what [block] takes. */
    suspend fun <T> counting(block: suspend () -> T): T {
        val ended = wait()
        try {
            return block()
        } finally {
            ended()
        }
    }

    /** [body], read within what is left. */
    fun bound(body: BodySource, requestId: String?): BodySource = if (limitMillis == null) {
        body
    } else {
        object : BodySource {
            override suspend fun read(): ByteBuffer? {
                val left = leftMillis.takeIf { it != 0L } ?: throw passed(requestId)
                return counting { body.readWithin(clock, left) { throw passed(requestId) } }
            }
        }
    }

    fun passed(requestId: String?, cause: Throwable? = null): ApiTimeoutException = ApiTimeoutException(
        "The call was not done within $limitMillis ms of waiting, which is the limit total. Raise totalMillis, or leave it unset.",
        RetryJudge.TOTAL,
        limitMillis ?: 0,
        cause,
        requestId,
    )
}
