package dev.sluice.transport

import dev.sluice.errors.ApiException
import dev.sluice.errors.ClientClosedException
import dev.sluice.errors.SluiceException
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
import java.util.concurrent.atomic.AtomicReference
import java.net.http.HttpRequest as JdkRequest

/**
 * One request on the JDK's client and the body of its response: the bridge between its callbacks and coroutines.
 *
 * The client's threads leave things here (the head, pieces, the end); the caller's coroutine takes them. A piece may be taken within the
 * callback that brings it, if the caller is on the [same dispatcher][HttpThreads] and the connection is its own, as over HTTP/1.1. Two
 * pieces are asked for ahead of the reader and no more, so that an unread body stops the sender, and so that the end of a body that was
 * read is seen without asking for it. [release] gives up whatever is still under way and waits for nothing: JDK 17 reports nothing after
 * a cancel.
 */
internal class JdkExchange(private val peer: Peer, private val connectMillis: Long?) : ArrivingBody {
    private val answered = Signal()

    // Failures travel as values: one of them may be a CancellationException of the client's own, which is not the caller's.
    private val head = AtomicReference<Head?>()
    private val arrivals = Arrivals()
    private var bytesReceived = 0L
    private var requestId: String? = null

    @Volatile private var sending: CompletableFuture<*>? = null

    @Volatile private var subscription: Flow.Subscription? = null

    @Volatile private var isReleased = false

    @Volatile private var isAtEnd = false

    @Volatile private var isClientClosed = false

    /** Whether the reader lets what has arrived lie, other than for the moment that it takes to wake up. */
    fun isLeftUnread(now: Long): Boolean = arrivals.isLeftUnread(now)

    override val hasArrived: Boolean get() = arrivals.isThere

    override suspend fun awaitArrival(clock: Clock, millis: Long): Boolean = arrivals.await(clock, millis)

    /** Sends [request] by [client] and waits for the head of the response. A failure is given as the client reported it. */
    suspend fun send(client: HttpClient, request: JdkRequest): Result<HttpResponse> {
        val handler = BodyHandler { info -> Receiver(info).also { answer(Head(info)) } }
        val future = HttpThreads.sending { client.sendAsync(request, handler) }
        sending = future
        if (isReleased) future.cancel(true)
        future.whenComplete { _, failure -> if (failure != null) fail(failure) }
        awaitDispatched { answered.await { head.get() != null } }
        val head = head.get()!!
        return head.failure?.let { Result.failure(it) } ?: Result.success(respond(head.info!!))
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
        val bytes = arrivals.take()
        if (bytes == null) {
            val failure = arrivals.failure ?: return null
            throw if (isClientClosed) ClientClosedException(cause = failure) else peer.brokenOff(bytesReceived, requestId, failure)
        }
        bytesReceived += bytes.remaining()
        subscription?.request(1)
        return bytes
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
        arrivals.close()
        if (isAtEnd) return
        sending?.cancel(true)
        subscription?.cancel()
    }

    private fun fail(failure: Throwable) {
        val cause = if (failure is CompletionException) failure.cause ?: failure else failure
        arrivals.end(cause)
        answer(Head(null, cause))
    }

    private fun answer(head: Head) {
        this.head.compareAndSet(null, head)
        answered.send()
    }

    private class Head(val info: ResponseInfo?, val failure: Throwable? = null)

    /** Takes what the client's threads bring. Its result is there from the start, so that the client hands over the head at once. */
    private inner class Receiver(info: ResponseInfo) : BodySubscriber<Unit> {
        // Over HTTP/2 the other streams of the connection would wait for the reader.
        private val mayRun = info.version() == HttpClient.Version.HTTP_1_1

        override fun getBody(): CompletionStage<Unit> = CompletableFuture.completedFuture(Unit)

        override fun onSubscribe(subscription: Flow.Subscription) {
            this@JdkExchange.subscription = subscription
            if (isReleased) subscription.cancel() else subscription.request(AHEAD)
        }

        override fun onNext(pieces: List<ByteBuffer>) {
            // Over HTTP/2 a frame may be empty. It would wake the reader for nothing.
            if (pieces.any { it.hasRemaining() }) arrivals.add(pieces, mayRun) else subscription?.request(1)
        }

        override fun onError(failure: Throwable) {
            isAtEnd = true
            fail(failure)
        }

        override fun onComplete() {
            isAtEnd = true
            arrivals.end(null)
        }
    }

    private companion object {
        const val AHEAD = 2L
    }
}
