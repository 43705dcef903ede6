package dev.sluice.json

/**
 * Decides which of the objects in a text is the answer, and which of them shows meanwhile.
 *
 * The last that is whole is the answer, but none takes the place of one that counts more by its [Weights]. Warnings tell what was
 * replaced or passed over.
 *
 * What may have been thought counts if nothing else does: less than all that follows, an object with no key that is asked for apart.
 *
 * Once elements of a list were handed out, the object with the list has to be the answer: [takenBack] tells that it is not.
 */
internal class Choice(private val handedOut: JsonPath?, isKnownKey: (String) -> Boolean) {
    private val weights = Weights(isKnownKey)
    private val keptWarnings = ArrayList<JsonWarning>()
    private var best: Standing? = null

    /** How it stood where thoughts may have begun. */
    private var remembered: Remembered? = null

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
        if (mayReplaceBest(candidate, weights.of(candidate))) {
            show(candidate)
        } else if (candidate === shown) {
            show(best?.candidate)
        }
    }

    /** [candidate] is whole. */
    fun end(candidate: JsonCandidate) {
        val weight = weights.of(candidate)
        when {
            !candidate.isObject -> hasList = true

            !mayReplaceBest(candidate, weight) -> warn(candidate, "${weights.why(weight)}, so the one before it counts")

            holder != null -> takenBack = if (best?.isThought == true) TakenBack.THOUGHT else TakenBack.REPEATED

            else -> {
                best?.takeIf {
                    it.isWhole && !it.isThought
                }?.let { warn(it.candidate, "gives way to another at offset ${candidate.start}") }
                best = Standing(candidate, weight)
                show(candidate)
                hold(candidate)
            }
        }
    }

    /** [candidate] broke off. */
    fun giveUp(candidate: JsonCandidate) {
        if (!candidate.isMeant) return
        val weight = weights.ofBroken(candidate)
        if (mayReplaceBest(candidate, weight)) {
            best = Standing(candidate, weight)
            if (candidate === shown) hold(candidate)
        } else {
            if (best?.isWhole == true) warn(candidate, "is broken, so the one before it counts")
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
        remembered = Remembered(best, keptWarnings.size)
    }

    /** Thoughts end: all since they may have begun was thought, or all so far if nothing has said that they might. */
    fun forget() {
        val before = remembered?.takeIf { holder == null || holder === it.best?.candidate }
        best = if (before != null) before.best else bestAsThought()
        keptWarnings.subList(before?.warnings ?: 0, keptWarnings.size).clear()
        remembered = null
        hasList = false
        show(best?.candidate)
    }

    private fun bestAsThought(): Standing? = best?.takeIf { it.isWhole || it.candidate === holder }
        ?.run { Standing(candidate, weights.ofThought(weight), isThought = true) }

    /** The end: gives the answer, or what is broken and would have been it. */
    fun finish(): JsonCandidate? {
        val answer = best ?: return null
        val before = remembered
        if (answer.isWhole &&
            answer.isThought
        ) {
            warn(answer.candidate, "stands before a tag that ends thoughts; no other follows, so it counts")
        }
        if (answer.isWhole && before != null && before.best !== answer) {
            warn(answer.candidate, "stands behind a tag that opens thoughts within a line; no tag ends them, so it counts")
        }
        return answer.candidate
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

    private fun warn(candidate: JsonCandidate, what: String) {
        if (keptWarnings.size == KEPT_WARNINGS) return
        keptWarnings += JsonWarning(JsonPath.ROOT, candidate.start.toLong(), "The JSON object here $what")
    }

    /** What counts so far, and how much. */
    private class Standing(val candidate: JsonCandidate, val weight: Int, val isThought: Boolean = false) {
        val isWhole: Boolean get() = candidate.isComplete
    }

    private class Remembered(val best: Standing?, val warnings: Int)

    private companion object {
        const val KEPT_WARNINGS = 100
    }
}

private fun JsonValue?.at(path: JsonPath): JsonValue? =
    path.segments.fold(this) { value, key -> (value as? ObjectValue)?.get(key as String) }
