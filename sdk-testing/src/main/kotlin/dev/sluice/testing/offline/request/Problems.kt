package dev.sluice.testing.offline.request

import dev.sluice.testing.offline.filling.Amendment
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull
import java.math.BigDecimal

/** Reads what a refusal says was wrong with an answer: lines of a path and a message, or JSON objects with both. */
internal object Problems {
    private val LINE = Regex("^[-*\\s]*\\$?([\\w.\\[\\]'/-]*):\\s+(.+?)(?:\\s+\\((?:was|input|got):?\\s+(.*)\\))?$")
    private val STEP = Regex("[\\w-]+|'[^']*'")
    private const val NUMBER = "(-?\\d+(?:\\.\\d+)?)"
    private val AT_MOST =
        Regex("\\b(?:at most|no more than|not exceed|less than or equal to|maximum(?: is| of)?|up to)\\s+$NUMBER|(?:<=|≤)\\s*$NUMBER")
    private val AT_LEAST =
        Regex("\\b(?:at least|no less than|not less than|greater than or equal to|minimum(?: is| of)?)\\s+$NUMBER|(?:>=|≥)\\s*$NUMBER")
    private val BELOW = Regex("\\b(?:below|under|(?:less|smaller|lower|shorter|fewer) than)\\s+$NUMBER|<\\s*$NUMBER")
    private val ABOVE = Regex("\\b(?:above|over|(?:greater|larger|higher|longer|more) than)\\s+$NUMBER|>\\s*$NUMBER")
    private val BETWEEN = Regex("\\bbetween\\s+$NUMBER\\s+and\\s+$NUMBER")
    private val MULTIPLE_OF = Regex("\\bmultiple of\\s+$NUMBER")
    private val PATTERN = Regex("\\bmatch(?:es)?\\s+(?:the\\s+)?(?:pattern\\s+|regex\\s+)?[`\"'/]?(.+?)[`\"'/]?$")
    private val ONE_OF = Regex("\\bone of:?\\s+\\[?(.+?)]?$")
    private const val FAREWELL = "answer again"

    /** Whether [text] finds nothing wrong. */
    fun isNone(text: String): Boolean = FAREWELL !in text && text.lines().none { LINE.matches(it.trim()) && it.trim().startsWith("$") }

    /** The problems that [text] names, in order. */
    fun read(text: String): List<Amendment> = text.lines().mapNotNull { line -> fromJson(line.trim()) ?: fromLine(line.trim()) }

    private fun fromLine(line: String): Amendment? {
        val (path, message, input) = LINE.find(line)?.destructured ?: return null
        return amendment(path, message, input.takeIf { it.isNotEmpty() }?.let(::parse))
    }

    private fun fromJson(line: String): Amendment? {
        val json = (if (line.startsWith("{")) parse(line.trimEnd(',')) else null) as? JsonObject ?: return null
        val message = text(json, "message") ?: text(json, "msg") ?: return null
        return amendment(text(json, "path") ?: text(json, "loc").orEmpty(), message, json["input"])
    }

    private fun amendment(path: String, message: String, input: JsonElement?): Amendment {
        val steps = STEP.findAll(path).map { it.value.trim('\'') }.toList()
        val between = BETWEEN.find(message)
        val low = between?.groupValues?.get(1)?.toBigDecimal() ?: limit(AT_LEAST, message)
        val high = between?.groupValues?.get(2)?.toBigDecimal() ?: limit(AT_MOST, message)
        val above = if (low == null) limit(ABOVE, message) else null
        val below = if (high == null) limit(BELOW, message) else null
        val pattern = PATTERN.find(message)?.groupValues?.get(1)
        val allowed = ONE_OF.find(message)?.groupValues?.get(1)?.let(::enumerated).orEmpty()
        val step = limit(MULTIPLE_OF, message)
        val isExplained = listOfNotNull(low, high, above, below, step, pattern).isNotEmpty() || allowed.isNotEmpty()
        val refused = input.takeUnless { isExplained }
        val subject = STEP.matchAt(message, 0)?.value
        return Amendment(steps, low ?: above, high ?: below, above != null || below != null, step, pattern, allowed, refused, subject)
    }

    private fun enumerated(values: String): List<String> =
        values.split(", ", " or ").map { it.trim(' ', '"', '\'', '`') }.filter { it.isNotEmpty() }

    private fun limit(form: Regex, message: String): BigDecimal? =
        form.find(message)?.groupValues?.drop(1)?.firstOrNull { it.isNotEmpty() }?.toBigDecimalOrNull()

    private fun text(json: JsonObject, key: String): String? = (json[key] as? JsonPrimitive)?.contentOrNull

    private fun parse(text: String): JsonElement? = try {
        Json.parseToJsonElement(text)
    } catch (_: SerializationException) {
        null
    }
}
