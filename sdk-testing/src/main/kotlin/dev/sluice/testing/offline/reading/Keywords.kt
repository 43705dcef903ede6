package dev.sluice.testing.offline.reading

/** What a text is about, by the words it repeats. */
internal object Keywords {
    private val COMMON = Words.stems(
        """
        a about above after again all also am an and any are as at be because been before being below between both but by can could
        did do does doing down during each few for from further get got had has have having he her here hers him his how i if in
        into is it its itself just like made make many may me might more most much must my need new no nor not now of off on once
        one only or other our out over own per please same say said see she should since so some still such than that the their them
        then there these they thing this those through time to too two under until up upon us use used very want was way we well
        went were what when where which while who whom why will with within without would year yes yet you your extract list
        summarise summarize following text find analyse analyze classify describe document
        """,
    )
    private const val SHORTEST = 3

    /** The words that say what [text] is about, most frequent first, then in order; as they are written. */
    fun of(text: String): List<String> {
        val counts = LinkedHashMap<String, MutableList<String>>()
        Words.ofText(text).forEach { word ->
            val stem = Words.stem(word)
            if (isTelling(word, stem)) counts.getOrPut(stem) { mutableListOf() } += word
        }
        return counts.values.sortedByDescending { it.size }.map { it.first() }
    }

    /** The [count] sentences that say most of what [sentences] say together, in their order. */
    fun central(sentences: List<String>, count: Int): List<String> {
        if (sentences.size <= count) return sentences
        val weights = sentences.flatMap { Words.stemsOf(it).distinct() }.groupingBy { it }.eachCount()
        val ranked = sentences.indices.sortedByDescending { index -> weight(sentences[index], index, weights) }
        return ranked.take(count).sorted().map(sentences::get)
    }

    private fun weight(sentence: String, index: Int, weights: Map<String, Int>): Double {
        val stems = Words.stemsOf(sentence).distinct().filter { isTelling(it, it) }
        if (stems.isEmpty()) return 0.0
        val shared = stems.sumOf { weights.getValue(it) - 1 }.toDouble() / stems.size
        val facts = if (sentence.any(Char::isDigit)) FACT_BONUS else 0.0
        return shared + facts + 1.0 / (index + 1)
    }

    /** Whether a word of this stem says something of what a text is about. */
    fun isTelling(stem: String): Boolean = isTelling(stem, stem)

    private fun isTelling(word: String, stem: String) =
        stem.length >= SHORTEST && stem !in COMMON && word !in COMMON && '\'' !in word && word.any(Char::isLetter)

    private const val FACT_BONUS = 0.5
}
