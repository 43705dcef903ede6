package dev.sluice.transport

/** A response that a test writes down. */
internal class FakeResponse(
    override val status: Int,
    override val body: BodySource,
    override val headers: HttpHeaders = HttpHeaders.EMPTY,
) : HttpResponse {
    constructor(status: Int, text: String, headers: HttpHeaders = HttpHeaders.EMPTY) :
        this(status, ScriptedBody().apply { if (text.isNotEmpty()) send(text) }.end(), headers)

    override val protocol: String get() = "HTTP/1.1"
}
