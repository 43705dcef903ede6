package dev.sluice.model

/**
 * A mark in a message: everything up to here, from the request's start on, is the same in later requests, and may be kept in the provider's
 * prompt cache. Reading from the cache costs a fraction; [Usage.cachedInputTokens] and [Usage.cacheWriteTokens] tell what happened.
 *
 * For Anthropic it marks the part before it (`cache_control`). A request may have four; one of an hour must stand before those of five
 * minutes. What is cached begins with the tool or the schema of the type asked for, then come the system messages, then the rest, so
 * none of these needs a mark of its own; what is shorter than the model's minimum (1,024 tokens and more) is not kept, without an error.
 * OpenAI and Gemini keep their caches by themselves: there the mark is left out, and `plan` says so.
 */
public class CachePoint
@JvmOverloads
constructor(public val ttl: CacheTtl = CacheTtl.FIVE_MINUTES) : ContentPart {
    override fun toString(): String = "CachePoint($ttl)"
}
