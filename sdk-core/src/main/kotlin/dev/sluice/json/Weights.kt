package dev.sluice.json

/**
 * How much a candidate counts beside others: an object with a key that is asked for more than one with none, whole or not; then one with
 * members more than an empty one, a whole one more than one that broke off, and one that is JSON as it stands more than one that was
 * mended.
 */
internal class Weights(private val isKnownKey: (String) -> Boolean) {
    /** That of [candidate] as a whole, as far as it goes. */
    fun of(candidate: JsonCandidate): Int = when {
        !candidate.isObject -> 0
        candidate.isMended -> members(candidate) + WHOLE
        else -> members(candidate) + WHOLE + UNMENDED
    }

    /** That of [candidate], which broke off; it may have a key whose value does not show. */
    fun ofBroken(candidate: JsonCandidate): Int =
        if (candidate.isObject && candidate.breaksOffUnder(isKnownKey)) members(candidate) or FITS else members(candidate)

    /** What is left of [weight] where a tag says that it was thought. There may be no thoughts, and the tag a mistake. */
    fun ofThought(weight: Int): Int = weight and FITS

    /** Why what has [weight] counts less than another. */
    fun why(weight: Int): String = when {
        weight < BEGUN -> "is empty"
        weight < FITS -> "has none of the keys that are asked for"
        else -> "had to be mended"
    }

    private fun members(candidate: JsonCandidate): Int =
        (if (candidate.hasKey(isKnownKey)) FITS else 0) + (if (candidate.isObject && candidate.isBegun) BEGUN else 0)

    private companion object {
        // Each more than all below it.
        const val FITS = 8
        const val BEGUN = 4
        const val WHOLE = 2
        const val UNMENDED = 1
    }
}
