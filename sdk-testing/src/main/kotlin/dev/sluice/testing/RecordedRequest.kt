package dev.sluice.testing

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement

/** A request as the server received it, body and all. Immutable. */
public class RecordedRequest internal constructor(
    /** Its place in the order of arrival at this server, from 1. */
    public val number: Int,
    public val method: String,
    /** Path and query, as they were on the request line. */
    public val target: String,
    /** `HTTP/1.1` or `HTTP/2`. */
    public val protocol: String,
    private val headers: HeaderList,
    private val bodyBytes: ByteArray,
    /** What became of it; it goes on changing until the answer has ended. */
    public val exchange: RecordedExchange,
) {
    /** The target without its query. */
    public val path: String get() = target.substringBefore('?')

    /** The raw query without the `?`, or null. */
    public val query: String? get() = target.substringAfter('?', "").takeIf { '?' in target }

    /** The names of its headers, each once. */
    public val headerNames: Set<String> get() = headers.entries.mapTo(LinkedHashSet()) { it.first }

    /** The body; a copy. */
    public val body: ByteArray get() = bodyBytes.copyOf()

    /** The body's size in bytes. */
    public val bodySize: Int get() = bodyBytes.size

    /** The body as UTF-8. */
    public val bodyText: String get() = String(bodyBytes)

    /** The body read as JSON; throws [kotlinx.serialization.SerializationException] if it is none. */
    public val bodyJson: JsonElement by lazy { Json.parseToJsonElement(bodyText) }

    /** The first value under [name], in any case; null if there is none. */
    public fun header(name: String): String? = headers[name]

    /** All values under [name], in any case. */
    public fun headerValues(name: String): List<String> = headers.all(name)

    /** The decoded value of the query's parameter [name]; null if there is none. */
    public fun queryParameter(name: String): String? = query?.split('&')
        ?.map { it.substringBefore('=') to it.substringAfter('=', "") }
        ?.firstOrNull { decode(it.first) == name }
        ?.let { decode(it.second) }

    /** Method, path and size: no headers and no query, which may carry keys. */
    override fun toString(): String = "#$number $method $path ($protocol, body of $bodySize bytes)"

    private fun decode(text: String): String = java.net.URLDecoder.decode(text, "UTF-8")
}
