package dev.sluice.extraction

/**
 * Keeps answers that were accepted, so that the same question is not paid for twice: a map in memory, a table, a server's cache.
 *
 * The key tells everything that is sent by a call, and nothing else: provider, address, model, messages, type, options and extra headers,
 * as one short text. What a client adds to all its calls, such as headers of its own, is not in it: give each such client its cache. The
 * value is the answer's text. What comes out of a cache is checked as if the model had said it, by model judges too; what does not pass is asked for anew.
 *
 * Called from many coroutines at once. What it throws costs a request, not the extraction: listeners hear of it.
 *
 * ```kotlin
 * class InMemory : ResponseCache {
 *     private val answers = ConcurrentHashMap<String, String>()
 *     override suspend fun get(key: String) = answers[key]
 *     override suspend fun put(key: String, answer: String) { answers[key] = answer }
 * }
 * ```
 */
public interface ResponseCache {
    /** The answer under [key], or null. */
    public suspend fun get(key: String): String?

    /** Keeps [answer] under [key]. */
    public suspend fun put(key: String, answer: String)

    public companion object {
        /** No cache: for a call that must not use the one of the defaults. */
        @JvmField
        public val NONE: ResponseCache = object : ResponseCache {
            override suspend fun get(key: String): String? = null

            override suspend fun put(key: String, answer: String) = Unit

            override fun toString(): String = "ResponseCache.NONE"
        }
    }
}
