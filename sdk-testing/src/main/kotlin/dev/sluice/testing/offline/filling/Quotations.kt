package dev.sluice.testing.offline.filling

/** What a text says in its own words. Sentences are tidied when they are read; a quote has to stand in the text as it is. */
internal object Quotations {
    /** The sentences of [scope], each as the whole text has it, on one line. */
    fun of(scope: Scope): List<String> = scope.passage.sentences.map { literal(it, scope.whole.text) }.distinct()

    private fun literal(sentence: String, text: String): String {
        val words = WORD.findAll(sentence).take(MOST_WORDS).map { Regex.escape(it.value) }.toList()
        if (words.isEmpty()) return sentence
        val found = Regex(words.joinToString(BETWEEN, postfix = END), RegexOption.IGNORE_CASE).find(text) ?: return sentence
        return found.value.replace(WHITE, " ")
    }

    private const val MOST_WORDS = 60
    private const val BETWEEN = "[^\\p{L}\\p{N}]+"
    private const val END = "(?:[.!?…]+(?=\\s|$))?"
    private val WORD = Regex("[\\p{L}\\p{N}]+")
    private val WHITE = Regex("\\s+")
}
