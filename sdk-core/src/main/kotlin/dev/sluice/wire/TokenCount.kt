package dev.sluice.wire

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

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

/**
 * About how many tokens a request of this [body] will cost: its text by a rule of thumb, and the most that its answers may have, if it
 * says so. Providers count what may come before it is there, too.
 */
internal fun estimatedTokens(body: JsonObject): Long {
    val config = body.obj("generationConfig") ?: body
    val most = ANSWER_LIMITS.firstNotNullOfOrNull(config::long) ?: 0
    val answers = ANSWER_COUNTS.firstNotNullOfOrNull(config::long) ?: 1
    return textLength(body) / CHARS_PER_TOKEN + maxOf(0, most) * answers.coerceIn(1, MOST_ANSWERS)
}

private fun textLength(json: JsonElement): Long = when (json) {
    is JsonObject -> json.entries.sumOf { (name, value) -> if (name in FILES) 0 else name.length + textLength(value) }
    is JsonArray -> json.sumOf(::textLength)
    is JsonPrimitive -> json.content.let { if (it.startsWith("data:")) 0 else it.length.toLong() }
}

/** About what an image costs, whatever its bytes: providers scale it down. A document's pages cost as much each, and are not counted. */
internal const val TOKENS_PER_FILE = 1_000L

private const val CHARS_PER_TOKEN = 4
private const val MOST_ANSWERS = 1_000L
private val ANSWER_LIMITS = listOf("max_completion_tokens", "max_output_tokens", "max_tokens", "maxOutputTokens")
private val ANSWER_COUNTS = listOf("n", "candidateCount")

/** Where files stand in base64: an image costs some hundred tokens, whatever its bytes. */
private val FILES = setOf("data", "file_data")
