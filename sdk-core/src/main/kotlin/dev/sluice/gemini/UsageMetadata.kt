package dev.sluice.gemini

import dev.sluice.model.Usage
import dev.sluice.wire.ApiObject
import dev.sluice.wire.long
import kotlinx.serialization.json.JsonObject

/** What a call cost, in tokens. A count that the server leaves out is 0. */
public class UsageMetadata internal constructor(raw: JsonObject) : ApiObject(raw) {
    /** Tokens of the request, those from the cache included. */
    public val promptTokens: Long get() = raw.long("promptTokenCount") ?: 0

    /** Of [promptTokens], what came from the cache. */
    public val cachedContentTokens: Long get() = raw.long("cachedContentTokenCount") ?: 0

    /** Tokens that tools of the provider's put into the request. */
    public val toolUsePromptTokens: Long get() = raw.long("toolUsePromptTokenCount") ?: 0

    /** Tokens of the answers, without [thoughtsTokens]. */
    public val candidatesTokens: Long get() = raw.long("candidatesTokenCount") ?: 0

    /** Tokens that went into thinking. */
    public val thoughtsTokens: Long get() = raw.long("thoughtsTokenCount") ?: 0

    /** All of them. */
    public val totalTokens: Long get() = raw.long("totalTokenCount") ?: 0

    /** In the words that all providers share, where thinking is a part of the output. */
    internal fun toUsage(isExact: Boolean = true, estimatedOutputTokens: Long? = null): Usage {
        val output = candidatesTokens + thoughtsTokens
        return Usage(
            inputTokens = promptTokens + toolUsePromptTokens,
            outputTokens = output,
            cachedInputTokens = cachedContentTokens,
            reasoningTokens = thoughtsTokens,
            isExact = isExact,
            estimatedOutputTokens = estimatedOutputTokens ?: output,
        )
    }
}
