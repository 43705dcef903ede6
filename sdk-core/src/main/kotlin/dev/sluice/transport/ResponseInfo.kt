package dev.sluice.transport

/** The HTTP response that a result came in. Immutable. */
public class ResponseInfo internal constructor(
    public val status: Int,
    public val headers: HttpHeaders,
    /** The body, exactly as it was received; null for what came in a stream. */
    public val body: String?,
) {
    /** The provider's name for the call. */
    public val requestId: String? get() = headers.requestId

    override fun toString(): String = "status $status $headers"

    internal companion object {
        fun of(response: HttpResponse, body: String? = null): ResponseInfo = ResponseInfo(response.status, response.headers, body)
    }
}
