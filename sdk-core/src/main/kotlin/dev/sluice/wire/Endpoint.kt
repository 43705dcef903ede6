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
    /** The headers that a key can travel in. A call that sets one has a key of its own, and no other goes beside it. */
    private val keyHeaders: List<String> = emptyList(),
    /** What the provider asks for, the key among it unless the owner or the call has set one. */
    private val authorize: suspend (hasKey: Boolean) -> HttpHeaders,
) {
    /** The request for one try of [call]. */
    suspend fun request(call: WireCall, body: RequestBody?, accept: String): HttpRequest {
        val given = (if (call.headers.haveKey()) headers.withoutKey() else headers).overlaidBy(call.headers)
        val sent = HttpHeaders.of("Accept" to accept, "User-Agent" to USER_AGENT).with(authorize(given.haveKey())).with(given)
        return HttpRequest(call.method, baseUrl.resolve(call.path, query + call.query), sent, body)
    }

    /** The URL of [path] for people to read: without a query, which can carry a key. */
    fun url(path: String): String = baseUrl.resolve(path).substringBefore('?')

    private fun HttpHeaders.haveKey() = keyHeaders.any { this[it] != null }

    private fun HttpHeaders.withoutKey() = keyHeaders.fold(this, HttpHeaders::without)

    override fun toString(): String = "Endpoint($baseUrl)"

    private companion object {
        const val USER_AGENT = "sluice"
    }
}
