package dev.sluice.extraction

import dev.sluice.json.JsonIncompleteException
import dev.sluice.json.JsonLimitException
import dev.sluice.json.JsonLimits
import dev.sluice.json.JsonReader
import dev.sluice.json.JsonSyntaxException
import dev.sluice.json.JsonValue
import dev.sluice.model.FinishReason
import dev.sluice.model.ModelReply
import dev.sluice.schema.Violation

/** How an answer's text reads as JSON. */
internal sealed interface ParsedAnswer {
    class Whole(val root: JsonValue) : ParsedAnswer

    class Broken(val violation: Violation, val cause: Exception) : ParsedAnswer
}

internal fun parseAnswer(text: String, limits: JsonLimits): ParsedAnswer = try {
    ParsedAnswer.Whole(
        JsonReader(limits).run {
            feed(text)
            finish()
        },
    )
} catch (broken: JsonSyntaxException) {
    ParsedAnswer.Broken(Violation(broken.path, "this is not JSON: ${broken.message}"), broken)
} catch (open: JsonIncompleteException) {
    ParsedAnswer.Broken(Violation(open.path, if (text.isBlank()) "the answer is empty" else "the JSON ends too early"), open)
} catch (over: JsonLimitException) {
    ParsedAnswer.Broken(Violation(over.path, "the answer is too large (${over.limit} is ${over.maximum})"), over)
}

/** Whether the reply is an answer at all, good or bad. Otherwise asking again would not help. */
internal val ModelReply.isUsable: Boolean
    get() = refusal == null && finishReason !in setOf(FinishReason.LENGTH, FinishReason.REFUSAL, FinishReason.CONTENT_FILTER)

internal fun ModelReply.throwIfUnusable(partial: Partial<*>?, attempts: List<Attempt>) {
    if (isUsable) return
    val id = requestId?.let { " [request id $it]" }.orEmpty()
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
): InvalidOutputException {
    val asked = if (attempts.size == 1) "The answer is not valid" else "No answer of ${attempts.size} is valid; the last is not"
    val id = attempts.lastOrNull()?.requestId?.let { " [request id $it]" }.orEmpty()
    return InvalidOutputException("$asked$id: ${violations.joinToString("; ")}", violations, cause, partial, attempts.toList())
}
