package dev.sluice.transport

/** An HTTP response whose head has arrived and whose body is still to be read. Valid only inside the block it was handed to. */
public interface HttpResponse {
    public val status: Int
    public val headers: HttpHeaders

    /** `HTTP/1.1` or `HTTP/2`. */
    public val protocol: String
    public val body: BodySource

    public companion object {
        /** A response that no server gave, such as an interceptor's own. The array is not copied. */
        @JvmStatic
        public fun of(status: Int, headers: HttpHeaders, body: ByteArray): HttpResponse =
            RealHttpResponse(status, headers, "HTTP/1.1", BytesBody(body, contentType = "").open())
    }
}
