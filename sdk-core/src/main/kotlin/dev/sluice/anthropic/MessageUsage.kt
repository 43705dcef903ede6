package dev.sluice.anthropic

import dev.sluice.model.Usage
import dev.sluice.wire.ApiObject
import dev.sluice.wire.long
import dev.sluice.wire.obj
import kotlinx.serialization.json.JsonObject

/**
 * What a message cost, in tokens. A count that the server leaves out is 0. Immutable.
 *
 * In a stream each usage counts from the start: the last one holds, and none is added to another.
 */
public class MessageUsage internal constructor(raw: JsonObject) : ApiObject(raw) {
    /** Input that neither came from the prompt cache nor was written to it. */
    public val inputTokens: Long get() = raw.long("input_tokens") ?: 0

    /** Tokens of the answer, thinking included. */
    public val outputTokens: Long get() = raw.long("output_tokens") ?: 0

    /** Input written to the prompt cache. */
    public val cacheCreationInputTokens: Long get() = raw.long("cache_creation_input_tokens") ?: 0

    /** Input that came from the prompt cache. */
    public val cacheReadInputTokens: Long get() = raw.long("cache_read_input_tokens") ?: 0

    /** Of [outputTokens], what went into thinking. */
    public val thinkingTokens: Long get() = raw.obj("output_tokens_details")?.long("thinking_tokens") ?: 0

    /** In the words that all providers share, where the input is all of the input. */
    internal fun toUsage(isExact: Boolean = true): Usage = Usage(
        inputTokens + cacheCreationInputTokens + cacheReadInputTokens,
        outputTokens,
        cacheReadInputTokens,
        cacheCreationInputTokens,
        thinkingTokens,
        isExact,
    )
}
