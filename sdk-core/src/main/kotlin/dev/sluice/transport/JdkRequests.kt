package dev.sluice.transport

import dev.sluice.errors.InvalidRequestException
import kotlinx.coroutines.CoroutineScope
import java.net.http.HttpClient
import java.net.http.HttpRequest.BodyPublisher
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpRequest as JdkRequest

/** Puts [request] into the JDK's form. */
internal fun jdkRequest(request: HttpRequest, peer: Peer, body: BodyPublisher): JdkRequest {
    val builder = JdkRequest.newBuilder()
    try {
        builder.uri(peer.uri).method(request.method, body)
    } catch (e: IllegalArgumentException) {
        throw InvalidRequestException("The JDK's client cannot send this request: $request", e)
    }
    // Without TLS there is no ALPN, and the JDK would ask for an upgrade that servers of this kind do not know.
    if (peer.isPlain) builder.version(HttpClient.Version.HTTP_1_1)
    request.headers.forEach { name, value ->
        // The length is the body's own to say.
        if (!name.equals("content-length", ignoreCase = true)) builder.add(name, value)
    }
    if (request.body != null && request.headers["content-type"] == null) builder.add("Content-Type", request.body.contentType)
    return builder.build()
}

/** What the JDK sends as the body: from memory, or as [scope]'s coroutines read it. */
internal fun publisherOf(body: RequestBody?, scope: CoroutineScope?): BodyPublisher = when {
    body == null -> BodyPublishers.noBody()
    body is BytesBody -> BodyPublishers.ofByteArray(body.bytes)
    else -> UploadPublisher(body, checkNotNull(scope))
}

private fun JdkRequest.Builder.add(name: String, value: String) {
    try {
        header(name, value)
    } catch (_: IllegalArgumentException) {
        // Neither the value nor the cause, which repeats it, belongs in a message: it may be a key.
        throw InvalidRequestException(
            "The JDK's client does not send the header '$name' with this value. If it is one that the JDK keeps to itself, such as Host, " +
                "the system property jdk.httpclient.allowRestrictedHeaders permits it.",
        )
    }
}
