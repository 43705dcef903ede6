package dev.sluice.wire

import dev.sluice.errors.InvalidRequestException
import java.net.URI
import java.net.URISyntaxException
import java.net.URLEncoder

/** The address that a provider's endpoints stand under. A query that it carries is sent with every request. */
internal class BaseUrl private constructor(private val address: String, private val query: String) {
    /** The URL of [path], which starts with a slash, with [parameters] added to the query. */
    fun resolve(path: String, parameters: Map<String, String> = emptyMap()): String {
        val added = parameters.map { (name, value) -> encode(name) + "=" + encode(value) }
        val all = (listOf(query).filter { it.isNotEmpty() } + added).joinToString("&")
        if (all.isEmpty()) return address + path
        return address + path + (if ('?' in path) '&' else '?') + all
    }

    /** The same, without [segment] at the end of its path. */
    fun without(segment: String): BaseUrl = BaseUrl(address.removeSuffix("/$segment"), query)

    /** The same with [path] behind it, if it names a host alone. */
    fun orBelow(path: String): BaseUrl = if (address.count { it == '/' } > 2) this else BaseUrl(address + path, query)

    /** Without the query, which can carry a key. */
    override fun toString(): String = address

    companion object {
        private const val LAST_PORT = 65_535

        /** Reads [text], which came from the option or variable [source]. */
        fun parse(text: String, source: String): BaseUrl {
            val uri = try {
                URI(text.trim())
            } catch (_: URISyntaxException) {
                throw refused(source, "it is no URL")
            }
            if (uri.scheme?.lowercase() !in setOf("http", "https")) throw refused(source, "it does not start with https:// or http://")
            if (uri.host.isNullOrEmpty()) throw refused(source, "it names no host")
            if (uri.port > LAST_PORT) throw refused(source, "its port is beyond $LAST_PORT")
            if (uri.rawUserInfo != null) throw refused(source, "it carries a user or a password; put the key into the client's options")
            if (uri.rawFragment != null) throw refused(source, "it has a fragment (#), which is never sent")
            return BaseUrl("${uri.scheme.lowercase()}://${uri.rawAuthority}${uri.rawPath.orEmpty().trimEnd('/')}", uri.rawQuery.orEmpty())
        }

        // The text is not shown: a key may stand in it.
        private fun refused(source: String, reason: String) =
            InvalidRequestException("The base URL in $source cannot be used: $reason. It should look like https://api.example.com/v1")

        private fun encode(text: String): String = URLEncoder.encode(text, "UTF-8").replace("+", "%20")
    }
}
