package dev.sluice.model

/**
 * Tokens that calls have cost, as the provider counted them.
 *
 * When a stream ends before the provider has told ([isExact] is false), the counts are a lower bound, and [estimatedOutputTokens]
 * stands beside [outputTokens] as our guess from the text that arrived.
 */
public class Usage
@JvmOverloads
constructor(
    public val inputTokens: Long = 0,
    public val outputTokens: Long = 0,
    /** Of the input, what came from the provider's prompt cache. */
    public val cachedInputTokens: Long = 0,
    /** Of the input, what was written to the provider's prompt cache. */
    public val cacheWriteTokens: Long = 0,
    /** Of the output, what went into reasoning. */
    public val reasoningTokens: Long = 0,
    public val isExact: Boolean = true,
    public val estimatedOutputTokens: Long = outputTokens,
) {
    public val totalTokens: Long get() = inputTokens + outputTokens

    /** The sum of both; exact if both are. */
    public operator fun plus(other: Usage): Usage = Usage(
        inputTokens + other.inputTokens,
        outputTokens + other.outputTokens,
        cachedInputTokens + other.cachedInputTokens,
        cacheWriteTokens + other.cacheWriteTokens,
        reasoningTokens + other.reasoningTokens,
        isExact && other.isExact,
        estimatedOutputTokens + other.estimatedOutputTokens,
    )

    override fun equals(other: Any?): Boolean = other is Usage && fields() == other.fields()

    override fun hashCode(): Int = fields().hashCode()

    private fun fields() =
        listOf(inputTokens, outputTokens, cachedInputTokens, cacheWriteTokens, reasoningTokens, isExact, estimatedOutputTokens)

    override fun toString(): String = "Usage(input=$inputTokens, output=$outputTokens${if (isExact) "" else ", at least"})"

    public companion object {
        /** Nothing spent. */
        @JvmField
        public val NONE: Usage = Usage()
    }
}

/** A common rule of thumb for English text. */
private const val CHARACTERS_PER_TOKEN = 4

/** About how many tokens a text of so many [characters] has. */
internal fun estimatedTokens(characters: Int): Long = (characters + CHARACTERS_PER_TOKEN - 1L) / CHARACTERS_PER_TOKEN

/** These counts as a lower bound, with the guess beside them that [characters] of output give. */
internal fun Usage.estimatedFrom(characters: Int): Usage = Usage(
    inputTokens,
    outputTokens,
    cachedInputTokens,
    cacheWriteTokens,
    reasoningTokens,
    isExact = false,
    estimatedOutputTokens = maxOf(estimatedTokens(characters), outputTokens),
)
