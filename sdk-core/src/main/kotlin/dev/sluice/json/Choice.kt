package dev.sluice.json

/**
 * Decides which of the objects in a text is the answer, and which of them shows meanwhile.
 *
 * The last that is whole is the answer, but none takes the place of one that counts more: an object with a key that is asked for counts
 * more than one with none, whole or not; then one with members more than an empty one, a whole one more than one that broke off, and one
 * that is JSON as it stands more than one that was mended. Warnings tell what was replaced or passed over.
 *
 * What may have been thought counts if nothing else does: less than all that follows, an object with no key that is asked for apart.
 *
 * Once elements of a list were handed out, the object with the list has to be the answer: [takenBack] tells that it is not.
 */
internal class Choice(private val handedOut: JsonPath?, private val isKnownKey: (String) -> Boolean) {
    private val keptWarnings = ArrayList<JsonWarning>()
    private var best: Standing? = null

    /** Whether thoughts may have begun, and what counted before them. */
    private var mayThink = false
    private var beforeThoughts: Standing? = null

    /** The first with elements in the list that is handed out. */
    private var holder: JsonCandidate? = null

    /** What shows: what counts so far, or what may take its place. */
    var shown: JsonCandidate? = null
        private set

    /** Which one shows, from 1: it rises whenever what showed is given up. */
    var number = 1
        private set
    var takenBack: TakenBack? = null
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
            show(best?.candidate)
        }
    }

    /** [candidate] is whole. */
    fun end(candidate: JsonCandidate) {
        val weight = weigh(candidate)
        when {
            !candidate.isObject -> hasList = true

            !mayReplaceBest(candidate, weight) -> warn(candidate, whyPassedOver(weight))

            holder != null -> takenBack = if (best?.isThought == true) TakenBack.THOUGHT else TakenBack.REPEATED

            else -> {
                best?.takeIf { it.isWhole && !it.isThought }?.let { warn(it.candidate, replacedBy(candidate)) }
                best = Standing(candidate, weight)
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
            best = Standing(candidate, weight)
            if (candidate === shown) hold(candidate)
        } else {
            if (best?.isWhole == true) warn(candidate, "The JSON object here is broken, so the one before it counts")
            if (candidate === shown) show(best?.candidate)
        }
    }

    /** The list that is handed out begins in [candidate] a second time. Tells whether that takes back what was handed out. */
    fun repeat(candidate: JsonCandidate): Boolean {
        if (holder != null || takenBack != null) return false
        show(candidate)
        takenBack = TakenBack.REPEATED
        return true
    }

    /** Thoughts may begin. */
    fun remember() {
        mayThink = true
        beforeThoughts = best
    }

    /** Thoughts end: all since they may have begun was thought, or all so far if nothing has said that they might. */
    fun forget() {
        val isReturning = mayThink && (holder == null || holder === beforeThoughts?.candidate)
        best = if (isReturning) beforeThoughts else best?.takeIf { it.isWhole || it.candidate === holder }?.thought()
        mayThink = false
        hasList = false
        keptWarnings.clear()
        show(best?.candidate)
    }

    /** The end: gives the answer, or what is broken and would have been it. */
    fun finish(): JsonCandidate? {
        val answer = best ?: return null
        if (answer.isThought && answer.isWhole) {
            warn(answer.candidate, "A tag that ends thoughts stands behind the JSON object here, which counts because no other follows")
        }
        return answer.candidate
    }

    private fun weigh(candidate: JsonCandidate, isWhole: Boolean = true): Int {
        if (!candidate.isObject) return 0
        return (if (candidate.hasKey(isKnownKey)) FITS else 0) +
            (if (candidate.isBegun) BEGUN else 0) +
            (if (isWhole) WHOLE else 0) +
            (if (isWhole && !candidate.isMended) UNMENDED else 0)
    }

    private fun mayReplaceBest(candidate: JsonCandidate, weight: Int): Boolean {
        val before = best ?: return true
        return weight >= before.weight ||
            // An empty object, or one that breaks off at once, is more of an answer than thoughts are.
            (before.isThought && !candidate.isBegun) ||
            // What shows first of the list is handed out at once, so it counts whatever else is wrong with it.
            (holder == null && holdsElements(candidate))
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
        weight < FITS -> "has none of the keys that are asked for"
        else -> "had to be mended"
    } + ", so the one before it counts"

    private fun warn(candidate: JsonCandidate, message: String) {
        if (keptWarnings.size < KEPT_WARNINGS) keptWarnings += JsonWarning(JsonPath.ROOT, candidate.start.toLong(), message)
    }

    /** What counts so far, and how much. */
    private class Standing(val candidate: JsonCandidate, val weight: Int, val isThought: Boolean = false) {
        val isWhole: Boolean get() = candidate.isComplete

        /** That a tag behind it says that it was thought; there may be none before, and it a mistake. */
        fun thought() = Standing(candidate, weight and FITS, isThought = true)
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
