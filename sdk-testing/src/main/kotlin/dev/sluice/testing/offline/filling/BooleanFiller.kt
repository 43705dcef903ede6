package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.reading.Polarity
import dev.sluice.testing.offline.reading.Sentences
import dev.sluice.testing.offline.reading.Words

/** Fills truth values: from a label, from how pressing the text is, or from whether it speaks of the thing without denying it. */
internal object BooleanFiller {
    /** Whether [field] holds of the text; null if the text does not touch it. */
    fun find(field: Field, scope: Scope): Boolean? = scope.labelled(field)?.let(::spoken)
        ?: when (field.numericMeaning) {
            Meaning.URGENCY -> Polarity.urgency(scope.passage.text) >= PRESSING
            Meaning.SENTIMENT -> Judgement.favour(scope.passage) > EVEN
            else -> favoured(field, scope) ?: replyWanted(field, scope) ?: mentioned(field, scope)
        }

    private fun spoken(value: String): Boolean? = when (Words.ofText(value).firstOrNull()) {
        "yes", "true", "y", "on", "1", "included", "available", "required" -> true
        "no", "false", "n", "off", "0", "not", "none" -> false
        else -> null
    }

    private fun favoured(field: Field, scope: Scope): Boolean? =
        if (field.stems.any { it in FAVOURING }) Judgement.favour(scope.passage) > EVEN else null

    private fun replyWanted(field: Field, scope: Scope): Boolean? =
        if (field.meaning == Meaning.ANSWER || field.stems.any { it in REPLYING }) scope.passage.questions.isNotEmpty() else null

    private fun mentioned(field: Field, scope: Scope): Boolean? {
        val telling = field.stems.filterNot { it in AUXILIARIES }.flatMap { Topics.signs(listOf(it)) }.toSet()
        val clause =
            scope.passage.sentences.flatMap(Sentences::clauses).firstOrNull { clause -> Words.stemsOf(clause).any { it in telling } }
                ?: return null
        return !DENIAL.containsMatchIn(clause)
    }

    private const val PRESSING = 0.4
    private const val EVEN = 0.5
    private val AUXILIARIES = Words.stems(
        "is are was has have had needs need can could should will would does do requires require a the to of in it any contains includes",
    )
    private val FAVOURING = Words.stems("positive recommended recommend good worth favorable satisfied happy liked")
    private val REPLYING = Words.stems("reply answer response question")
    private val DENIAL =
        Regex("\\b(?:not|no|never|without|isn't|aren't|doesn't|don't|didn't|can't|cannot|lacks?)\\b", RegexOption.IGNORE_CASE)
}
