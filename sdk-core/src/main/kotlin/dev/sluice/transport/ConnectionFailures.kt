package dev.sluice.transport

import dev.sluice.InternalSluiceApi
import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiTimeoutException
import dev.sluice.errors.InvalidRequestException
import java.net.ConnectException
import java.net.URI
import java.net.URISyntaxException
import java.net.UnknownHostException
import java.nio.channels.UnresolvedAddressException
import javax.net.ssl.SSLException

/**
 * The far side of a request, as it stands in messages: `api.example.com:443`. Neither path nor query, which may carry a key.
 *
 * @suppress
 */
@InternalSluiceApi
public class Peer private constructor(internal val uri: URI, private val port: Int) {
    /** Whether it speaks HTTP without TLS. */
    internal val isPlain: Boolean get() = uri.scheme.equals("http", ignoreCase = true)

    /** The request was not answered. */
    public fun unreachable(failure: Throwable): ApiConnectionException {
        val why = generateSequence(failure) { it.cause }.take(MAX_CAUSES).toList()
        val cause = fitToShow(failure)
        val tls = why.firstOrNull { it is SSLException }
        val message = when {
            why.any { it is UnresolvedAddressException || it is UnknownHostException } ->
                "The name of $this is not known. Check the base URL and the network."

            tls != null ->
                "TLS with $this failed: ${fitToShow(tls).message}. Check the certificates this JVM trusts, and any proxy on the way."

            why.any { TUNNEL in it.message.orEmpty() || "CONNECT" in it.message.orEmpty() } ->
                "The proxy opened no tunnel to $this${reason(cause)}. Check the proxy settings, and that the proxy permits this address."

            why.any { it is ConnectException } ->
                "$this did not accept a connection${reason(cause)}. Check the base URL, the network and the proxy settings."

            else -> "The connection to $this broke before the answer began${reason(cause)}."
        }
        return ApiConnectionException(message, cause)
    }

    /** The answer ended before it was whole. */
    public fun brokenOff(bytesReceived: Long, requestId: String?, failure: Throwable): ApiConnectionException {
        val cause = fitToShow(failure)
        return ApiConnectionException(
            "The connection to $this broke after $bytesReceived bytes of the answer's body${reason(cause)}${describeId(requestId)}.",
            cause,
            requestId,
        )
    }

    public fun connectTimeout(millis: Long, cause: Throwable): ApiTimeoutException = ApiTimeoutException(
        "$this did not accept a connection within $millis ms, which is the limit connect. Check the network, or raise connectMillis.",
        "connect",
        millis,
        fitToShow(cause),
    )

    private fun reason(cause: Throwable): String = cause.message?.let { " ($it)" }.orEmpty()

    override fun toString(): String = "${uri.host}:$port"

    @InternalSluiceApi
    public companion object {
        private const val MAX_CAUSES = 20

        /** Each HTTP client has its own words for it; these letters are in those of the JDK and of CIO, CONNECT in OkHttp's. */
        private const val TUNNEL = "unnel"

        /** The peer of a request to [url], which has to be an http or https address. */
        public fun of(url: String): Peer {
            val uri = try {
                URI(url)
            } catch (_: URISyntaxException) {
                null
            }
            val port = when {
                uri?.host == null -> null
                uri.port != -1 -> uri.port
                uri.scheme.equals("https", ignoreCase = true) -> 443
                uri.scheme.equals("http", ignoreCase = true) -> 80
                else -> null
            }
            // The query stays out of the message, and so does the cause, which would repeat it.
            if (port == null) throw InvalidRequestException("Not an http or https address: ${url.substringBefore('?')}")
            return Peer(uri!!, port)
        }
    }
}
