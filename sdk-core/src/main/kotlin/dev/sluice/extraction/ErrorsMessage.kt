package dev.sluice.extraction

import dev.sluice.schema.Violation

private const val SHOWN = 20

/** What the model is told about an answer that was not accepted: short, a line for each error, where, what, and what stood there. */
internal fun errorsMessage(violations: List<Violation>): String = buildString {
    append(if (violations.size == 1) "There is 1 error in your answer:" else "There are ${violations.size} errors in your answer:")
    for (violation in violations.take(SHOWN)) append("\n- ").append(violation)
    if (violations.size > SHOWN) append("\n- and ").append(violations.size - SHOWN).append(" more")
    append("\nFix the errors and answer again.")
}
