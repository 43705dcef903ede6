package dev.sluice.testing.offline.reading

/**
 * A piece of text, read for what it holds: lines, labels, sentences, numbers, dates, names. Each reading is made once, when it is
 * first asked for. Used by one thread at a time.
 */
internal class Passage(val text: String) {
    val lines: List<Line> = Line.of(text)

    /** The facts that the text labels itself, in order. */
    val labels: List<Label> by lazy { lines.filterNot { it.isBlank }.flatMap { Label.allIn(it.text) } }

    private val prose: List<String> by lazy { Prose.of(lines).flatMap(Sentences::of) }

    /** The sentences of prose and of list items, questions left out; headings, greetings and bare labels are none. */
    val sentences: List<String> by lazy { prose.filterNot { it.endsWith("?") }.ifEmpty { prose } }

    val questions: List<String> by lazy { prose.filter { it.endsWith("?") } }

    val clauses: List<String> by lazy { sentences.flatMap(Sentences::clauses).distinct() }

    val items: List<Line> by lazy { lines.filter { it.isItem } }
    val moments: List<Moment> by lazy { Moment.of(text) }
    val contacts: Contacts by lazy { Contacts(text, moments.map { it.span }) }
    val quantities: List<Quantity> by lazy {
        Quantity.of(text, moments.map { it.span } + contacts.spans + contacts.codes.map { it.index until it.index + it.value.length + 1 })
    }
    val names: Names by lazy { Names(text, moments.map { it.span } + contacts.spans) }
    val stems: List<String> by lazy { Words.stemsOf(text) }
    val stemSet: Set<String> by lazy { stems.toSet() }
    val keywords: List<String> by lazy { Keywords.of(text) }

    /** What the text says, each thing by itself: clauses, cut at their commas where every part still says something. */
    val statements: List<String> by lazy { clauses.flatMap(Sentences::statements).distinct() }

    /** The sentence in which the text sums itself up, if it does. */
    val conclusion: String? by lazy { sentences.firstOrNull(Sentences::concludes) }

    private val points: List<String> by lazy { statements.filterNot { it in conclusion.orEmpty() || Sentences.concludes(it) } }

    /** Statements that speak for their subject, in order. */
    val praise: List<String> by lazy { points.filter { Polarity.of(it) > 0 } }

    /** Statements that speak against it, in order. */
    val criticism: List<String> by lazy { points.filter { Polarity.of(it) < 0 } }

    /** The heading that the text begins with, if it does. */
    val heading: String? get() = lines.firstOrNull { !it.isBlank }?.takeIf { it.isHeading }?.text
}
