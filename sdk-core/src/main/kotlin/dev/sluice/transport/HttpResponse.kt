package dev.sluice.transport

/** An HTTP response whose head has arrived and whose body is still to be read. Valid only inside the block it was handed to. */
public interface HttpResponse {
    public val status: Int
    public val headers: HttpHeaders

    /** `HTTP/1.1` or `HTTP/2`. */
    public val protocol: String
    public val body: BodySource

    public companion object {
        /** An answer that stands in memory, such as one that an [Interceptor] gives in the place of the server's. */
        @JvmStatic
        @JvmOverloads
        public fun of(status: Int, headers: HttpHeaders = HttpHeaders.EMPTY, body: ByteArray = ByteArray(0)): HttpResponse =
            of(status, headers, BytesBody(body, "").open())

        /** An answer whose [body] is still to be read, for a [Transport] of one's own. [protocol] is for people to read. */
        @JvmStatic
        @JvmOverloads
        public fun of(status: Int, headers: HttpHeaders, body: BodySource, protocol: String = "HTTP/1.1"): HttpResponse =
            RealHttpResponse(status, headers, protocol, body)
    }
}
