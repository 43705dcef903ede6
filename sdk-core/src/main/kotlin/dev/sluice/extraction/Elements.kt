package dev.sluice.extraction

import dev.sluice.json.JsonPath
import dev.sluice.json.JsonValue
import dev.sluice.schema.Violation
import java.util.TreeMap

/** The elements of a list that is handed on one by one: those that stand, and those that wait to be corrected. */
internal class Elements<T>(
    private val question: Question<T>,
    private val trail: Trail,
    /** Whether a rejected element that is not asked for again ends the flow. */
    private val failsOnRejected: Boolean,
    private val emit: (ElementEvent<T>) -> Unit,
) {
    private class Waiting(val raw: String, val verdict: Verdict.Rejected, val corrections: Int = 0)

    private val accepted = TreeMap<Int, T>()
    private val rejected = TreeMap<Int, Waiting>()
    private var next = 0

    /** Whether the list as a whole has been read, and what is asked for now are corrections. */
    var isListRead: Boolean = false

    /** Whether the caller has heard of any. */
    var areHandedOut: Boolean = false
        private set

    /** Those that stand, in the order of the list. */
    val values: List<T> get() = accepted.values.toList()

    /** Whether some wait. */
    val areWaiting: Boolean get() = rejected.isNotEmpty()
    val violations: List<Violation> get() = rejected.values.flatMap { it.verdict.violations }

    /** The indexes of those that are asked for next: no more than a model can keep count of, the least often asked first. */
    val wanted: List<Int>
        get() = rejected.entries.sortedBy { it.value.corrections }.take(MOST_WANTED).map { it.key }.sorted()

    val cause: Throwable? get() = rejected.values.firstNotNullOfOrNull { it.verdict.cause }

    /** Whether the list can be built upon: something of it stands, or nothing is wrong. */
    val canStand: Boolean get() = areHandedOut || !areWaiting

    /** Looks at the elements that have closed since the last time. Gives what is to end the flow, if one of them is. */
    suspend fun take(closed: List<JsonValue>, turn: Turn): Verdict.Rejected? {
        while (next < closed.size) {
            val index = next++
            judge(index, closed[index], turn) { verdict -> if (!goesOnAfter(index, closed[index], verdict)) return verdict }
        }
        return null
    }

    /** Puts [corrections] in the place of what waits: just those [wanted], in order, or the whole list once more. */
    suspend fun correct(corrections: List<JsonValue>, turn: Turn): Verdict.Rejected? {
        val wanted = wanted
        val corrected = when (corrections.size) {
            wanted.size -> wanted.zip(corrections)
            next -> rejected.keys.map { it to corrections[it] }
            else -> return wrongCount(wanted.size, corrections.size)
        }
        for ((index, json) in corrected) {
            val before = rejected.getValue(index)
            judge(index, json, turn) { rejected[index] = Waiting(json.toString(), it, before.corrections + 1) }
        }
        return null
    }

    /** What the model is told: [fault] of its answer as a whole, if any, and what is wrong with those [wanted]. */
    fun errors(fault: Verdict.Rejected?): String =
        elementErrorsMessage(fault?.violations.orEmpty(), wanted.associateWith { rejected.getValue(it).verdict.violations }, rejected.size)

    /** Reports what waits as rejected. */
    fun giveUp() {
        for ((index, element) in rejected) tell(ElementEvent.Rejected(index, element.raw, element.verdict.violations))
        rejected.clear()
    }

    /** Begins anew with another answer. */
    fun forget() {
        rejected.clear()
        next = 0
    }

    private suspend inline fun judge(index: Int, json: JsonValue, turn: Turn, onRejected: (Verdict.Rejected) -> Unit) {
        val verdict = question.judge.judge(json, JsonPath.ROOT + index)
        turn.validationUsage += verdict.usage
        when (verdict) {
            is Verdict.Accepted -> {
                // Not before: a check that throws must not make it be forgotten.
                rejected.remove(index)
                accepted[index] = verdict.value
                tell(ElementEvent.Element(index, verdict.value))
            }

            is Verdict.Rejected -> onRejected(verdict)
        }
    }

    private fun goesOnAfter(index: Int, json: JsonValue, verdict: Verdict.Rejected): Boolean {
        val policy = question.invalidElements
        val waits = policy == ElementPolicy.ASK_AGAIN && trail.mayAskAgain
        when {
            waits -> rejected[index] = Waiting(json.toString(), verdict)
            policy == ElementPolicy.FAIL || (policy == ElementPolicy.ASK_AGAIN && failsOnRejected) -> return false
            else -> tell(ElementEvent.Rejected(index, json.toString(), verdict.violations))
        }
        return true
    }

    private fun tell(event: ElementEvent<T>) {
        areHandedOut = true
        emit(event)
    }

    private fun wrongCount(wanted: Int, given: Int) =
        Verdict.Rejected(listOf(Violation(JsonPath.ROOT, "must have the $wanted corrected elements and no others, has $given")))

    private companion object {
        const val MOST_WANTED = 50
    }
}
