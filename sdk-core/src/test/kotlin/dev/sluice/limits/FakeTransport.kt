package dev.sluice.limits

import dev.sluice.transport.HttpRequest
import dev.sluice.transport.HttpResponse
import dev.sluice.transport.Transport

/** Answers each request by [answer], in the caller's coroutine. [requests] keeps what was sent. */
internal class FakeTransport(private val answer: suspend (attempt: Int) -> HttpResponse) : Transport {
    val requests = mutableListOf<HttpRequest>()

    override suspend fun <R> execute(request: HttpRequest, block: suspend (HttpResponse) -> R): R {
        requests += request
        return block(answer(requests.size))
    }

    override fun close() = Unit
}
