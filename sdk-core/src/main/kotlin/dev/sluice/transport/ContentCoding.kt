package dev.sluice.transport

import dev.sluice.InternalSluiceApi
import dev.sluice.errors.ApiResponseException
import java.nio.ByteBuffer

/**
 * This response with its body as it was meant. No transport asks for compression, which would hold up a stream's pieces; a server or a
 * proxy may compress all the same. Gzip is undone here, and its headers are gone then; of another coding the body cannot be read.
 *
 * @suppress
 */
@InternalSluiceApi
public fun HttpResponse.decoded(peer: Peer): HttpResponse {
    val coding = headers["content-encoding"]?.trim()?.lowercase().orEmpty()
    val body = when (coding) {
        "", "identity" -> return this
        "gzip", "x-gzip" -> GzipBody(body) { bytesRead, failure -> peer.brokenOff(bytesRead, requestId, failure) }
        else -> UnreadableBody(this, coding)
    }
    val plain = if (body is GzipBody) headers.without("content-encoding").without("content-length") else headers
    return RealHttpResponse(status, plain, protocol, body)
}

private class UnreadableBody(private val response: HttpResponse, private val coding: String) : BodySource {
    override suspend fun read(): ByteBuffer? {
        // What has no body is not compressed.
        response.body.read() ?: return null
        throw ApiResponseException(
            "The answer is compressed by '$coding', which was not asked for and cannot be read${describeId(response.requestId)}. " +
                "Check the proxy or gateway on the way, and for an Accept-Encoding among the headers of your own.",
            response.status,
            "",
            requestId = response.requestId,
        )
    }
}
