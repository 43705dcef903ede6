package dev.sluice.transport

/** An HTTP request, as a [Transport] sends it. */
public class HttpRequest
@JvmOverloads
constructor(
    public val method: String,
    /** Absolute, query included. */
    public val url: String,
    public val headers: HttpHeaders = HttpHeaders.EMPTY,
    public val body: RequestBody? = null,
) {
    /** This, with the header [name] set to [value] alone. */
    public fun withHeader(name: String, value: String): HttpRequest = HttpRequest(method, url, headers.with(name, value), body)

    /** Without the query, which can carry a key, and with secret headers hidden. */
    override fun toString(): String = "$method ${url.substringBefore('?')} $headers"
}
