package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.reading.Passage
import dev.sluice.testing.offline.reading.Polarity
import dev.sluice.testing.offline.reading.Words
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull

/** Which of several fixed values a text speaks for. */
internal class Choices(private val values: List<JsonElement>) {
    private val names: List<List<String>> = values.map { Words.ofIdentifier((it as? JsonPrimitive)?.contentOrNull.orEmpty()) }

    /**
     * The values that [passage] has evidence for, the most of it first, each with the number of signs found; what stands early counts a
     * little more, as people say first what matters most.
     */
    fun ranked(passage: Passage): List<Pair<JsonElement, Double>> =
        values.indices.map { values[it] to evidence(names[it], passage) }.filter { it.second > 0.0 }.sortedByDescending { it.second }

    /** The value called [text], by its words. */
    fun called(text: String): JsonElement? {
        val words = Words.ofText(text).map(Words::stem)
        val exact = values.indices.firstOrNull { index -> names[index].map(Words::stem) == words }
        val within =
            exact ?: values.indices.firstOrNull { index -> names[index].isNotEmpty() && words.containsAll(names[index].map(Words::stem)) }
        return within?.let(values::get)
    }

    /** One of them for [field], evidence or not: by the scale they form, by evidence, or the one that says "none of these". */
    fun choose(field: Field, scope: Scope): JsonElement = scope.labelled(field)?.let(::called)
        ?: onScale(field, scope)
        ?: ranked(scope.passage).firstOrNull()?.first
        ?: values.indices.firstOrNull { index -> names[index].any { it in NONE_OF_THESE } }?.let(values::get)
        ?: values.first()

    /** Whether [value] was chosen for a reason: there are signs of it, or it is the step of a scale. */
    fun speaksFor(value: JsonElement, field: Field, scope: Scope): Boolean =
        onScale(field, scope) != null || ranked(scope.passage).any { it.first == value }

    private fun evidence(name: List<String>, passage: Passage): Double {
        val stems = name.map(Words::stem).filter { it.length > 1 }
        if (stems.isEmpty()) return 0.0
        val named = if (stems.all { it in passage.stemSet }) NAMED_WEIGHT else 0.0
        val signs = Topics.signs(name)
        return named +
            passage.stems.withIndex().filter { it.value in signs && it.value !in stems }.sumOf { 1 - LATE * it.index / passage.stems.size }
    }

    /** When all values are steps of one scale, the step that the text comes to. */
    private fun onScale(field: Field, scope: Scope): JsonElement? {
        val polarity = names.map { name -> POLES.entries.firstOrNull { (words, _) -> name.any { it in words } }?.value }
        if (polarity.all { it != null }) return values[nearest(polarity.map { it!! }, polarityOf(scope.passage))]
        val steps = names.map { name -> name.firstNotNullOfOrNull(STEPS::get) }
        if (steps.any { it == null }) return null
        return values[nearest(steps.map { it!! }, share(field, scope))]
    }

    private fun share(field: Field, scope: Scope): Double = when (field.meaning) {
        Meaning.CONFIDENCE -> Judgement.confidence(scope.passage)
        Meaning.SCORE, Meaning.SENTIMENT -> Judgement.favour(scope.passage)
        else -> Polarity.urgency(scope.passage.text)
    }

    private fun polarityOf(passage: Passage): Double = when {
        passage.praise.size > passage.criticism.size -> 1.0
        passage.praise.size < passage.criticism.size -> 0.0
        passage.praise.isNotEmpty() -> MIXED
        else -> 0.5
    }

    private fun nearest(steps: List<Double>, share: Double): Int = steps.indices.minByOrNull { kotlin.math.abs(steps[it] - share) }!!

    private companion object {
        const val NAMED_WEIGHT = 3.0
        const val LATE = 0.4
        const val MIXED = 0.51
        val NONE_OF_THESE = setOf("other", "unknown", "none", "neutral", "general", "misc", "unspecified", "unclear", "undefined", "na")
        val POLES = mapOf(
            setOf("positive", "good", "pro", "happy", "favorable") to 1.0,
            setOf("negative", "bad", "con", "unhappy", "unfavorable") to 0.0,
            setOf("mixed") to MIXED,
            setOf("neutral") to 0.5,
        )
        val STEPS = mapOf(
            0.0 to "none trivial lowest",
            0.1 to "low minor small weak info p4",
            0.45 to "medium moderate normal average fair warning p3",
            0.7 to "high major large strong p2",
            0.85 to "severe",
            0.95 to "critical urgent p1",
            1.0 to "highest blocker emergency",
        ).flatMap { (share, words) -> words.split(' ').map { it to share } }.toMap()
    }
}
