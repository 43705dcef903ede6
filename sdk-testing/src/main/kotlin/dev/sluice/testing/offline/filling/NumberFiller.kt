package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.reading.Passage
import dev.sluice.testing.offline.reading.Polarity
import dev.sluice.testing.offline.reading.Quantity
import java.math.BigDecimal

/** Fills numbers: with what the text states, or, where a judgement is wanted, with what the text comes to. */
internal object NumberFiller {
    /** The number that [field] wants, inside [shape]'s limits; null if neither the text nor a judgement gives one. */
    fun find(field: Field, shape: NumberShape, scope: Scope): BigDecimal? =
        given(field, shape, scope)
            ?: judged(field, shape, scope)
            ?: NumberFinder(scope).find(field)?.let { NumberFit.fit(valueOf(it, field), shape) }
            ?: year(field, scope)?.let { NumberFit.fit(it, shape) }

    /** The year of a date, where no year stands by itself. */
    private fun year(field: Field, scope: Scope): BigDecimal? =
        if (field.numericMeaning == Meaning.YEAR) Facts(scope).moment(field)?.date?.take(YEAR_DIGITS)?.toBigDecimal() else null

    /** A number in any case: the nearest one in the text, else zero, brought inside the limits. */
    fun leastWrong(field: Field, shape: NumberShape, scope: Scope): BigDecimal =
        NumberFit.fit(NumberFinder(scope).nearest(field)?.value ?: BigDecimal.ZERO, shape)

    /** A mark the text gives itself, carried over to the scale that is wanted; or a labelled number. */
    private fun given(field: Field, shape: NumberShape, scope: Scope): BigDecimal? {
        if (field.numericMeaning != Meaning.SCORE) return null
        val share = Judgement.givenMark(scope.passage)
        val labelled = scope.labelled(field)?.let { Passage(it).quantities.firstOrNull() }
        return when {
            share != null && shape.bounds.maximum != null -> NumberFit.between(share.toDouble(), shape)
            labelled != null -> NumberFit.fit(labelled.value, shape)
            else -> null
        }
    }

    private fun judged(field: Field, shape: NumberShape, scope: Scope): BigDecimal? {
        val share = when (field.numericMeaning) {
            Meaning.SCORE, Meaning.SENTIMENT -> Judgement.favour(scope.passage)
            Meaning.CONFIDENCE -> Judgement.confidence(scope.passage)
            Meaning.URGENCY -> Polarity.urgency(scope.passage.text)
            else -> return null
        }
        val stated = NumberFinder(scope).find(field)?.takeIf { field.numericMeaning != Meaning.SENTIMENT && shape.bounds.allows(it.value) }
        return stated?.let { NumberFit.fit(it.value, shape) } ?: NumberFit.between(share, withDefaults(field, shape))
    }

    /** A score without limits is meant to be one out of ten, a sentiment one from -1 to 1. */
    private fun withDefaults(field: Field, shape: NumberShape): NumberShape {
        if (shape.bounds.maximum != null) return shape
        val (low, high) = when (field.numericMeaning) {
            Meaning.SCORE -> 0 to 10
            Meaning.SENTIMENT -> -1 to 1
            else -> 0 to if (shape.isInteger) 100 else 1
        }
        val minimum = shape.bounds.minimum ?: low.toBigDecimal()
        return NumberShape(
            shape.notes,
            shape.isInteger,
            Bounds(minimum, high.toBigDecimal().max(minimum), shape.bounds.isMinimumExclusive, false, shape.bounds.multipleOf),
        )
    }

    private fun valueOf(quantity: Quantity, field: Field): BigDecimal =
        if (quantity.upper != null && field.words.any { it in UPPER_END }) quantity.upper else quantity.value

    private fun Bounds.allows(value: BigDecimal): Boolean = (minimum == null || value >= minimum) && (maximum == null || value <= maximum)

    private const val YEAR_DIGITS = 4
    private val UPPER_END = setOf("max", "maximum", "to", "upper", "highest", "most", "high")
}
