package dev.sluice.wire

import kotlinx.serialization.json.JsonObject

/** What the provider counted for an answer, by the names that any of them uses; null if it does not say. */
internal fun tokensIn(answer: JsonObject): Long? = (answer.obj("usage") ?: answer.obj("usageMetadata"))?.let(::tokensOf)

/** The same of the [usage] itself. What came from a cache is not counted where the provider counts it apart, and does not limit it. */
internal fun tokensOf(usage: JsonObject): Long? {
    val total = usage.long("total_tokens") ?: usage.long("totalTokenCount")
    val sent = usage.long("input_tokens") ?: usage.long("prompt_tokens")
    val received = usage.long("output_tokens") ?: usage.long("completion_tokens")
    return total
        ?: if (sent == null && received == null) null else (sent ?: 0) + (usage.long("cache_creation_input_tokens") ?: 0) + (received ?: 0)
}
