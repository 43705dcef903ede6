package dev.sluice.json

/**
 * Decides which of the objects in a text is the answer, and which of them shows meanwhile.
 *
 * The last that is whole is the answer, but none takes the place of one that counts more by its [Weight]. Warnings tell what was replaced
 * or passed over.
 *
 * What may have been thought counts only if nothing at all follows, and less than all that does, an object with no key that is asked for
 * apart.
 *
 * Once elements of a list were handed out, the object with the list has to be the answer: [takenBack] tells that it is not.
 */
internal class Choice(private val handedOut: JsonPath?, private val asked: AskedKeys) {
    private val keptWarnings = ArrayList<JsonWarning>()
    private var best: Standing? = null

    /** How it stood where thoughts may have begun. */
    private var beforeThoughts: Moment? = null

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

    /** Whether there is no answer but what was thought. */
    var isThought = false
        private set
    val warnings: List<JsonWarning> get() = keptWarnings.toList()

    /** More of [candidate] was read. */
    fun grew(candidate: JsonCandidate) {
        // As long as there is no other, there is nothing to weigh: each look at it would cost a snapshot.
        if (best == null && candidate === shown) return
        if (!candidate.isObject || !candidate.isBegun) return
        if (mayReplaceBest(candidate, Weight.ofGrowing(candidate, asked))) {
            show(candidate)
        } else if (candidate === shown) {
            show(best?.candidate)
        }
    }

    /** [candidate] is whole. */
    fun completed(candidate: JsonCandidate) {
        val weight = Weight.ofWhole(candidate, asked)
        when {
            !candidate.isObject -> hasList = true
            !mayReplaceBest(candidate, weight) -> passOver(candidate, weight.lackBeside(best!!.weight))
            holder != null -> takenBack = if (best?.isThought == true) TakenBack.THOUGHT else TakenBack.REPEATED
            else -> replaceBest(Standing(candidate, weight))
        }
    }

    /** [candidate] broke off. */
    fun brokeOff(candidate: JsonCandidate) {
        if (!candidate.isMeant) return
        val weight = Weight.ofBroken(candidate, asked)
        if (mayReplaceBest(candidate, weight)) {
            best = Standing(candidate, weight)
            if (candidate === shown) hold(candidate)
        } else {
            passOver(candidate, "is broken".takeIf { best?.isWhole == true })
        }
    }

    /** [candidate] was taken for whole, but goes on at [at]. */
    fun wasTorn(candidate: JsonCandidate, at: Int) {
        candidate.tear(at)
        if (best?.candidate === candidate) best = Standing(candidate, Weight.ofBroken(candidate, asked))
    }

    /** The list that is handed out begins in [candidate] a second time. Tells whether that takes back what was handed out. */
    fun listCameAgain(candidate: JsonCandidate): Boolean {
        if (holder != null || takenBack != null) return false
        show(candidate)
        takenBack = TakenBack.REPEATED
        return true
    }

    fun thoughtsMayBegin() {
        beforeThoughts = beforeThoughts ?: Moment(best, keptWarnings.size)
    }

    /** Thoughts end: all since they may have begun was thought, or all so far if nothing has said that they might. */
    fun thoughtsEnd() {
        val before = beforeThoughts?.takeIf { holder == null || holder === it.best?.candidate }
        best = if (before != null) before.best else best?.takeIf { it.isWhole || it.candidate === holder }?.asThought()
        keptWarnings.subList(before?.warnings ?: 0, keptWarnings.size).clear()
        beforeThoughts = null
        hasList = false
        show(best?.candidate)
    }

    /**
     * The end of the text: gives the answer, or what is broken and would have been it. [isThoughtLast] if nothing follows the last
     * thoughts: then the tag may be a mistake.
     */
    fun textEnds(isThoughtLast: Boolean): JsonCandidate? {
        val answer = best ?: return null
        if (answer.isThought && !isThoughtLast) return refuseThought()
        if (answer.isWhole && answer.isThought) {
            warn(answer.candidate, "stands before a tag that ends thoughts; nothing follows, so it counts")
        }
        if (answer.isWhole && beforeThoughts?.let { it.best !== answer } == true) {
            warn(answer.candidate, "stands behind a tag that opens thoughts within a line; no tag ends them, so it counts")
        }
        return answer.candidate
    }

    private fun refuseThought(): JsonCandidate? {
        isThought = true
        if (holder != null) takenBack = TakenBack.THOUGHT
        show(null)
        return null
    }

    private fun mayReplaceBest(candidate: JsonCandidate, weight: Weight): Boolean {
        val before = best ?: return true
        return weight >= before.weight ||
            // An empty object, or one that breaks off at once, is more of an answer than thoughts are.
            (before.isThought && !candidate.isBegun) ||
            // What shows first of the list is handed out at once, so it counts whatever else is wrong with it.
            (holder == null && holdsElements(candidate))
    }

    private fun replaceBest(next: Standing) {
        best?.takeIf { it.isWhole && !it.isThought }?.let { warn(it.candidate, "gives way to another at offset ${next.candidate.start}") }
        best = next
        show(next.candidate)
        hold(next.candidate)
    }

    private fun passOver(candidate: JsonCandidate, lack: String?) {
        if (lack != null) warn(candidate, "$lack, so the one before it counts")
        if (candidate === shown) show(best?.candidate)
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
    private class Standing(val candidate: JsonCandidate, val weight: Weight, val isThought: Boolean = false) {
        val isWhole: Boolean get() = candidate.isComplete

        fun asThought() = Standing(candidate, weight.asThought, isThought = true)
    }

    /** How it stood at a place in the text. */
    private class Moment(val best: Standing?, val warnings: Int)

    private companion object {
        const val KEPT_WARNINGS = 100
    }
}

private fun JsonValue?.at(path: JsonPath): JsonValue? =
    path.segments.fold(this) { value, key -> (value as? ObjectValue)?.get(key as String) }
