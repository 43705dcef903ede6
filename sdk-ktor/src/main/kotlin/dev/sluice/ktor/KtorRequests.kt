package dev.sluice.ktor

import dev.sluice.errors.InvalidRequestException
import dev.sluice.transport.BodySource
import dev.sluice.transport.BytesBody
import dev.sluice.transport.HttpRequest
import dev.sluice.transport.RequestBody
import io.ktor.client.plugins.HttpTimeoutCapability
import io.ktor.client.plugins.HttpTimeoutConfig
import io.ktor.client.request.HttpRequestBuilder
import io.ktor.client.request.setBody
import io.ktor.client.request.url
import io.ktor.http.HttpMethod
import io.ktor.http.content.OutgoingContent
import io.ktor.utils.io.ByteReadChannel
import io.ktor.utils.io.ByteWriteChannel
import io.ktor.utils.io.writeFully
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation

/** Puts [request] into Ktor's form, under the engine's own [limits]. */
internal fun ktorRequest(request: HttpRequest, limits: HttpTimeoutConfig?): HttpRequestBuilder = HttpRequestBuilder().apply {
    method = HttpMethod.parse(request.method)
    url(request.url)
    if (limits != null) setCapability(HttpTimeoutCapability, limits)
    request.headers.forEach { name, value ->
        // The length is the body's own to say.
        if (!name.equals("content-length", ignoreCase = true)) add(name, value)
    }
    // Without a word some engines, OkHttp for one, would ask for gzip by themselves.
    if (request.headers["accept-encoding"] == null) add("Accept-Encoding", "identity")
    val body = request.body
    if (body != null && request.headers["content-type"] == null) add("Content-Type", body.contentType)
    setBody(
        when (body) {
            null -> NoBody
            is BytesBody -> BytesContent(body)
            else -> UploadContent(body)
        },
    )
}

private fun HttpRequestBuilder.add(name: String, value: String) {
    try {
        headers.append(name, value)
    } catch (_: IllegalArgumentException) {
        // Neither the value nor the cause, which repeats it, belongs in a message: it may be a key.
        throw InvalidRequestException("The header '$name' cannot be sent with this value: it holds a character that HTTP does not allow.")
    }
}

private object NoBody : OutgoingContent.NoContent()

/** A channel and no array: OkHttp would send an array again by itself when a connection breaks, and a request may cost money. */
private class BytesContent(private val body: BytesBody) : OutgoingContent.ReadChannelContent() {
    override val contentLength: Long get() = body.contentLength

    override fun readFrom(): ByteReadChannel = ByteReadChannel(body.bytes)
}

/**
 * A body that is read as the connection takes it. If it cannot be read, [failure] holds the reason and [onFailure] is called, which has to
 * cancel the request: the channel stays open until then, since an engine may take one that ends by a failure for the end of the body.
 */
internal class UploadContent(private val body: RequestBody) : OutgoingContent.WriteChannelContent() {
    @Volatile
    var failure: Throwable? = null
        private set

    @Volatile
    var onFailure: () -> Unit = {}

    override val contentLength: Long? get() = body.contentLength.takeIf { it >= 0 }

    override suspend fun writeTo(channel: ByteWriteChannel) {
        body.open().use { source ->
            while (true) {
                val bytes = readNext(source) ?: break
                channel.writeFully(bytes)
                channel.flush()
            }
        }
    }

    private suspend fun readNext(source: BodySource) = try {
        source.read()
    } catch (e: CancellationException) {
        throw e
    } catch (e: Throwable) {
        failure = e
        onFailure()
        awaitCancellation()
    }
}
