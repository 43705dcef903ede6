package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.reading.Layout
import dev.sluice.testing.offline.reading.NameKind
import dev.sluice.testing.offline.reading.Record
import dev.sluice.testing.offline.reading.Segments

/** Which pieces of a text a list of objects is made from. */
internal class Records(private val scope: Scope) {
    private val layout = Layout(scope.passage)

    /**
     * One piece for each [element] of [field]. [isNested]: the list belongs to an element of its own kind, and only what stands under that
     * counts.
     */
    fun of(field: Field, element: Field, isNested: Boolean): List<Record> {
        val record = scope.record
        if (record != null && (isNested || record.children.isNotEmpty())) return record.children
        val named = labelled(field).ifEmpty { layout.under(Synonyms.of(field.stems)) }
        return named.ifEmpty { if (record == null) whole(field, element) else layout.about(names(element)) }
    }

    private fun labelled(field: Field): List<Record> = scope.labelled(field)?.let { Segments.of(it) }.orEmpty().map { Record.ofText(it) }

    private fun whole(field: Field, element: Field): List<Record> {
        val prose = { layout.paragraphs.takeUnless { field.meaning in POINTS } ?: layout.statements }
        return layout.byLayout.ifEmpty { layout.about(names(element)) }.ifEmpty(prose).ifEmpty { layout.sentences }
    }

    private fun names(field: Field): List<String> {
        val names = scope.passage.names
        return when (field.meaning) {
            Meaning.PERSON -> names.of(NameKind.PERSON)
            Meaning.COMPANY -> names.of(NameKind.COMPANY).ifEmpty { names.of(NameKind.UNKNOWN) }
            Meaning.PLACE -> names.of(NameKind.PLACE)
            Meaning.PRODUCT -> names.of(NameKind.PRODUCT)
            Meaning.NAME -> names.all.map { it.text }
            else -> emptyList()
        }
    }

    companion object {
        private val POINTS = setOf(Meaning.KEY_POINT, Meaning.REASONING, Meaning.ACTION, Meaning.STRENGTH, Meaning.WEAKNESS, Meaning.QUOTE)

        /** Whether the text sets its records out by itself. */
        fun isListed(scope: Scope): Boolean = Layout(scope.passage).byLayout.size > 1
    }
}
