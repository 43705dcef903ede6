package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.reading.Passage
import dev.sluice.testing.offline.reading.safeTake
import dev.sluice.testing.offline.reading.shortened

/** Brings texts into the form that a schema asks for. */
internal object TextFit {
    /** [value] if it has the form, else what comes nearest to it. */
    fun fit(value: String, shape: TextShape, passage: Passage): String {
        val formed = shape.format?.let { formatted(it, value, passage) } ?: value
        return if (shape.pattern != null) matching(shape.pattern, formed, shape, passage) else sized(formed, shape)
    }

    private fun formatted(format: String, value: String, passage: Passage): String? =
        if (Formats.holds(format, value)) value else Formats.find(format, passage) ?: Formats.plain(format)

    private fun matching(pattern: String, value: String, shape: TextShape, passage: Passage): String {
        val regex = try {
            Regex(pattern)
        } catch (_: IllegalArgumentException) {
            return sized(value, shape) // Not a pattern that this platform reads; there is nothing to hold the text to.
        }
        val candidates = sequenceOf(value, sized(value, shape)) + variants(value) + candidates(passage)
        val matching = candidates.filter { it.length <= LONGEST_CANDIDATE && regex.containsMatchIn(it) }
        val fitting = matching.firstOrNull { it.codePoints in shape.minLength..shape.maxLength }
        return fitting ?: PatternText.of(pattern) ?: matching.firstOrNull() ?: value
    }

    private fun variants(value: String) = sequenceOf(
        value.lowercase(),
        value.uppercase(),
        value.filter { it.isLetterOrDigit() },
        value.lowercase().replace(Regex("[^\\p{L}\\p{N}]+"), "-").trim('-'),
        value.filter { it.isDigit() },
    ).filter { it.isNotEmpty() }

    private fun candidates(passage: Passage): Sequence<String> =
        passage.contacts.codes.asSequence().map { it.value } +
            passage.text.splitToSequence(' ', '\n', ',').map { it.trim('.', ':', ';', '(', ')', '"') }.filter { it.isNotEmpty() }

    /** Cut between words where there is room for that; a text that is too short is repeated. */
    private fun sized(value: String, shape: TextShape): String = when {
        shape.format != null -> value
        value.codePoints > shape.maxLength -> shortened(value, shape.maxLength)
        value.codePoints < shape.minLength -> repeated(value.ifBlank { TextFiller.NOT_STATED }, shape.minLength, shape.maxLength)
        else -> value
    }

    private fun shortened(value: String, most: Int): String = if (most > SHORT) value.shortened(most) else value.safeTake(most)

    private fun repeated(value: String, least: Int, most: Int): String {
        if (least > LONGEST) throw UnanswerableException("it asks for a text of more than $LONGEST characters")
        val text = List(least / (value.codePoints + 1) + 1) { value }.joinToString(" ")
        val cut = if (text.codePoints > most) text.take(text.offsetByCodePoints(0, most)) else text
        return cut.trimEnd().padEnd(cut.length, '.')
    }

    private val String.codePoints: Int get() = codePointCount(0, length)

    private const val SHORT = 20
    private const val LONGEST_CANDIDATE = 500
    private const val LONGEST = 100_000
}
