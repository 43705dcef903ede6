package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.reading.Keywords
import dev.sluice.testing.offline.reading.Passage
import dev.sluice.testing.offline.reading.Segments
import dev.sluice.testing.offline.reading.Sentences
import dev.sluice.testing.offline.reading.shortened

/** Fills texts: with a fact where the field means one, with composed sentences where it means a thought. */
internal object TextFiller {
    /** The text that [field] wants; null if the source has nothing to say to it. */
    fun find(field: Field, shape: TextShape, scope: Scope): String? {
        val labelled = scope.labelled(field)?.takeUnless { it.isBlank() }
        if (shape.format != null && shape.format in MOMENTS) return dated(field, shape.format, labelled, scope)
        return labelled?.let { named(field, it) }
            ?: shape.format?.let { Formats.find(it, scope.passage) }
            ?: Facts(scope).one(field)
            ?: composed(field, scope)
            ?: scope.stated(field)
            ?: nextPiece(field, scope)
    }

    /** A text in any case: for a fact, that it is not stated; for a thought, the sentence nearest to it. */
    fun leastWrong(field: Field, scope: Scope): String = when {
        field.meaning in FACTUAL -> NOT_STATED
        scope.isSegmented -> scope.free().firstOrNull()?.let { scope.use(it) } ?: NOT_STATED
        else -> (scope.sentenceOn(field) ?: Keywords.central(scope.passage.sentences, 1).firstOrNull() ?: NOT_STATED).shortened(LONGEST)
    }

    private fun dated(field: Field, format: String, labelled: String?, scope: Scope): String? {
        val named = labelled?.let { Passage(it).moments.firstOrNull() }
        val moments = listOfNotNull(named, Facts(scope).moment(field))
        return moments.firstNotNullOfOrNull { Formats.of(format, it) } ?: Formats.find(format, scope.passage)
    }

    private fun composed(field: Field, scope: Scope): String? {
        val composer = Composer(scope.source, scope.passage)
        return when (field.meaning) {
            Meaning.REASONING -> if (isListed(scope)) scope.passage.text else composer.reasoning()
            Meaning.ANSWER -> composer.answer()
            Meaning.VERDICT -> composer.verdict()
            Meaning.CAUSE -> composer.cause()
            Meaning.ACTION -> scope.essence ?: composer.action()
            Meaning.SUMMARY -> if (isListed(scope)) taken(scope) else composer.summary()
            Meaning.HEADLINE -> if (scope.record != null) headline(scope) else composer.headline()
            Meaning.QUOTE -> Quotations.of(scope).firstOrNull()
            Meaning.STRENGTH -> scope.passage.praise.firstOrNull()
            Meaning.WEAKNESS -> scope.passage.criticism.firstOrNull()
            Meaning.KEY_POINT -> scope.passage.statements.firstOrNull()
            Meaning.PRODUCT -> composer.subject.takeIf { scope.record == null }
            Meaning.SENTIMENT -> sentiment(Judgement.favour(scope.passage))
            Meaning.CATEGORY -> scope.passage.keywords.firstOrNull()
            Meaning.NEUTRAL -> if (isListed(scope)) taken(scope) else composer.summary()
            else -> null
        }
    }

    private fun headline(scope: Scope): String? =
        scope.record?.subject ?: taken(scope)?.let { Sentences.standAlone(it).shortened(LONGEST_HEADLINE) }

    /** Whether the scope is one short entry of a list, rather than prose. */
    private fun isListed(scope: Scope): Boolean = scope.record != null && scope.record.subject == null && scope.passage.sentences.size <= 1

    /** The record's next piece: first what it is about, then the rest as it stands. */
    private fun taken(scope: Scope): String? {
        val next = scope.free().firstOrNull() ?: return null
        scope.use(next)
        return if (next == scope.record?.segments?.first()) scope.essence ?: next else next
    }

    /** A label that names someone may go on with where they are: the name is its first piece. */
    private fun named(field: Field, labelled: String): String =
        if (field.meaning in Meaning.NAMED || field.meaning == Meaning.NAME) Segments.of(labelled).firstOrNull() ?: labelled else labelled

    /** In a line of unnamed pieces, a field of no known meaning takes the next. */
    private fun nextPiece(field: Field, scope: Scope): String? {
        if (!scope.isSegmented || field.meaning in FACTUAL || scope.record?.labels?.isEmpty() == false) return null
        return scope.free().firstOrNull { it.none(Char::isDigit) }?.let { scope.use(it) }
    }

    private fun sentiment(favour: Double): String = when {
        favour > EVEN -> "positive"
        favour < EVEN -> "negative"
        else -> "neutral"
    }

    /** What stands for a fact that the text does not give, where something has to stand. */
    const val NOT_STATED: String = "not stated"

    private const val EVEN = 0.5
    private const val LONGEST = 240
    private const val LONGEST_HEADLINE = 60
    private val MOMENTS = setOf("date", "date-time", "time")
    private val FACTUAL = Meaning.NUMERIC - Meaning.JUDGED + Meaning.NAMED - Meaning.PRODUCT +
        setOf(Meaning.EMAIL, Meaning.PHONE, Meaning.URL, Meaning.ADDRESS, Meaning.DEPARTMENT, Meaning.ROLE, Meaning.DATE, Meaning.TIME) +
        setOf(Meaning.CODE, Meaning.CURRENCY, Meaning.NAME, Meaning.EVENT)
}
