package dev.sluice.extraction

import dev.sluice.errors.SluiceException
import dev.sluice.model.Usage
import dev.sluice.schema.Violation

/**
 * The model answered, and the answer gives no value.
 *
 * What arrived is here: [partial] is the last partial object (null if nothing showed; where elements were asked for one by one, that
 * of their list), [text] the last answer as far as it came, [attempts] every time the model was asked.
 */
public sealed class OutputException(
    message: String,
    cause: Throwable?,
    public val partial: Partial<*>?,
    public val attempts: List<Attempt>,
) : SluiceException(message, cause) {
    public val text: String get() = attempts.lastOrNull()?.text.orEmpty()

    /** Tokens over all attempts. */
    public val usage: Usage get() = attempts.fold(Usage.NONE) { sum, attempt -> sum + attempt.usage }

    /** The provider's names for the calls, for its support. */
    public val requestIds: List<String> get() = attempts.mapNotNull { it.requestId }
}

/** The answer broke off: the stream ended without its terminal event, or with JSON still open. */
public class IncompleteOutputException
internal constructor(
    message: String,
    cause: Throwable?,
    partial: Partial<*>?,
    attempts: List<Attempt>,
) : OutputException(message, cause, partial, attempts)

/** The answer was cut at the output limit. Raise `maxTokens`, or ask for less. */
public class TruncatedOutputException
internal constructor(message: String, partial: Partial<*>?, attempts: List<Attempt>) :
    OutputException(message, null, partial, attempts)

/** The model declined; [refusal] is what it said. */
public class RefusedOutputException
internal constructor(
    message: String,
    public val refusal: String,
    partial: Partial<*>?,
    attempts: List<Attempt>,
) : OutputException(message, null, partial, attempts)

/** The provider's content filter took the answer back. */
public class FilteredOutputException
internal constructor(message: String, partial: Partial<*>?, attempts: List<Attempt>) :
    OutputException(message, null, partial, attempts)

/** No attempt gave a valid answer; [violations] are what is wrong with the last. */
public class InvalidOutputException
internal constructor(
    message: String,
    public val violations: List<Violation>,
    cause: Throwable?,
    partial: Partial<*>?,
    attempts: List<Attempt>,
) : OutputException(message, cause, partial, attempts)
