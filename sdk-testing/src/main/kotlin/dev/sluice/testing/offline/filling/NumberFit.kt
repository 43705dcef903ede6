package dev.sluice.testing.offline.filling

import java.math.BigDecimal
import java.math.RoundingMode

/** Brings numbers inside their limits. */
internal object NumberFit {
    private const val FINEST_SCALE = 6
    private val FINEST = BigDecimal.ONE.movePointLeft(FINEST_SCALE)

    /** The value nearest to [value] that [shape] allows; where its limits exclude each other, the lower one. */
    fun fit(value: BigDecimal, shape: NumberShape): BigDecimal {
        val bounds = shape.bounds
        val step = bounds.multipleOf ?: if (shape.isInteger) BigDecimal.ONE else null
        val whole = if (shape.isInteger && bounds.multipleOf != null) integerStep(bounds.multipleOf) else step
        val low = lowest(bounds, whole)
        val high = highest(bounds, whole)
        val stepped = whole?.let { value.divide(it, 0, RoundingMode.HALF_EVEN) * it } ?: value
        val below = if (high != null && stepped > high) high else stepped
        return tidy(if (low != null && below < low) low else below)
    }

    /** A share of the way through the limits: 0 is the lowest allowed value, 1 the highest; open limits count as 0 and 1. */
    fun between(share: Double, shape: NumberShape): BigDecimal {
        val low = shape.bounds.minimum ?: BigDecimal.ZERO.min(shape.bounds.maximum ?: BigDecimal.ZERO)
        val high = shape.bounds.maximum ?: BigDecimal.ONE.max(low + BigDecimal.ONE)
        val scale = if (high - low > BigDecimal.ONE) 1 else 2
        return fit((low + (high - low) * share.toBigDecimal()).setScale(scale, RoundingMode.HALF_UP), shape)
    }

    private fun lowest(bounds: Bounds, step: BigDecimal?): BigDecimal? {
        val minimum = bounds.minimum ?: return null
        val nudge = step ?: FINEST
        val first = step?.let { minimum.divide(it, 0, RoundingMode.CEILING) * it } ?: minimum
        return if (bounds.isMinimumExclusive && first.compareTo(minimum) == 0) first + nudge else first
    }

    private fun highest(bounds: Bounds, step: BigDecimal?): BigDecimal? {
        val maximum = bounds.maximum ?: return null
        val nudge = step ?: FINEST
        val last = step?.let { maximum.divide(it, 0, RoundingMode.FLOOR) * it } ?: maximum
        return if (bounds.isMaximumExclusive && last.compareTo(maximum) == 0) last - nudge else last
    }

    /** The smallest whole multiple of [multiple]: for 0.5 it is 1, for 2.5 it is 5. */
    private fun integerStep(multiple: BigDecimal): BigDecimal =
        (1..MOST_STEPS).map { multiple * it.toBigDecimal() }.firstOrNull { it.stripTrailingZeros().scale() <= 0 } ?: BigDecimal.ONE

    private fun tidy(value: BigDecimal): BigDecimal = value.stripTrailingZeros().let { if (it.scale() < 0) it.setScale(0) else it }

    private const val MOST_STEPS = 1000
}
