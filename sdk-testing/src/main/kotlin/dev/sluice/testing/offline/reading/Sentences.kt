package dev.sluice.testing.offline.reading

/** Prose cut into sentences, and sentences into the clauses that may each say something else. */
internal object Sentences {
    private val END = Regex("[.!?…]+[\"'”’)\\]]*\\s+(?=[\"'“‘(\\[]?[\\p{Lu}\\p{N}])|[。！？]+")
    private val ABBREVIATION = Regex("(?:^|[\\s(])(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Inc|Ltd|Corp|Co|vs|e\\.g|i\\.e|etc|approx|[A-Z])\\.\\s+$")
    private val CLAUSE_SEAM = Regex(
        "\\s*;\\s+|\\s+[–—]\\s+|,?\\s+(?:but|however|although|though|yet|whereas|while|except that)[,\\s]+|" +
            ",\\s+and\\s+(?=(?:now|then|i|it|its|the|we|they)\\b|(?-i:\\p{Lu}\\p{L}+ )(?:is|was|has|had|will|turned|\\p{L}+ed)\\b)",
        RegexOption.IGNORE_CASE,
    )
    private val LEAD_IN =
        Regex(
            "^(?:and|but|however|although|though|yet|while|also|still|overall|in addition|on the other hand)[,\\s]+",
            RegexOption.IGNORE_CASE,
        )

    /** The sentences of [paragraph], in order, trimmed; an abbreviation's dot ends none. */
    fun of(paragraph: String): List<String> {
        val sentences = mutableListOf<String>()
        var start = 0
        for (end in END.findAll(paragraph)) {
            val candidate = paragraph.substring(start, end.range.last + 1)
            if (ABBREVIATION.containsMatchIn(candidate.takeLast(ABBREVIATION_WINDOW))) continue
            sentences += candidate.trim()
            start = end.range.last + 1
        }
        sentences += paragraph.substring(start).trim()
        return sentences.filter { it.isNotEmpty() }
    }

    /** The clauses of [sentence], each fit to stand alone: a capital first, no joining word before it, no full stop behind it. */
    fun clauses(sentence: String): List<String> = sentence.split(CLAUSE_SEAM).map(::standAlone).filter { it.isNotEmpty() }

    /** Whether [sentence] sums up what was said: `All in all, …`. */
    fun concludes(sentence: String): Boolean = CONCLUSION.containsMatchIn(sentence)

    /** `CPU is at 100%, response times spiked, no recent deploys` says three things; `a bright, sharp screen` says one. */
    fun statements(clause: String): List<String> {
        val parts = clause.split(COMMA)
        val apart = parts.size > 1 && parts.all { Words.ofText(it).size in STATEMENT_WORDS && !DEPENDENT.containsMatchIn(it.trim()) }
        return if (apart) parts.map(::standAlone).filter { it.isNotEmpty() } else listOf(clause)
    }

    /** [phrase] without joining words before it and punctuation behind it, its first letter a capital. */
    fun standAlone(phrase: String): String = phrase.trim().replace(LEAD_IN, "").trim(' ', ',', ';', ':', '.', '!', '\n', '\t').capitalised()

    private val CONCLUSION =
        Regex("^(?:overall|in conclusion|in short|all in all|in summary|to sum up|verdict|bottom line)\\b", RegexOption.IGNORE_CASE)
    private val COMMA = Regex(",\\s+(?:and\\s+)?")
    private val DEPENDENT =
        Regex(
            "^(?:which|who|where|when|because|so|with|including|such|in|on|at|for|from|if|as|of|by|like|more|less|\\p{L}+er than)\\b",
            RegexOption.IGNORE_CASE,
        )
    private val STATEMENT_WORDS = 3..14
    private const val ABBREVIATION_WINDOW = 12
}

/** The first letter as a capital, unless the first word is written its own way, as `iPhone` is. */
internal fun String.capitalised(): String = if (drop(1).takeWhile {
        it.isLetterOrDigit()
    }.any { it.isUpperCase() }
) {
    this
} else {
    replaceFirstChar { it.uppercaseChar() }
}

/** The first letter small, unless the first word is a name, an acronym or `I`. */
internal fun String.uncapitalised(names: Collection<String> = emptyList()): String {
    val first = takeWhile { it.isLetterOrDigit() || it == '\'' }
    val keeps =
        first.isEmpty() || first == "I" || first.startsWith("I'") || first.drop(1).any { it.isUpperCase() } || names.any { startsWith(it) }
    return if (keeps) this else replaceFirstChar { it.lowercaseChar() }
}

/** At most [limit] characters, cut between words. */
internal fun String.shortened(limit: Int): String {
    if (length <= limit) return this
    val cut = lastIndexOf(' ', limit - 1).takeIf { it > limit / 2 } ?: (limit - 1)
    return safeTake(cut).trimEnd(' ', ',', ';', ':', '-') + "…"
}

/** The first [count] characters, or one fewer where that would cut a surrogate pair. */
internal fun String.safeTake(count: Int): String =
    if (count in 1 until length && this[count - 1].isHighSurrogate()) take(count - 1) else take(count.coerceAtLeast(0))
