package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.reading.Label
import dev.sluice.testing.offline.reading.Words

/** Which words of everyday English are used for one another, so that `salary` finds the label `Pay`. */
internal object Synonyms {
    private val GROUPS = listOf(
        "vendor seller supplier from merchant issuer provider",
        "customer client buyer bill recipient to",
        "quantity qty count units number",
        "price rate cost",
        "total sum amount",
        "tax vat gst",
        "due deadline",
        "salary pay compensation wage",
        "location place city where office venue",
        "team department division dept",
        "title position role subject headline",
        "email mail",
        "phone tel telephone mobile",
        "url website link",
        "strength strengths pro pros advantage plus benefit liked upside good",
        "weakness weaknesses con cons disadvantage drawback minus disliked downside bad",
        "date when",
        "summary description overview abstract",
        "author by writer",
        "number no nr id code",
        "color colour",
        "company employer organization",
        "item product article",
        "job opening position vacancy role",
        "step task action",
        "ingredient ingredients",
        "start from begin",
        "end until finish",
    ).map(Words::stems)
    private val WEAK = Words.stems("date name number no amount total id type value text of the in")
    private const val SYNONYM = 0.8
    private const val ENOUGH = 0.62

    /** Every word that can stand for one of [stems], themselves included. */
    fun of(stems: Collection<String>): Set<String> = stems.toSet() + GROUPS.filter { group -> stems.any { it in group } }.flatten()

    /** The label of [labels] that names best what [stems] name, if one does well enough. */
    fun best(stems: List<String>, labels: List<Label>): Label? =
        labels.map { it to score(stems, it.stems) }.filter { it.second >= ENOUGH }.maxByOrNull { it.second }?.first

    /** 1 when both say the same; words that say little by themselves count half. */
    fun score(wanted: List<String>, found: List<String>): Double {
        if (wanted.isEmpty() || found.isEmpty() || differ(wanted, found)) return 0.0
        return WANTED_SHARE * covered(wanted, found) + (1 - WANTED_SHARE) * covered(found, wanted)
    }

    /** An invoice's number is not its date, although both speak of an invoice. */
    private fun differ(wanted: List<String>, found: List<String>): Boolean =
        (wanted - of(found)).any { it in WEAK } && (found - of(wanted)).any { it in WEAK }

    private fun covered(words: List<String>, by: List<String>): Double {
        val synonyms = of(by)
        val matched = words.sumOf { word ->
            weight(word) * (
                if (word in by) {
                    1.0
                } else if (word in synonyms) {
                    SYNONYM
                } else {
                    0.0
                }
                )
        }
        return matched / words.sumOf(::weight)
    }

    private fun weight(word: String): Double = if (word in WEAK) 0.5 else 1.0

    private const val WANTED_SHARE = 0.6
}
