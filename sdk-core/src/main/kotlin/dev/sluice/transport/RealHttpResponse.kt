package dev.sluice.transport

internal class RealHttpResponse(
    override val status: Int,
    override val headers: HttpHeaders,
    override val protocol: String,
    override val body: BodySource,
) : HttpResponse {
    override fun toString(): String = "$status ($protocol) $headers"
}
