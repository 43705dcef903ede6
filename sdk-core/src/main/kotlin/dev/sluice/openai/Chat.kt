package dev.sluice.openai

/** Everything below `/chat`. */
public class Chat
internal constructor(
    /** Chat completions. */
    public val completions: ChatCompletions,
)
