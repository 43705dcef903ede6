package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.reading.Label
import dev.sluice.testing.offline.reading.Passage
import dev.sluice.testing.offline.reading.Record
import dev.sluice.testing.offline.reading.Words
import kotlinx.serialization.json.JsonElement

/** The text that an object is filled from: all of it, or one record of it; and what of it was used already. */
internal class Scope(val source: Source, val record: Record? = null, val choice: Choice? = null) {
    val whole: Passage get() = source.passage
    val passage: Passage = record?.passage ?: source.passage
    private val used = mutableSetOf<String>()

    private val labels: List<Label> get() = record?.labels ?: passage.labels

    /** What the text itself writes behind the name of [field]. */
    fun labelled(field: Field): String? = Synonyms.best(field.namingStems, labels)?.value?.also { used += it }

    /**
     * What a record says when what only counts, prices or addresses it is taken off: `Widget` of `3 x Widget @ $4.50`, `fix the login` of
     * `Tom: fix the login`. Null outside records.
     */
    val essence: String? by lazy {
        val line = record?.segments?.firstOrNull { Label.of(it) == null } ?: record?.segments?.firstOrNull()
        line?.replace(PRICE_TAIL, "")?.replace(COUNT_HEAD, "")?.replace(ADDRESSEE, "")?.replace(AUTHOR, "")?.trim()?.ifEmpty { null }
    }

    /** Whether the record's pieces hold facts side by side, as a line with commas does. */
    val isSegmented: Boolean get() = record != null && record.segments.size > 1 && record.subject == null

    /** The record's pieces that nothing has taken yet; labelled ones left out, they were for someone. */
    fun free(): List<String> = record?.segments.orEmpty().filter { it !in used && Label.of(it) == null }

    fun use(segment: String): String = segment.also { used += it }

    /** What a sentence says [field] is: `the colour is deep blue`. */
    fun stated(field: Field): String? {
        val telling = field.words.filter { it.length > 2 }
        if (telling.isEmpty()) return null
        val phrase =
            Regex(
                "\\b${telling.joinToString("[ _-]") {
                    Regex.escape(it)
                }}\\b\\s(?:is|are|was|were)\\s(?!(?:not|no)\\b)([^.,;\\n]{1,120})",
                RegexOption.IGNORE_CASE,
            )
        return phrase.find(passage.text)?.groupValues?.get(1)?.trim()
    }

    /** The first sentence with a word of [field]'s name in it. */
    fun sentenceOn(field: Field): String? {
        val stems = field.stems.filter { it.length > 2 }
        return passage.sentences.firstOrNull { sentence -> Words.stemsOf(sentence).any { it in stems } }
    }

    fun of(record: Record): Scope = Scope(source, record)

    fun of(choice: Choice): Scope = Scope(source, record, choice)

    private companion object {
        val COUNT_HEAD = Regex("^\\d[\\d.,/]*\\s*(?:(?:x|×|pcs?|units?|g|kg|ml|l|cups?|tbsp|tsp|oz|lbs?)\\b)?\\s+(?=\\p{L})")
        val PRICE_TAIL = Regex("\\s*(?:@|=|:|\\bat\\b)\\s*[$€£]?\\d.*$")
        val AUTHOR = Regex("\\s+by\\s+\\p{Lu}[\\p{L}.]*(?:\\s\\p{Lu}[\\p{L}.]*){0,3}$")
        val ADDRESSEE = Regex("^\\p{Lu}\\p{L}+(?: \\p{Lu}\\p{L}+)?:\\s+")
    }
}

/** One of several values that a text speaks for, which an object is about. */
internal class Choice(val value: JsonElement, val signs: Double)
