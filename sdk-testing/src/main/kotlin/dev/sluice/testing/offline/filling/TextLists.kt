package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.reading.Keywords
import dev.sluice.testing.offline.reading.Layout
import dev.sluice.testing.offline.reading.NameKind
import dev.sluice.testing.offline.reading.Sentences
import dev.sluice.testing.offline.reading.Words

/** Lists of texts: what a label enumerates, what stands under a heading, facts of one kind, statements of one tendency. */
internal class TextLists(private val scope: Scope) {
    private val passage = scope.passage

    /** The texts that [field] wants, in order; no more than [most] are of use. */
    fun find(field: Field, most: Int): List<String> {
        scope.labelled(field)?.let { return enumerated(it) }
        val headed = Layout(passage).under(Synonyms.of(field.stems)).map { it.passage.text }
        return headed.ifEmpty { meant(field, most) ?: spoken(field) }.map { it.trim() }.filter { it.isNotEmpty() }.distinct()
    }

    private fun enumerated(value: String): List<String> =
        value.trim('[', ']').split(ENUMERATION).map { it.trim(' ', '\'', '"', '.') }.filter { it.isNotEmpty() }

    /** Null when the field's meaning does not say what to look for. */
    private fun meant(field: Field, most: Int): List<String>? {
        val bare = scope.source.isBare && scope.record == null
        val composer = Composer(scope.source, passage)
        return when (field.meaning) {
            Meaning.STRENGTH -> if (bare) composer.bareStrengths() else passage.praise
            Meaning.WEAKNESS -> if (bare) composer.bareWeaknesses() else passage.criticism
            Meaning.KEY_POINT, Meaning.SUMMARY, Meaning.VERDICT -> points(most)
            Meaning.REASONING -> passage.statements
            Meaning.QUOTE -> Quotations.of(scope)
            Meaning.ACTION -> actions(composer)
            Meaning.CAUSE -> listOf(composer.cause())
            Meaning.KEYWORD, Meaning.HEADLINE, Meaning.CATEGORY -> passage.keywords.take(MOST_KEYWORDS)
            Meaning.COMPANY -> Facts(scope).all(field).ifEmpty { passage.names.of(NameKind.UNKNOWN) }
            in FACTS -> Facts(scope).all(field)
            else -> null
        }
    }

    private fun points(most: Int): List<String> {
        val listed = passage.items.map { it.text }
        return listed.ifEmpty { Keywords.central(passage.sentences, minOf(most, MOST_POINTS)).map(Sentences::standAlone) }
    }

    private fun actions(composer: Composer): List<String> {
        val asked = passage.items.map { it.text }.ifEmpty { passage.statements.filter { ASKING.containsMatchIn(it) } }
        return asked.ifEmpty { if (passage.criticism.isEmpty()) emptyList() else listOf(composer.action()) }
    }

    /** For a name of no known meaning: what is listed, else the sentences that speak of it. */
    private fun spoken(field: Field): List<String> {
        val children = scope.record?.children.orEmpty().map { it.passage.lines.first().text }
        val stems = field.stems.toSet()
        val sentences = passage.sentences.filter { sentence -> Words.stemsOf(sentence).any { it in stems } }
        return children.ifEmpty { if (scope.record == null) passage.items.map { it.text } else emptyList() }
            .ifEmpty { scope.stated(field)?.let(::enumerated).orEmpty() }
            .ifEmpty { sentences.map(Sentences::standAlone) }
            .ifEmpty { if (field.meaning == Meaning.NEUTRAL) points(MOST_POINTS) else emptyList() }
    }

    private companion object {
        const val MOST_POINTS = 5
        const val MOST_KEYWORDS = 6
        val ENUMERATION = Regex("\\s*[,;]\\s+(?:and\\s+)?|\\s+and\\s+|\\s*[,;]\\s*(?=['\"])")
        val ASKING = Regex("\\b(?:please|need to|must|should|todo|have to)\\b", RegexOption.IGNORE_CASE)
        val FACTS = setOf(Meaning.EMAIL, Meaning.PHONE, Meaning.URL, Meaning.ADDRESS, Meaning.PERSON, Meaning.PLACE, Meaning.PRODUCT) +
            setOf(Meaning.NAME, Meaning.DATE, Meaning.TIME, Meaning.MONEY, Meaning.PERCENT, Meaning.CURRENCY, Meaning.CODE)
    }
}
