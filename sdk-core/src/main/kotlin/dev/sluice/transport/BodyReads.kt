package dev.sluice.transport

import dev.sluice.errors.ApiResponseException
import dev.sluice.errors.ApiTimeoutException
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import java.io.ByteArrayOutputStream
import java.nio.ByteBuffer

private val END: ByteBuffer = ByteBuffer.allocate(0)

/** The next bytes, or null at the end. Fails with [ApiTimeoutException], which names [limit], when none arrive within [limitMillis]. */
internal suspend fun BodySource.readWithin(clock: Clock, limit: String, limitMillis: Long, requestId: String?): ByteBuffer? =
    readWithin(clock, limitMillis) {
        throw ApiTimeoutException(
            "The server sent nothing for $limitMillis ms, which is the limit $limit${describeId(requestId)}. " +
                "Raise the timeout ${limit}Millis if it may be silent for longer.",
            limit,
            limitMillis,
            requestId = requestId,
        )
    }

/** The same for any limit: [late] throws what tells of it. */
internal suspend inline fun BodySource.readWithin(clock: Clock, millis: Long, late: () -> Nothing): ByteBuffer? {
    // A coroutine and a timer for each piece cost more than the piece.
    if (this is ArrivingBody) {
        if (!hasArrived && !awaitArrival(clock, millis)) late()
        // Without a wait there is nothing that a cancellation would end, and a wait that ended in place has not looked for one.
        currentCoroutineContext().ensureActive()
        return read()
    }
    val bytes = clock.within(millis) { read() ?: END } ?: late()
    return bytes.takeIf { it !== END }
}

/**
 * Reads and drops what is left, up to [maxBytes] and for [millis] in all. True if the end was reached: then the connection can be used
 * again. Failures to read are thrown.
 */
internal suspend fun BodySource.drain(maxBytes: Int, millis: Long, clock: Clock): Boolean {
    if (this !is ArrivingBody) return clock.within(millis) { skip(maxBytes) { true } } ?: false
    val end = clock.steadyMillis() + millis
    return skip(maxBytes) { hasArrived || awaitArrival(clock, end - clock.steadyMillis()) }
}

private suspend inline fun BodySource.skip(maxBytes: Int, mayRead: () -> Boolean): Boolean {
    var left = maxBytes
    while (mayRead()) {
        val bytes = read() ?: return true
        left -= bytes.remaining()
        if (left < 0) return false
    }
    return false
}

/**
 * The whole body. Each silence is limited by [limitMillis], which is the option [limit]; its size by [maxBytes]: a larger one fails with
 * [ApiResponseException].
 */
internal suspend fun HttpResponse.readBytes(clock: Clock, limit: String, limitMillis: Long, maxBytes: Int): ByteArray {
    var whole = ByteArray(bytesToExpect)
    var length = 0
    while (true) {
        val bytes = body.readWithin(clock, limit, limitMillis, requestId) ?: break
        val more = bytes.remaining()
        if (more > maxBytes - length) {
            throw ApiResponseException(
                "The answer is larger than $maxBytes bytes, and is not read${describeId(requestId)}.",
                status,
                whole.decodeToString(0, length).take(SHOWN_CHARS),
                requestId = requestId,
            )
        }
        if (more > whole.size - length) whole = whole.copyOf(maxOf(length + more, 2 * length))
        bytes.get(whole, length, more)
        length += more
    }
    return if (length == whole.size) whole else whole.copyOf(length)
}

/** What the server says will come, as far as that is worth having room for before it has. */
private val HttpResponse.bytesToExpect: Int
    get() = headers["content-length"]?.toIntOrNull()?.coerceIn(0, MOST_EXPECTED_BYTES) ?: 0

/** The provider's name for the call. */
internal val HttpResponse.requestId: String? get() = headers.requestId

internal fun describeId(requestId: String?): String = requestId?.let { " [request id $it]" }.orEmpty()

/** Adds what is left in [bytes]; the JDK's buffers are read-only, so there is no array to write from. */
internal fun ByteArrayOutputStream.take(bytes: ByteBuffer) {
    val copy = ByteArray(bytes.remaining())
    bytes.get(copy)
    write(copy, 0, copy.size)
}

/** Some servers write a mark before their JSON, which is none of it. */
internal fun String.withoutByteOrderMark(): String = removePrefix("\uFEFF")

private const val SHOWN_CHARS = 2 shl 10
private const val MOST_EXPECTED_BYTES = 64 shl 10
