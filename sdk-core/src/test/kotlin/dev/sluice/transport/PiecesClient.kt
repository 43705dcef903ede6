package dev.sluice.transport

import java.net.Authenticator
import java.net.CookieHandler
import java.net.ProxySelector
import java.net.http.HttpClient
import java.net.http.HttpHeaders
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.nio.ByteBuffer
import java.time.Duration
import java.util.Optional
import java.util.concurrent.CompletableFuture
import java.util.concurrent.Executor
import java.util.concurrent.Flow
import javax.net.ssl.SSLContext
import javax.net.ssl.SSLParameters

/** Answers every request over HTTP/2 with [pieces], each as it was cut, no more of them at a time than were asked for. */
internal class PiecesClient(private vararg val pieces: String) : HttpClient() {
    override fun <T> sendAsync(request: HttpRequest, handler: HttpResponse.BodyHandler<T>): CompletableFuture<HttpResponse<T>> {
        val subscriber = handler.apply(Head)
        subscriber.onSubscribe(Pieces(subscriber))
        return CompletableFuture()
    }

    private inner class Pieces(private val to: Flow.Subscriber<List<ByteBuffer>>) : Flow.Subscription {
        private val rest = ArrayDeque(pieces.asList())
        private var wanted = 0L
        private var isGiving = false

        override fun request(n: Long) {
            wanted += n
            if (isGiving) return
            isGiving = true
            while (wanted > 0 && rest.isNotEmpty()) {
                wanted--
                to.onNext(listOf(ByteBuffer.wrap(rest.removeFirst().encodeToByteArray())))
                if (rest.isEmpty()) to.onComplete()
            }
            isGiving = false
        }

        override fun cancel() = rest.clear()
    }

    private object Head : HttpResponse.ResponseInfo {
        override fun statusCode() = 200

        override fun headers(): HttpHeaders = HttpHeaders.of(emptyMap()) { _, _ -> true }

        override fun version() = Version.HTTP_2
    }

    override fun <T> sendAsync(
        request: HttpRequest,
        handler: HttpResponse.BodyHandler<T>,
        pushes: HttpResponse.PushPromiseHandler<T>?,
    ) = sendAsync(request, handler)

    override fun <T> send(request: HttpRequest, handler: HttpResponse.BodyHandler<T>): HttpResponse<T> =
        throw UnsupportedOperationException("No thread is to wait for an answer")

    override fun cookieHandler(): Optional<CookieHandler> = Optional.empty()

    override fun connectTimeout(): Optional<Duration> = Optional.empty()

    override fun followRedirects(): Redirect = Redirect.NEVER

    override fun proxy(): Optional<ProxySelector> = Optional.empty()

    override fun sslContext(): SSLContext = SSLContext.getDefault()

    override fun sslParameters() = SSLParameters()

    override fun authenticator(): Optional<Authenticator> = Optional.empty()

    override fun version() = Version.HTTP_2

    override fun executor(): Optional<Executor> = Optional.empty()
}
