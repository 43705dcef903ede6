package dev.sluice.openai

import dev.sluice.model.Usage
import dev.sluice.wire.ApiObject
import dev.sluice.wire.long
import dev.sluice.wire.obj
import kotlinx.serialization.json.JsonObject

/** What a completion cost, in tokens. A count that the server leaves out is 0. Immutable. */
public class CompletionUsage internal constructor(raw: JsonObject) : ApiObject(raw) {
    /** Tokens of the request. */
    public val promptTokens: Long get() = raw.long("prompt_tokens") ?: 0

    /** Tokens of the answers, reasoning included. */
    public val completionTokens: Long get() = raw.long("completion_tokens") ?: 0

    /** Both together. */
    public val totalTokens: Long get() = raw.long("total_tokens") ?: (promptTokens + completionTokens)

    /** Of [promptTokens], what came from the prompt cache. */
    public val cachedTokens: Long get() = raw.obj("prompt_tokens_details")?.long("cached_tokens") ?: 0

    /** Of [promptTokens], what was written to the prompt cache. */
    public val cacheWriteTokens: Long get() = raw.obj("prompt_tokens_details")?.long("cache_write_tokens") ?: 0

    /** Of [completionTokens], what went into reasoning. */
    public val reasoningTokens: Long get() = raw.obj("completion_tokens_details")?.long("reasoning_tokens") ?: 0

    internal fun toUsage(): Usage = Usage(promptTokens, completionTokens, cachedTokens, cacheWriteTokens, reasoningTokens)
}
