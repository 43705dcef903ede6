package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.reading.Events
import dev.sluice.testing.offline.reading.Gazetteer
import dev.sluice.testing.offline.reading.Moment
import dev.sluice.testing.offline.reading.NameKind
import dev.sluice.testing.offline.reading.Passage
import dev.sluice.testing.offline.reading.Quantity
import dev.sluice.testing.offline.reading.Words

/** Facts of a known kind, as they stand in one scope of the text. */
internal class Facts(private val scope: Scope) {
    private val passage: Passage get() = scope.passage

    /** The fact of the kind that [field] means; null if there is none here, or if its meaning is no such kind. */
    fun one(field: Field): String? = when (field.meaning) {
        Meaning.DATE, Meaning.TIME -> moment(field)?.text
        Meaning.MONEY -> amount(field)
        Meaning.PLACE -> place()
        Meaning.DEPARTMENT -> department()
        Meaning.ROLE -> role()
        Meaning.EVENT -> Events.typeOf(passage.text)
        Meaning.CODE -> code(field)
        Meaning.PERSON -> person(field)
        Meaning.NAME -> scope.record?.subject ?: listedName() ?: all(field).firstOrNull()
        Meaning.COMPANY, Meaning.PRODUCT -> scope.record?.subject ?: named(field)
        Meaning.DURATION, Meaning.COUNT, Meaning.PERCENT, Meaning.AGE, Meaning.YEAR, Meaning.SCORE -> NumberFinder(scope).find(field)?.text
        else -> all(field).firstOrNull()
    }

    /** All facts of the kind that [field] means, in order. */
    fun all(field: Field): List<String> = when (field.meaning) {
        Meaning.EMAIL -> passage.contacts.emails
        Meaning.PHONE -> passage.contacts.phones
        Meaning.URL -> passage.contacts.urls
        Meaning.ADDRESS -> passage.contacts.streets
        Meaning.PERSON -> passage.names.of(NameKind.PERSON)
        Meaning.COMPANY -> passage.names.of(NameKind.COMPANY)
        Meaning.PLACE -> passage.names.of(NameKind.PLACE)
        Meaning.PRODUCT -> passage.names.of(NameKind.PRODUCT)
        Meaning.NAME -> passage.names.all.map { it.text }
        Meaning.DATE, Meaning.TIME -> passage.moments.map { it.text }.distinct()
        Meaning.MONEY -> passage.quantities.filter { it.currency != null }.map { it.text }.distinct()
        Meaning.PERCENT -> passage.quantities.filter { it.isPercent }.map { it.text }.distinct()
        Meaning.CURRENCY -> passage.quantities.mapNotNull { it.currency }.distinct()
        Meaning.CODE -> passage.contacts.codes.map { it.value }.distinct()
        Meaning.KEYWORD -> passage.keywords
        else -> emptyList()
    }

    /** Of several dates the one whose words before it speak of [field]; the first, if none does. */
    fun moment(field: Field): Moment? {
        val telling = Synonyms.of(field.stems.filter { it !in DATE_WORDS })
        val spoken = passage.moments.firstOrNull { moment -> stemsBefore(moment.span.first).any { it in telling } }
        val exact = passage.moments.filter { if (field.meaning == Meaning.TIME) it.time != null else it.date != null }
        val ofKind = exact.ifEmpty { passage.moments }
        val isEnd = ofKind.size > 1 && field.stems.any { it in END_WORDS }
        return spoken?.takeIf { it in ofKind } ?: if (isEnd) ofKind.last() else ofKind.firstOrNull()
    }

    private fun stemsBefore(at: Int): List<String> = Words.stemsOf(passage.text.substring(maxOf(0, at - NEAR), at))

    /** Money with its currency, or, where there is none, a measure with its unit. */
    private fun amount(field: Field): String? {
        val quantity = NumberFinder(scope).find(field) ?: return passage.quantities.firstOrNull { it.currency != null }?.text
        val unit = quantity.unit?.takeIf { quantity.currency == null && it in MEASURES }
        return if (unit == null) quantity.text else "${quantity.text} $unit"
    }

    /** What a list item or the title over a list is called. */
    private fun listedName(): String? {
        val record = scope.record
        if (record != null) {
            val next = scope.free().firstOrNull() ?: return null
            val name = if (next == record.segments.first()) scope.essence ?: next else next
            return name.takeIf { Words.ofText(it).size <= LONGEST_NAME }?.also { scope.use(next) }
        }
        return passage.heading ?: passage.lines.firstOrNull { !it.isBlank }?.takeIf { !it.isItem && passage.items.isNotEmpty() }?.text
    }

    private fun place(): String? {
        val segment = scope.free().firstOrNull(::isPlace) ?: scope.free().drop(1).lastOrNull(::mayBePlace)?.takeIf { scope.isSegmented }
        return segment?.let { scope.use(it) } ?: passage.names.of(NameKind.PLACE).firstOrNull() ?: REMOTE.find(passage.text)?.value
    }

    private fun isPlace(segment: String): Boolean =
        REMOTE.containsMatchIn(segment) || segment in Gazetteer.PLACES || Passage(segment).names.of(NameKind.PLACE).isNotEmpty()

    /** A town that nobody knows: a capital, no figures, and no team. */
    private fun mayBePlace(segment: String): Boolean =
        segment.first().isUpperCase() && segment.none(Char::isDigit) && !TEAM.containsMatchIn(segment)

    private fun department(): String? {
        val segment = scope.free().firstOrNull { TEAM.containsMatchIn(it) }
        if (segment != null) return scope.use(segment).replace(TEAM, "").replace(ARTICLE, "").trim()
        return NAMED_TEAM.find(passage.text)?.groupValues?.get(1)
    }

    private fun role(): String? = scope.record?.subject?.let { Events.roleOf(it, passage.text) ?: "mentioned" }
        ?: passage.names.of(NameKind.PERSON).firstNotNullOfOrNull { Events.jobOf(it, passage.text) }

    private fun code(field: Field): String? {
        val telling = Synonyms.of(field.stems).filter { it.length > 2 }.toSet()
        val codes = passage.contacts.codes
        return (codes.firstOrNull { code -> stemsBefore(code.index).any { it in telling } } ?: codes.firstOrNull())?.value
    }

    private fun person(field: Field): String? {
        val people = passage.names.of(NameKind.PERSON)
        val whole = scope.record?.subject ?: people.firstOrNull { "by $it" in passage.text } ?: people.firstOrNull() ?: return null
        return when {
            "first" in field.words -> whole.substringBefore(' ')
            "last" in field.words -> whole.substringAfterLast(' ')
            else -> whole
        }
    }

    /** A company or a product: a name of that kind, else one whose kind the text leaves open. */
    private fun named(field: Field): String? {
        val known = all(field).ifEmpty { passage.names.of(NameKind.UNKNOWN) }
        return known.firstOrNull() ?: if (scope.isSegmented) scope.free().firstOrNull()?.let { scope.use(it) } else null
    }

    private companion object {
        const val NEAR = 30
        const val LONGEST_NAME = 6
        val MEASURES = "g kg mg ml l cl dl cup cups tbsp tsp oz lb lbs km m cm mm gb mb tb".split(' ').toSet()
        val DATE_WORDS = Words.stems("date day time when at event")
        val END_WORDS = Words.stems("end until finish expiry deadline to")
        val REMOTE = Regex("\\b(?:remote|hybrid|on-?site)\\b", RegexOption.IGNORE_CASE)
        val TEAM = Regex("\\b(?:team|department|dept\\.?|division|group|unit)\\b", RegexOption.IGNORE_CASE)
        val ARTICLE = Regex("^(?:the|our|in the|of)\\s+", RegexOption.IGNORE_CASE)
        val NAMED_TEAM = Regex("\\b([A-Z]\\w+(?: [A-Z]\\w+)?) (?:team|department|division|group)\\b")
    }
}
