package dev.sluice.extraction

import dev.sluice.schema.Violation

private const val SHOWN = 20

/**
 * What the model is told about an answer that was not accepted: short, a line for each error, where, what, and what stood there. An
 * answer that [isStopped] was read up to its first error only.
 */
internal fun errorsMessage(violations: List<Violation>, isStopped: Boolean = false): String = buildString {
    append(if (violations.size == 1) "There is 1 error in your answer:" else "There are ${violations.size} errors in your answer:")
    list(violations)
    if (isStopped) append("\nYour answer was stopped there.")
    append("\nFix the errors and answer again.")
}

/** What it is told about a list of which all but the elements at [indexes] were accepted. */
internal fun elementErrorsMessage(violations: List<Violation>, indexes: Collection<Int>): String = buildString {
    append(if (indexes.size == 1) "1 element of your answer is not valid:" else "${indexes.size} elements of your answer are not valid:")
    list(violations)
    append("\nAll others are accepted; elements are numbered from 0 as in your first answer. ")
    append("Answer again in the same form with only these elements, corrected, in this order: ").append(indexes.joinToString()).append('.')
}

private fun StringBuilder.list(violations: List<Violation>) {
    for (violation in violations.take(SHOWN)) append("\n- ").append(violation)
    if (violations.size > SHOWN) append("\n- and ").append(violations.size - SHOWN).append(" more")
}
