@file:JvmName("Fallbacks")

package dev.sluice.model

/**
 * This model, and [secondary] when a call of it fails for good, its retries spent, with an error that [on] chooses.
 *
 * [model] is what [secondary] is asked for in the place of this one's model; null for the same name. A stream changes over only before
 * its first event: afterwards the failure is the caller's. If both fail, the second failure is thrown and carries the first; if the
 * secondary cannot even be asked, such as without a key, it is the other way round.
 *
 * ```kotlin
 * val chat = claude.withFallback(openai, "gpt-4o-mini")
 * Sluice(chat) { model = "claude-haiku-4-5" }.extract<User> { … }
 * ```
 */
@JvmOverloads
public fun ChatModel.withFallback(
    secondary: ChatModel,
    model: String? = null,
    on: FallbackRule = FallbackRule.OUTAGES,
): ChatModel = FallbackChatModel(this, secondary, model, on)
