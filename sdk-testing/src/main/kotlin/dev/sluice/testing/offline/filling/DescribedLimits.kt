package dev.sluice.testing.offline.filling

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive

/**
 * Limits that stand in a description because the provider's schema has no place for them: exactly, as
 * `{minimum: 1, maximum: 10}`, or in words, as `0-1` and `between 1 and 5`.
 */
internal object DescribedLimits {
    private const val NUMERIC =
        "minimum|maximum|exclusiveMinimum|exclusiveMaximum|multipleOf|minLength|maxLength|minItems|maxItems|minProperties|maxProperties"
    private val BLOCK = Regex("\\{((?:$NUMERIC|pattern|format|uniqueItems): .*)}", RegexOption.DOT_MATCHES_ALL)
    private val SEAM = Regex(",\\s+(?=(?:$NUMERIC|pattern|format|uniqueItems): )")
    private const val NUMBER = "(-?\\d{1,9}(?:\\.\\d+)?)"
    private val SPOKEN = Regex(
        "(?:\\b(?:from|between|score|scale|range|of)\\s+|^|\\()$NUMBER\\s?(?:-|–|to|and)\\s?(\\d{1,9}(?:\\.\\d+)?)(?![\\p{L}\\d%-])",
        RegexOption.IGNORE_CASE,
    )

    /** The limits as keywords of JSON Schema; empty when [description] names none. */
    fun read(description: String): Map<String, JsonElement> {
        val block = BLOCK.find(description)?.groupValues?.get(1) ?: return spoken(description)
        return block.split(SEAM).mapNotNull(::keyword).toMap()
    }

    private fun keyword(written: String): Pair<String, JsonElement>? {
        val (key, value) = written.split(": ", limit = 2).takeIf { it.size == 2 } ?: return null
        return when (key) {
            "pattern", "format" -> key to JsonPrimitive(value.trim().trim('"'))
            "uniqueItems" -> key to JsonPrimitive(value.trim().toBoolean())
            else -> value.trim().toBigDecimalOrNull()?.let { key to numberOf(it) }
        }
    }

    private fun spoken(description: String): Map<String, JsonElement> {
        val (low, high) = SPOKEN.find(description)?.destructured ?: return emptyMap()
        val (least, most) = low.toBigDecimal() to high.toBigDecimal()
        return if (least < most) mapOf("minimum" to numberOf(least), "maximum" to numberOf(most)) else emptyMap()
    }
}
