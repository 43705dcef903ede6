package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.reading.Passage
import dev.sluice.testing.offline.reading.Quantity
import dev.sluice.testing.offline.reading.Words

/** Finds the number in the text that a field means, by what it counts and by the words around it. */
internal class NumberFinder(private val scope: Scope) {
    private val passage: Passage get() = scope.passage

    /** The number meant by [field]; null if none speaks for itself. */
    fun find(field: Field): Quantity? = labelled(field) ?: best(field)?.takeIf { it.second >= ENOUGH }?.first

    /** The number that comes nearest, however far that is. */
    fun nearest(field: Field): Quantity? = best(field)?.takeIf { it.second > UNFIT }?.first

    private fun labelled(field: Field): Quantity? {
        val quantities = scope.labelled(field)?.let { Passage(it).quantities } ?: return null
        return quantities.maxByOrNull { kindScore(field, it) }
    }

    private fun best(field: Field): Pair<Quantity, Int>? {
        val scored = passage.quantities.map { it to kindScore(field, it) + nearScore(field, it) }
        // A total is what stands last.
        val last = field.stems.any { it in TOTALS }
        return if (last) scored.asReversed().maxByOrNull { it.second } else scored.maxByOrNull { it.second }
    }

    private fun kindScore(field: Field, quantity: Quantity): Int {
        val unit = quantity.unit?.let(Words::stem)
        val named = if (unit != null && unit in Synonyms.of(field.stems)) UNIT_NAMED else 0
        val isBare = quantity.currency == null && !quantity.isPercent
        val inName = if (passage.names.all.any { it.text.any(Char::isDigit) && quantity.span.first in it.span }) UNFIT * 2 else 0
        return inName + named + when (field.numericMeaning) {
            Meaning.MONEY -> moneyScore(field, quantity)
            Meaning.PERCENT -> if (quantity.isPercent) KIND else 0
            Meaning.AGE -> ageScore(quantity)
            Meaning.YEAR -> if (isBare && quantity.value in YEARS) KIND else -1
            Meaning.DURATION -> if (unit in TIME_UNITS) KIND else 0
            Meaning.COUNT -> if (isBare && quantity.value.scale() <= 0 && unit !in TIME_UNITS) (if (unit in TIMES) KIND else 2) else -1
            Meaning.NEUTRAL -> ENOUGH
            else -> if (isBare) 1 else 0
        }
    }

    private fun ageScore(quantity: Quantity): Int = when {
        quantity.unit == "years" || quantity.unit == "year" || AGED.containsMatchIn(before(quantity)) -> KIND
        quantity === onlyNumber -> ENOUGH
        else -> 0
    }

    private val onlyNumber: Quantity? by lazy { passage.quantities.singleOrNull { it.currency == null && !it.isPercent } }

    /** `tax` is only the amount that something near it calls so; `amount` is any amount, and where no money is, any number. */
    private fun moneyScore(field: Field, quantity: Quantity): Int {
        val amounts = passage.quantities.count { it.currency != null }
        return when {
            quantity.currency != null -> if (amounts == 1 || field.stems.any { it in ANY_AMOUNT }) KIND else 2
            amounts == 0 && field.stems.any { it in ANY_AMOUNT } && !quantity.isPercent -> ENOUGH
            else -> -1
        }
    }

    /** Words of the field's name close before the number, or close behind it. */
    private fun nearScore(field: Field, quantity: Quantity): Int {
        val wanted = Synonyms.of(field.stems.filter { it.length > 2 })
        val isEach = EACH_BEFORE.containsMatchIn(before(quantity)) || EACH_AFTER.containsMatchIn(behind(quantity))
        val each = if (field.stems.any { it in EACH_WORDS } == isEach) 1 else -2
        return each + when {
            Words.stemsOf(before(quantity).substringAfterLast('\n')).takeLast(NEAR_WORDS).any { it in wanted } -> NEAR_AHEAD
            Words.stemsOf(behind(quantity).substringBefore('\n')).take(NEAR_WORDS).any { it in wanted } -> NEAR_BEHIND
            else -> 0
        }
    }

    private fun behind(quantity: Quantity): String = (quantity.span.last + 1).let {
        passage.text.substring(
            it,
            minOf(
                passage.text.length,
                it + NEAR,
            ),
        )
    }

    private fun before(quantity: Quantity): String = passage.text.substring(maxOf(0, quantity.span.first - NEAR), quantity.span.first)

    private companion object {
        const val ENOUGH = 3
        const val KIND = 4
        const val UNIT_NAMED = 4
        const val NEAR_AHEAD = 4
        const val NEAR_BEHIND = 2
        const val UNFIT = -10
        const val NEAR = 40
        const val NEAR_WORDS = 4
        val TOTALS = Words.stems("total sum amount subtotal")
        val ANY_AMOUNT = Words.stems("amount price cost total sum worth value salary pay budget revenue")
        val EACH_WORDS = Words.stems("unit each per rate")
        val EACH_BEFORE = Regex("(?:@|\\bat|\\beach)\\s*$")
        val EACH_AFTER = Regex("^\\s*(?:each|apiece|per|/)\\b")
        val AGED = Regex("\\b(?:age|aged)\\s*:?\\s*$", RegexOption.IGNORE_CASE)
        val TIME_UNITS = Words.stems("second seconds minute minutes hour hours day days week weeks month months year years min ms h s")
        val TIMES = setOf("x", "pc", "piece", "unit", "item", "time")
        val YEARS = 1000.toBigDecimal()..2999.toBigDecimal()
    }
}
