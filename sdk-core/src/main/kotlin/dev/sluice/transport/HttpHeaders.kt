package dev.sluice.transport

/** HTTP headers: immutable, names compared without regard to case, order kept, several values under one name allowed. */
public class HttpHeaders private constructor(private val entries: List<Pair<String, String>>) {
    /** The first value under [name]. */
    public operator fun get(name: String): String? {
        for (at in entries.indices) if (entries[at].first.equals(name, ignoreCase = true)) return entries[at].second
        return null
    }

    /** All values under [name]. */
    public fun all(name: String): List<String> = entries.filter { it.first.equals(name, ignoreCase = true) }.map { it.second }

    /** The names, as they were written, each once. */
    public val names: Set<String> get() = entries.mapTo(LinkedHashSet()) { it.first }

    /** The provider's name for the call that these headers answer; null if they hold none. */
    public val requestId: String? get() = this["x-request-id"] ?: this["request-id"]

    /** Calls [action] for each header in order. */
    public fun forEach(action: HeaderAction) {
        entries.forEach { (name, value) -> action.accept(name, value) }
    }

    /** These, with [name] set to [value] alone. */
    public fun with(name: String, value: String): HttpHeaders = HttpHeaders(without(name).entries + (name to checked(name, value)))

    /** These, with [value] added under [name]. */
    public fun plus(name: String, value: String): HttpHeaders = HttpHeaders(entries + (name to checked(name, value)))

    /** These, without [name]. */
    public fun without(name: String): HttpHeaders = HttpHeaders(entries.filterNot { it.first.equals(name, ignoreCase = true) })

    /** These, with each name of [other] set to its values. */
    public fun with(other: HttpHeaders): HttpHeaders =
        HttpHeaders(entries.filterNot { mine -> other[mine.first] != null } + other.entries)

    override fun toString(): String =
        entries.joinToString(prefix = "{", postfix = "}") { (name, value) -> "$name: ${if (isSecret(name)) "<hidden>" else value}" }

    /** Takes one header. */
    public fun interface HeaderAction {
        public fun accept(name: String, value: String)
    }

    public companion object {
        /** No headers. */
        @JvmField
        public val EMPTY: HttpHeaders = HttpHeaders(emptyList())

        /** Headers from name and value pairs. */
        @JvmSynthetic
        public fun of(vararg pairs: Pair<String, String>): HttpHeaders = HttpHeaders(
            pairs.map { (name, value) ->
                name to
                    checked(name, value)
            },
        )

        /** Headers from a map of values. */
        @JvmStatic
        public fun of(values: Map<String, List<String>>): HttpHeaders =
            HttpHeaders(values.flatMap { (name, list) -> list.map { name to it } })

        private val SECRET_WORDS = listOf("auth", "key", "secret", "cookie", "password")

        // Gateways invent names for their keys, so any that sounds like one is hidden; these only sound so.
        private val OPEN = setOf("idempotency-key", "www-authenticate", "proxy-authenticate")

        internal fun isSecret(name: String): Boolean = name.lowercase().let { lower ->
            // `limit` with `token` is about how many there are left.
            lower !in OPEN && (SECRET_WORDS.any { it in lower } || ("token" in lower && "limit" !in lower))
        }

        private fun checked(name: String, value: String): String {
            require(name.isNotEmpty() && name.none { it <= ' ' || it == ':' || it.code >= 127 }) { "not a header name: '$name'" }
            // The value is not shown: it may be a key.
            require(value.none { it == '\r' || it == '\n' || it == '\u0000' }) { "the value of header '$name' holds a line break" }
            return value
        }
    }
}
