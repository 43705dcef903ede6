package dev.sluice.extraction

import dev.sluice.json.JsonRepair
import dev.sluice.json.JsonWarning
import dev.sluice.model.FinishReason
import dev.sluice.model.Usage
import dev.sluice.schema.Violation

/** A value with its story: what it cost and how it came about. */
public class Extraction<T> internal constructor(
    public val value: T,
    /** Every time the model was asked, in order; the last one gave [value]. */
    public val attempts: List<Attempt>,
    /** Whether the answer came out of the [ResponseCache], and the model was not asked. */
    public val isCached: Boolean = false,
) {
    /** What had to be mended in the accepted answer before it was JSON, as [AskOptions.repairs] allow; empty in strict modes. */
    public val repairs: List<JsonRepair> get() = attempts.lastOrNull()?.repairs.orEmpty()

    /** Tokens over all attempts. */
    public val usage: Usage get() = attempts.fold(Usage.NONE) { sum, attempt -> sum + attempt.usage }

    /** What checks spent with models of their own ([dev.sluice.ModelJudge]) over all attempts; not part of [usage]. */
    public val validationUsage: Usage get() = attempts.fold(Usage.NONE) { sum, attempt -> sum + attempt.validationUsage }

    /** The provider's names for the calls, for its support. */
    public val requestIds: List<String> get() = attempts.mapNotNull { it.requestId }

    override fun toString(): String = "Extraction(value=$value, attempts=${attempts.size}, usage=$usage)"
}

/** One time that the model was asked. */
public class Attempt internal constructor(
    /** From 1. */
    public val number: Int,
    /** The answer as it came. */
    public val text: String,
    /** Why it was not accepted; empty if it was. */
    public val violations: List<Violation>,
    public val usage: Usage,
    /** Null if the answer broke off. */
    public val finishReason: FinishReason?,
    public val model: String?,
    public val requestId: String?,
    /**
     * What in the answer is allowed but suspicious: a key that stands twice in its object, a word that an enum's fallback was taken
     * for; of very many only the first.
     */
    public val warnings: List<JsonWarning>,
    /** What had to be mended in the answer before it was JSON, as [AskOptions.repairs] allow. */
    public val repairs: List<JsonRepair> = emptyList(),
    /** What checks spent on this answer with models of their own; not part of [usage]. */
    public val validationUsage: Usage = Usage.NONE,
) {
    override fun toString(): String = "Attempt($number, ${if (violations.isEmpty()) "accepted" else violations.joinToString("; ")}, $usage)"
}
