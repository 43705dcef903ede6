package dev.sluice.transport

/** An HTTP response whose head has arrived and whose body is still to be read. Valid only inside the block it was handed to. */
public interface HttpResponse {
    public val status: Int
    public val headers: HttpHeaders

    /** `HTTP/1.1` or `HTTP/2`. */
    public val protocol: String
    public val body: BodySource
}
