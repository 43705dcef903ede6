package dev.sluice.wire

/** Environment variables, or what stands for them. A variable that is set to nothing is not set. */
internal class Environment(private val read: (String) -> String?) {
    operator fun get(name: String): String? = read(name)?.trim()?.takeIf { it.isNotEmpty() }

    /** Headers, one `Name: value` a line. */
    fun headers(name: String): Map<String, String> = get(name)?.let { parseHeaderLines(it, name) }.orEmpty()

    /** A key; its variable is its source. */
    fun apiKey(name: String): ApiKey? = get(name)?.let { ApiKey.of(it, name) }

    fun baseUrl(name: String): BaseUrl? = get(name)?.let { BaseUrl.parse(it, name) }
}
