package dev.sluice.testing.offline.embedding

import dev.sluice.testing.offline.reading.Keywords
import dev.sluice.testing.offline.reading.Words
import kotlin.math.sqrt

/**
 * Makes vectors of texts by hashed features: each word, by its stem, and each run of three letters in it point in a direction of their
 * own. Texts that share words are near to each other, words that share letters a little; meaning is not known.
 */
internal class Embedder(private val dimensions: Int) {
    /** The vector of [text], of length 1. */
    fun embed(text: String): FloatArray {
        val sums = DoubleArray(dimensions)
        for ((stem, count) in Words.stemsOf(text).groupingBy { it }.eachCount()) addWord(sums, stem, sqrt(count.toDouble()))
        if (sums.all { it == 0.0 }) addFeature(sums, "text:$text", 1.0)
        return normalised(sums)
    }

    private fun addWord(sums: DoubleArray, stem: String, count: Double) {
        val weight = count * if (Keywords.isTelling(stem)) 1.0 else COMMON
        addFeature(sums, "word:$stem", weight)
        val parts = "<$stem>".windowed(PART)
        parts.forEach { addFeature(sums, "part:$it", weight * PARTS / sqrt(parts.size.toDouble())) }
    }

    /** Three places a feature: two that meet in one place seldom meet in all. */
    private fun addFeature(sums: DoubleArray, feature: String, weight: Double) {
        var hash = hash(feature)
        repeat(PLACES) {
            hash = mix(hash)
            sums[((hash ushr 1) % dimensions).toInt()] += if (hash and 1L == 0L) weight else -weight
        }
    }

    private fun normalised(sums: DoubleArray): FloatArray {
        val length = sqrt(sums.sumOf { it * it })
        // Every feature may have met its opposite.
        if (length == 0.0) return FloatArray(dimensions).also { it[0] = 1f }
        return FloatArray(dimensions) { (sums[it] / length).toFloat() }
    }

    companion object {
        private const val COMMON = 0.1
        private const val PARTS = 0.5
        private const val PART = 3
        private const val PLACES = 3

        /** The cosine of the angle between two vectors of length 1. */
        fun likeness(one: FloatArray, other: FloatArray): Double = one.indices.sumOf { one[it].toDouble() * other[it] }

        /** The same on every machine: FNV-1a. */
        private fun hash(text: String): Long =
            text.fold(-0x340d631b7bdddcdbL) { hash, letter -> (hash xor letter.code.toLong()) * 0x100000001b3L }

        /** Spreads what differs in a few bits over all of them: the finisher of SplitMix64. */
        private fun mix(value: Long): Long {
            var mixed = value + -0x61c8864680b583ebL
            mixed = (mixed xor (mixed ushr 30)) * -0x40a7b892e31b1a47L
            mixed = (mixed xor (mixed ushr 27)) * -0x6b2fb644ecceee15L
            return mixed xor (mixed ushr 31)
        }
    }
}
