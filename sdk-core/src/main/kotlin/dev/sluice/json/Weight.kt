package dev.sluice.json

/**
 * How much a candidate counts beside others: an object with all keys that are required more than one with some that are asked for, that
 * more than one with none, whole or not; then one with members more than an empty one, a whole one more than one that broke off, and one
 * that is JSON as it stands more than one that was mended.
 */
@JvmInline
internal value class Weight private constructor(private val rank: Int) : Comparable<Weight> {
    /** What is left of it where a tag says that it was thought. There may be no thoughts, and the tag a mistake. */
    val asThought: Weight get() = Weight(if (rank < KEYS) 0 else KEYS)

    override fun compareTo(other: Weight): Int = rank.compareTo(other.rank)

    /** Why it is less than [other]. */
    fun lackBeside(other: Weight): String = when {
        rank < BEGUN -> "is empty"
        rank < KEYS -> "has none of the keys that are asked for"
        rank / KEYS < other.rank / KEYS -> "lacks keys that are required"
        else -> "had to be mended"
    }

    companion object {
        // Each more than all below it.
        private const val KEYS = 8
        private const val BEGUN = 4
        private const val WHOLE = 2
        private const val UNMENDED = 1

        /** That of [candidate] as a whole, as far as it goes: the keys that it lacks may still come. */
        fun ofGrowing(candidate: JsonCandidate, asked: AskedKeys): Weight {
            val fit = candidate.fit(asked)
            return ofWhole(candidate, if (fit == KeyFit.SOME) KeyFit.ALL else fit)
        }

        /** That of [candidate], which is whole. */
        fun ofWhole(candidate: JsonCandidate, asked: AskedKeys): Weight = ofWhole(candidate, candidate.fit(asked))

        /** That of [candidate], which broke off; it may have a key whose value does not show. */
        fun ofBroken(candidate: JsonCandidate, asked: AskedKeys): Weight {
            val fit = candidate.fit(asked)
            return Weight(members(candidate, if (fit == KeyFit.NONE && candidate.breaksOffUnder(asked)) KeyFit.SOME else fit))
        }

        private fun ofWhole(candidate: JsonCandidate, fit: KeyFit): Weight = when {
            !candidate.isObject -> Weight(0)
            candidate.isMended -> Weight(members(candidate, fit) + WHOLE)
            else -> Weight(members(candidate, fit) + WHOLE + UNMENDED)
        }

        private fun members(candidate: JsonCandidate, fit: KeyFit): Int =
            fit.ordinal * KEYS + (if (candidate.isObject && candidate.isBegun) BEGUN else 0)
    }
}
