package dev.sluice.openai

import dev.sluice.model.OutputMode

/** How OpenAI's own models can be asked for a type, the strongest way first. */
internal object OpenAiOutputModes {
    private val ALL = listOf(OutputMode.JSON_SCHEMA, OutputMode.TOOLS, OutputMode.PARALLEL_TOOLS, OutputMode.JSON_OBJECT)

    // gpt-3.5 and gpt-4 with their dated, turbo and preview versions, and the first gpt-4o. Anchored at the end of the family's
    // name, so that gpt-4.1 and gpt-4o stay out; not at the start, for gateways write openai/gpt-4.
    private val BEFORE_SCHEMAS = Regex("gpt-3\\.5|gpt-4(-|$)|gpt-4o-2024-05-13")

    /** JSON schema first, but for the models that came before it. */
    fun of(model: String): List<OutputMode> = if (BEFORE_SCHEMAS.containsMatchIn(model)) ALL - OutputMode.JSON_SCHEMA else ALL
}
