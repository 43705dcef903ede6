package dev.sluice.transport

import dev.sluice.errors.ApiException
import dev.sluice.errors.ClientClosedException
import dev.sluice.errors.SluiceException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.channels.Channel
import java.net.http.HttpClient
import java.net.http.HttpConnectTimeoutException
import java.net.http.HttpResponse.BodyHandler
import java.net.http.HttpResponse.BodySubscriber
import java.net.http.HttpResponse.ResponseInfo
import java.nio.ByteBuffer
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import java.util.concurrent.CompletionStage
import java.util.concurrent.Flow
import java.util.concurrent.atomic.AtomicInteger
import java.net.http.HttpRequest as JdkRequest

/**
 * One request on the JDK's client and the body of its response: the bridge between its callbacks and coroutines.
 *
 * The client's threads only leave things here (the head, pieces, the end) and go back; the caller's coroutine takes them. Two pieces are
 * asked for ahead of the reader and no more, so that an unread body stops the sender, and so that the end of a body that was read is seen
 * without asking for it. [release] gives up whatever is still under way and waits for nothing: JDK 17 reports nothing after a cancel.
 */
internal class JdkExchange(private val peer: Peer, private val connectMillis: Long?) : ArrivingBody {
    // Failures travel as values: one of them may be a CancellationException of the client's own, which is not the caller's.
    private val head = CompletableDeferred<Result<ResponseInfo>>()
    private val arrived = Channel<List<ByteBuffer>>(Channel.UNLIMITED)
    private var gathered = ByteArray(0)
    private var bytesReceived = 0L
    private var requestId: String? = null

    @Volatile private var sending: CompletableFuture<*>? = null

    @Volatile private var subscription: Flow.Subscription? = null

    @Volatile private var isReleased = false

    @Volatile private var isAtEnd = false

    @Volatile private var isClientClosed = false

    /** How many pieces nobody has taken yet. */
    private val untaken = AtomicInteger()

    /** Since when ([System.nanoTime]) the oldest of them lies, about. */
    @Volatile private var untakenSince = 0L

    /** Whether the reader lets what has arrived lie, other than for the moment that it takes to wake up. */
    fun isLeftUnread(now: Long): Boolean = untaken.get() > 0 && now - untakenSince > LEFT_UNREAD_NANOS

    override val hasArrived: Boolean get() = untaken.get() > 0 || isAtEnd

    /** Sends [request] by [client] and waits for the head of the response. A failure is given as the client reported it. */
    suspend fun send(client: HttpClient, request: JdkRequest): Result<HttpResponse> {
        val future = client.sendAsync(request, BodyHandler { info -> Receiver().also { head.complete(Result.success(info)) } })
        sending = future
        if (isReleased) future.cancel(true)
        future.whenComplete { _, failure -> if (failure != null) fail(failure) }
        return awaitDispatched { head.await() }.map { respond(it) }
    }

    private fun respond(info: ResponseInfo): HttpResponse {
        val isHttp1 = info.version() == HttpClient.Version.HTTP_1_1
        // Over HTTP/2 the map holds `:status`, which is no header.
        val headers = HttpHeaders.of(info.headers().map().let { all -> if (isHttp1) all else all.filterKeys { !it.startsWith(':') } })
        val protocol = if (isHttp1) "HTTP/1.1" else "HTTP/" + info.version().name.substringAfter('_')
        requestId = headers.requestId
        return RealHttpResponse(info.statusCode(), headers, protocol, this).decoded(peer)
    }

    override suspend fun read(): ByteBuffer? {
        if (isClientClosed) throw ClientClosedException()
        val next = arrived.tryReceive().takeUnless { it.isFailure && !it.isClosed } ?: awaitDispatched { arrived.receiveCatching() }
        if (next.isClosed) {
            val failure = next.exceptionOrNull() ?: return null
            throw if (isClientClosed) ClientClosedException(cause = failure) else peer.brokenOff(bytesReceived, requestId, failure)
        }
        untakenSince = System.nanoTime()
        untaken.decrementAndGet()
        subscription?.request(1)
        return joined(next.getOrThrow()).also { bytesReceived += it.remaining() }
    }

    /** What came at once, as one: over HTTP/1.1 the client gives each chunk of the transfer by itself, and a chunk may be a few letters. */
    private fun joined(pieces: List<ByteBuffer>): ByteBuffer {
        if (pieces.size == 1) return pieces[0]
        val size = pieces.sumOf { it.remaining() }
        val bytes = if (size <= gathered.size) gathered else ByteArray(size)
        // A stream may last for hours, and one burst at its start is no reason to hold room for another.
        if (size <= KEPT_BYTES) gathered = bytes
        var at = 0
        for (piece in pieces) {
            val length = piece.remaining()
            piece.get(bytes, at, length)
            at += length
        }
        return ByteBuffer.wrap(bytes, 0, size)
    }

    /** The client's failure to get an answer, in our words. */
    fun explain(failure: Throwable): SluiceException = when {
        isClientClosed -> ClientClosedException(cause = failure)
        failure is ApiException -> failure
        failure is HttpConnectTimeoutException && connectMillis != null -> peer.connectTimeout(connectMillis, failure)
        else -> peer.unreachable(failure)
    }

    /** The transport was closed: whoever waits here fails with [ClientClosedException]. */
    fun clientClosed() {
        isClientClosed = true
        release()
        fail(ClientClosedException())
    }

    /** Closes the connection, or resets its stream, unless the response was received to its end. */
    fun release() {
        isReleased = true
        if (isAtEnd) return
        sending?.cancel(true)
        subscription?.cancel()
    }

    private fun fail(failure: Throwable) {
        val cause = if (failure is CompletionException) failure.cause ?: failure else failure
        head.complete(Result.failure(cause))
        arrived.close(cause)
    }

    /** Takes what the client's threads bring. Its result is there from the start, so that the client hands over the head at once. */
    private inner class Receiver : BodySubscriber<Unit> {
        override fun getBody(): CompletionStage<Unit> = CompletableFuture.completedFuture(Unit)

        override fun onSubscribe(subscription: Flow.Subscription) {
            this@JdkExchange.subscription = subscription
            if (isReleased) subscription.cancel() else subscription.request(AHEAD)
        }

        override fun onNext(pieces: List<ByteBuffer>) {
            // Over HTTP/2 a frame may be empty. It would wake the reader for nothing, who waits for bytes under a time limit.
            if (pieces.none { it.hasRemaining() }) {
                subscription?.request(1)
                return
            }
            if (untaken.getAndIncrement() == 0) untakenSince = System.nanoTime()
            arrived.trySend(pieces)
        }

        override fun onError(failure: Throwable) {
            isAtEnd = true
            fail(failure)
        }

        override fun onComplete() {
            isAtEnd = true
            arrived.close()
        }
    }

    private companion object {
        const val AHEAD = 2L
        const val KEPT_BYTES = 16 shl 10
        const val LEFT_UNREAD_NANOS = 10_000_000L
    }
}
