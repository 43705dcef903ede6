package dev.sluice.extraction

import dev.sluice.schema.Violation

private const val SHOWN = 20

/**
 * What the model is told about an answer that was not accepted: short, a line for each error, where, what, and what stood there. An
 * answer that [isStopped] was read up to its first error only.
 */
internal fun errorsMessage(violations: List<Violation>, isStopped: Boolean = false): String = buildString {
    append(if (violations.size == 1) "There is 1 error in your answer:" else "There are ${violations.size} errors in your answer:")
    list(violations.take(SHOWN), violations.size)
    if (isStopped) append("\nYour answer was stopped there.")
    append("\nFix the errors and answer again.")
}

/**
 * What it is told about a list of which all but [waiting] elements were accepted: what is wrong with its answer as a whole, and with
 * each of the [wanted], by their indexes; these it is to correct now.
 */
internal fun elementErrorsMessage(fault: List<Violation>, wanted: Map<Int, List<Violation>>, waiting: Int): String = buildString {
    append(if (wanted.size == 1) "1 element of your answer is not valid:" else "${wanted.size} elements of your answer are not valid:")
    // None of them may be left to guessing.
    val each = maxOf(SHOWN / wanted.size, 1)
    list(fault + wanted.values.flatMap { it.take(each) }, fault.size + wanted.values.sumOf { it.size })
    val later = waiting - wanted.size
    append(if (later == 0) "\nAll others are accepted" else "\nLeave out all others, also the $later that you will be asked for afterwards")
    append("; elements are numbered from 0 as in your first answer. ")
    append("Answer again in the same form with only these elements, corrected, in this order: ")
    append(wanted.keys.joinToString()).append('.')
}

private fun StringBuilder.list(shown: List<Violation>, count: Int) {
    for (violation in shown) append("\n- ").append(violation)
    if (count > shown.size) append("\n- and ").append(count - shown.size).append(" more")
}
