package dev.sluice.json

/**
 * Decides which of the objects in a text is the answer, and which of them shows meanwhile.
 *
 * The last that is whole is the answer, but none takes the place of one that counts more: an object with a key that is asked for counts
 * more than one with none, whole or not; then one with members more than an empty one, a whole one more than one that broke off, and one
 * that is JSON as it stands more than one that was mended. Warnings tell what was replaced or passed over.
 *
 * Once elements of a list were handed out, the object with the list has to be the answer: [isTakenBack] tells that it is not.
 */
internal class Choice(private val handedOut: JsonPath?, private val isKnownKey: (String) -> Boolean) {
    private val keptWarnings = ArrayList<JsonWarning>()
    private var bestWeight = 0

    /** The first with elements in the list that is handed out. */
    private var holder: JsonCandidate? = null

    /** What counts so far: the answer, or what is broken and would have been it. */
    var best: JsonCandidate? = null
        private set

    /** What shows: [best], or what may take its place. */
    var shown: JsonCandidate? = null
        private set

    /** Which one shows, from 1: it rises whenever what showed is given up. */
    var number = 1
        private set
    var isTakenBack = false
        private set

    /** Whether there was a list where an object is wanted. */
    var hasList = false
        private set
    val warnings: List<JsonWarning> get() = keptWarnings.toList()

    /** More of [candidate] was read. */
    fun follow(candidate: JsonCandidate) {
        if (!candidate.isObject || !candidate.isBegun) return
        if (mayReplaceBest(candidate, weigh(candidate))) {
            show(candidate)
        } else if (candidate === shown) {
            show(best)
        }
    }

    /** [candidate] is whole. */
    fun end(candidate: JsonCandidate) {
        val weight = weigh(candidate)
        when {
            !candidate.isObject -> hasList = true

            !mayReplaceBest(candidate, weight) -> warn(candidate, whyPassedOver(weight))

            holder != null -> isTakenBack = true

            else -> {
                best?.takeIf { it.isComplete }?.let { warn(it, replacedBy(candidate)) }
                accept(candidate, weight)
                show(candidate)
                hold(candidate)
            }
        }
    }

    /** [candidate] broke off. */
    fun giveUp(candidate: JsonCandidate) {
        if (!candidate.isMeant) return
        val weight = weigh(candidate, isWhole = false)
        if (mayReplaceBest(candidate, weight)) {
            accept(candidate, weight)
            if (candidate === shown) hold(candidate)
        } else {
            if (best?.isComplete == true) warn(candidate, "The JSON object here is broken, so the one before it counts")
            if (candidate === shown) show(best)
        }
    }

    /** The list that is handed out begins in [candidate] a second time. Tells whether that takes back what was handed out. */
    fun repeat(candidate: JsonCandidate): Boolean {
        if (holder != null || isTakenBack) return false
        show(candidate)
        isTakenBack = true
        return true
    }

    /** All so far was thought. */
    fun forget() {
        if (holder != null) {
            isTakenBack = true
            return
        }
        show(null)
        best = null
        hasList = false
        keptWarnings.clear()
    }

    private fun weigh(candidate: JsonCandidate, isWhole: Boolean = true): Int {
        if (!candidate.isObject) return 0
        return (if (candidate.hasKey(isKnownKey)) FITS else 0) +
            (if (candidate.isBegun) BEGUN else 0) +
            (if (isWhole) WHOLE else 0) +
            (if (isWhole && !candidate.isMended) UNMENDED else 0)
    }

    // What shows first of the list is handed out at once, so it counts whatever else is wrong with it.
    private fun mayReplaceBest(candidate: JsonCandidate, weight: Int) =
        best == null || weight >= bestWeight || (holder == null && holdsElements(candidate))

    private fun accept(candidate: JsonCandidate, weight: Int) {
        best = candidate
        bestWeight = weight
    }

    private fun show(candidate: JsonCandidate?) {
        if (candidate === shown || holder != null) return
        if (shown != null) number++
        shown = candidate
    }

    private fun hold(candidate: JsonCandidate) {
        if (holdsElements(candidate)) holder = candidate
    }

    private fun holdsElements(candidate: JsonCandidate): Boolean =
        handedOut != null && candidate.value.at(handedOut).let { it is ArrayValue && it.elements.any(JsonValue::isComplete) }

    private fun replacedBy(later: JsonCandidate) = "Another JSON object, at offset ${later.start}, counts in place of the one here"

    private fun whyPassedOver(weight: Int) = "The JSON object here " + when {
        weight < BEGUN -> "is empty"
        weight < FITS && bestWeight >= FITS -> "has none of the keys that are asked for"
        else -> "had to be mended"
    } + ", so the one before it counts"

    private fun warn(candidate: JsonCandidate, message: String) {
        if (keptWarnings.size < KEPT_WARNINGS) keptWarnings += JsonWarning(JsonPath.ROOT, candidate.start.toLong(), message)
    }

    private companion object {
        const val KEPT_WARNINGS = 100

        // What makes a candidate count, each more than all below it.
        const val FITS = 8
        const val BEGUN = 4
        const val WHOLE = 2
        const val UNMENDED = 1
    }
}

private fun JsonValue?.at(path: JsonPath): JsonValue? =
    path.segments.fold(this) { value, key -> (value as? ObjectValue)?.get(key as String) }
