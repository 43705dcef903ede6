package dev.sluice.extraction

import dev.sluice.model.FinishReason
import dev.sluice.model.ModelReply
import dev.sluice.schema.Violation

// How it is said that an answer gives no value: the one place where the OutputExceptions are made.

/** Throws for a reply that is no answer, good or bad: asking again would not help. */
internal fun ModelReply.throwIfUnusable(partial: Partial<*>?, attempts: List<Attempt>) {
    if (isUsable) return
    val id = requestId.asNote()
    throw when (finishReason) {
        FinishReason.LENGTH -> TruncatedOutputException(
            "The answer was cut at the output limit after ${usage.outputTokens} tokens$id. Raise maxTokens, or ask for less.",
            partial,
            attempts.toList(),
        )

        FinishReason.CONTENT_FILTER ->
            FilteredOutputException("The provider's content filter took the answer back$id.", partial, attempts.toList())

        else -> (refusal ?: text).let { RefusedOutputException("The model declined to answer$id: $it", it, partial, attempts.toList()) }
    }
}

internal fun invalidOutput(
    violations: List<Violation>,
    cause: Throwable?,
    partial: Partial<*>?,
    attempts: List<Attempt>,
    note: String? = null,
): InvalidOutputException {
    val asked = if (attempts.size == 1) "The answer is not valid" else "No answer of ${attempts.size} is valid; the last is not"
    val id = attempts.lastOrNull()?.requestId.asNote()
    val message = "$asked$id: ${shown(violations)}" + note?.let { ". $it" }.orEmpty()
    return InvalidOutputException(message, violations, cause, partial, attempts)
}

internal fun incompleteOutput(reason: String, cause: Throwable?, partial: Partial<*>?, attempts: List<Attempt>): IncompleteOutputException {
    val last = attempts.last()
    val message = "$reason ${last.text.length} characters had arrived${last.requestId.asNote()}."
    return IncompleteOutputException(message, cause, partial, attempts)
}

private const val SHOWN = 20

/** The list on the exception is whole; its message goes into logs. */
private fun shown(violations: List<Violation>): String {
    val rest = violations.size - SHOWN
    return violations.take(SHOWN).joinToString("; ") + if (rest > 0) "; and $rest more" else ""
}

private fun String?.asNote(): String = this?.let { " [request id $it]" }.orEmpty()
