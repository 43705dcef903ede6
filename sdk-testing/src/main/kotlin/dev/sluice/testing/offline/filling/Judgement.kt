package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.reading.Passage
import dev.sluice.testing.offline.reading.Polarity
import java.math.BigDecimal
import java.math.RoundingMode
import kotlin.math.pow

/** What can be said of a text in numbers, from counts of what it says. All results lie between 0 and 1. */
internal object Judgement {
    /** How far the text speaks for its subject: a half when it says nothing either way. */
    fun favour(passage: Passage): Double {
        // Where the text sums itself up, that says more than any single point.
        val closing = passage.conclusion?.let { CLOSING_WEIGHT * Polarity.of(it).coerceIn(-1, 1) } ?: 0
        val good = passage.praise.size + maxOf(closing, 0)
        val bad = passage.criticism.size + maxOf(-closing, 0)
        return (good + 1.0) / (good + bad + 2.0)
    }

    /** How much there is to go by. */
    fun confidence(passage: Passage): Double = passage.statements.size / (passage.statements.size + DOUBT)

    /** How sure [signs] pieces of evidence make one: 0.75 for one, then half of what is missing with each more. */
    fun sure(signs: Double): Double {
        if (signs <= 0.0) return NO_SIGN
        val missing = (1 - ONE_SIGN) * 2.0.pow(1 - signs.coerceAtMost(MOST_SIGNS))
        return (1 - missing).toBigDecimal().setScale(2, RoundingMode.HALF_UP).toDouble()
    }

    /** A mark that the text gives itself, such as `8/10` or `4.5 out of 5 stars`, as a share of the best mark. */
    fun givenMark(passage: Passage): BigDecimal? {
        val match = MARK.find(passage.text) ?: return null
        val best = match.groupValues[2].toBigDecimal()
        val mark = match.groupValues[1].toBigDecimal()
        return if (best.signum() > 0 && mark <= best) mark.divide(best, SCALE, RoundingMode.HALF_UP) else null
    }

    private val MARK = Regex("(?<![\\d/.])(\\d{1,3}(?:\\.\\d{1,2})?)\\s?(?:/|out of)\\s?(5|10|20|100)(?![\\d/])")
    private const val CLOSING_WEIGHT = 2
    private const val NO_SIGN = 0.1
    private const val ONE_SIGN = 0.75
    private const val MOST_SIGNS = 6.0

    /** So many statements leave one as sure as not. */
    private const val DOUBT = 4.0
    private const val SCALE = 6
}
