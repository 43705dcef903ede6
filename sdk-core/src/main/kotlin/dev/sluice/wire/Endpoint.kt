package dev.sluice.wire

import dev.sluice.transport.HttpHeaders
import dev.sluice.transport.HttpRequest
import dev.sluice.transport.RequestBody

/** Where a provider is, and what it wants to see in every request. Knows the key; never shows it. */
internal class Endpoint(
    private val baseUrl: BaseUrl,
    private val query: Map<String, String>,
    /** What the client's owner set, over everything that the library writes. */
    private val headers: HttpHeaders,
    /** What the provider asks for, the key among it. */
    private val authorize: suspend () -> HttpHeaders,
) {
    /** The request for one try of [call]. */
    suspend fun request(call: WireCall, body: RequestBody?, accept: String): HttpRequest {
        val sent = HttpHeaders.of("Accept" to accept, "User-Agent" to USER_AGENT).with(authorize()).with(headers).with(call.headers)
        return HttpRequest(call.method, baseUrl.resolve(call.path, query + call.query), sent, body)
    }

    /** The URL of [path] for people to read: without a query, which can carry a key. */
    fun url(path: String): String = baseUrl.resolve(path).substringBefore('?')

    override fun toString(): String = "Endpoint($baseUrl)"

    private companion object {
        const val USER_AGENT = "sluice"
    }
}
