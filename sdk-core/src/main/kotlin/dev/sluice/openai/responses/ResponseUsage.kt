package dev.sluice.openai.responses

import dev.sluice.model.Usage
import dev.sluice.wire.ApiObject
import dev.sluice.wire.long
import dev.sluice.wire.obj
import kotlinx.serialization.json.JsonObject

/** What a response cost, in tokens. A count that the server leaves out is 0. */
public class ResponseUsage internal constructor(raw: JsonObject) : ApiObject(raw) {
    /** Tokens of the request. */
    public val inputTokens: Long get() = raw.long("input_tokens") ?: 0

    /** Tokens of the answer, reasoning included. */
    public val outputTokens: Long get() = raw.long("output_tokens") ?: 0

    /** Both together. */
    public val totalTokens: Long get() = raw.long("total_tokens") ?: (inputTokens + outputTokens)

    /** Of [inputTokens], what came from the prompt cache. */
    public val cachedTokens: Long get() = raw.obj("input_tokens_details")?.long("cached_tokens") ?: 0

    /** Of [inputTokens], what was written to the prompt cache. */
    public val cacheWriteTokens: Long get() = raw.obj("input_tokens_details")?.long("cache_write_tokens") ?: 0

    /** Of [outputTokens], what went into reasoning. */
    public val reasoningTokens: Long get() = raw.obj("output_tokens_details")?.long("reasoning_tokens") ?: 0

    internal fun toUsage(): Usage = Usage(inputTokens, outputTokens, cachedTokens, cacheWriteTokens, reasoningTokens)
}
