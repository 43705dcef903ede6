package dev.sluice.transport

/** An HTTP request, as a [Transport] sends it. Immutable. */
public class HttpRequest
@JvmOverloads
constructor(
    public val method: String,
    /** Absolute, query included. */
    public val url: String,
    public val headers: HttpHeaders = HttpHeaders.EMPTY,
    public val body: RequestBody? = null,
) {
    /** Hears what goes out in the end; interceptors may have made another request of this one. */
    internal var whenSent: (HttpRequest) -> Unit = {}
        private set

    /** This, sent to [url]. */
    public fun withUrl(url: String): HttpRequest = copy(url = url)

    /** This, with the header [name] set to [value] alone. */
    public fun withHeader(name: String, value: String): HttpRequest = copy(headers = headers.with(name, value))

    /** This, with [headers] in the place of its own. */
    public fun withHeaders(headers: HttpHeaders): HttpRequest = copy(headers = headers)

    /** This, with [body] in the place of its own. */
    public fun withBody(body: RequestBody?): HttpRequest = copy(body = body)

    internal fun whenSent(hear: (HttpRequest) -> Unit): HttpRequest = copy().also { it.whenSent = hear }

    private fun copy(url: String = this.url, headers: HttpHeaders = this.headers, body: RequestBody? = this.body): HttpRequest =
        HttpRequest(method, url, headers, body).also { it.whenSent = whenSent }

    /** Without the query, which can carry a key, and with secret headers hidden. */
    override fun toString(): String = "$method ${url.substringBefore('?')} $headers"
}
