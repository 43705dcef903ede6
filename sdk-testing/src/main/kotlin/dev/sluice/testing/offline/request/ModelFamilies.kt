package dev.sluice.testing.offline.request

/**
 * Which names of models there are. The offline model answers for all models alike, so any name of a known family will do, the newest
 * too; a name of none is a mistake, and is refused as a provider refuses it.
 */
internal object ModelFamilies {
    private val FAMILIES = listOf(
        "gpt", "chatgpt", "o\\d", "codex", "text-embedding", "omni-moderation", "text-moderation", "claude", "gemini", "gemma", "llama",
        "mistral", "mixtral", "ministral", "codestral", "magistral", "deepseek", "qwen", "qwq", "grok", "phi", "command", "kimi", "glm",
    )

    /** Behind an owner, as routers write it, and before a size or version: `anthropic/claude-haiku-4-5`, `llama3.2`. */
    private val NAMES = Regex("(?:[\\w.-]+/)*(?:${FAMILIES.joinToString("|")})(?:[\\d.:-].*)?", RegexOption.IGNORE_CASE)

    fun has(name: String): Boolean = NAMES.matches(name)
}
