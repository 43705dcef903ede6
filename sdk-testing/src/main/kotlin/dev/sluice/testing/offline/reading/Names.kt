package dev.sluice.testing.offline.reading

/** What a name is the name of. */
internal enum class NameKind { PERSON, COMPANY, PLACE, PRODUCT, UNKNOWN }

/** A proper name in the text, at its first mention. */
internal class Name(val text: String, val span: IntRange, val kind: NameKind)

/** Finds proper names by their capitals, and tells their kind by their words and by the words around them. */
internal class Names(private val text: String, private val taken: List<IntRange>) {
    private class Token(val index: Int, val text: String, val range: IntRange, val startsSentence: Boolean)

    private val tokens: List<Token> =
        TOKEN.findAll(text).mapIndexed { index, it -> Token(index, it.value, it.range, startsSentence(it.range.first)) }.toList()
    private val smallWords: Set<String> by lazy { tokens.filter { it.text.first().isLowerCase() }.map { it.text }.toSet() }

    /** In order of first mention, each once. */
    val all: List<Name> by lazy {
        val kept = LinkedHashMap<String, Name>()
        runs().forEach { run -> nameOf(run)?.let { kept.putIfAbsent(it.text, it) } }
        // `Anna Berg` mentioned again as `Berg` is no second name.
        kept.values.filter { name -> kept.keys.none { it.startsWith("${name.text} ") || it.endsWith(" ${name.text}") } }
            .take(MOST_NAMES)
    }

    fun of(kind: NameKind): List<String> = all.filter { it.kind == kind }.map { it.text }

    private fun runs(): List<List<Token>> {
        val runs = mutableListOf<MutableList<Token>>()
        for (token in tokens) {
            val open = runs.lastOrNull()?.takeIf { it.isNotEmpty() && it.size < LONGEST && joins(it.last(), token) }
            when {
                taken.any { it.overlaps(token.range) } -> runs += mutableListOf<Token>()
                isNameLike(token, within = open != null) -> open?.add(token) ?: runs.add(mutableListOf(token))
                open != null && connects(token) -> open.add(token)
                else -> runs += mutableListOf<Token>()
            }
        }
        return runs.filter { it.isNotEmpty() }
    }

    /** `de` in `Rio de Janeiro`. */
    private fun connects(token: Token): Boolean {
        val next = tokens.getOrNull(token.index + 1)
        return token.text in CONNECTORS && next != null && joins(token, next) && isCapital(next)
    }

    private fun joins(left: Token, right: Token): Boolean {
        val between = text.substring(left.range.last + 1, right.range.first)
        return between == " " || between == " & " || (between == ". " && (left.text.length == 1 || left.text in Gazetteer.TITLES))
    }

    private fun isNameLike(token: Token, within: Boolean): Boolean = when {
        within && token.text.first().isDigit() -> token.text.length <= LONGEST_MODEL_NUMBER

        !isCapital(token) -> false

        token.text in Gazetteer.NO_NAMES || token.text.replace('’', '\'') in Gazetteer.NO_NAMES -> false

        // `Dr. Berg` and `J. Berg` go on behind their dot.
        token.startsSentence -> within || !opensAnyway(token)

        else -> true
    }

    /** A sentence's first word is capital in any case: a name only if it is known as one, looks like one, or another capital follows. */
    private fun opensAnyway(token: Token): Boolean {
        if (token.text.drop(1).any { it.isUpperCase() } || isKnown(token.text)) return false
        val next = tokens.getOrNull(token.index + 1)
        val goesOn = next != null && joins(token, next) && isCapital(next) && next.text !in Gazetteer.NO_NAMES
        val verbFollows = next != null && joins(token, next) && Words.stem(next.text) in NAME_FOLLOWERS
        return token.text.lowercase() in smallWords || (!goesOn && !verbFollows)
    }

    private fun isKnown(token: String): Boolean {
        val word = token.removeSuffix("'s").removeSuffix("’s")
        return word in Gazetteer.FIRST_NAMES || word in Gazetteer.PLACES || Gazetteer.PLACES.any { it.startsWith("$word ") }
    }

    private fun isCapital(token: Token): Boolean =
        token.text.first().isUpperCase() || (token.text.length > 2 && token.text.drop(1).any { it.isUpperCase() })

    private fun nameOf(run: List<Token>): Name? {
        val body = run.dropWhile { (it.text in Gazetteer.TITLES || it.text in CONNECTORS) && run.size > 1 }
        if (body.isEmpty()) return null
        val span = body.first().range.first..body.last().range.last
        val written = text.substring(span).removeSuffix("'s").removeSuffix("’s")
        if (written.length < 2) return null
        return Name(written, span, kindOf(written, body.map { it.text.removeSuffix("'s").removeSuffix("’s") }, run.size > body.size, span))
    }

    private fun kindOf(name: String, words: List<String>, titled: Boolean, span: IntRange): NameKind {
        val before = text.substring(maxOf(0, span.first - CONTEXT), span.first).trimEnd()
        val after = text.substring(span.last + 1, minOf(text.length, span.last + 1 + CONTEXT))
        return when {
            words.last().trimEnd('.') in Gazetteer.COMPANY_ENDINGS && words.size > 1 -> NameKind.COMPANY
            name in Gazetteer.PLACES -> NameKind.PLACE
            titled || isPersonal(words) -> NameKind.PERSON
            words.any { it.first().isDigit() || it.last().isDigit() } -> NameKind.PRODUCT
            words.size > 1 && words.last() in Gazetteer.PRODUCT_ENDINGS -> NameKind.PRODUCT
            PERSON_AFTER.containsMatchIn(after) -> NameKind.PERSON
            words.size in 2..3 && PERSON_BEFORE.containsMatchIn(before) -> NameKind.PERSON
            COMPANY_AFTER.containsMatchIn(after) || COMPANY_BEFORE.containsMatchIn(before) -> NameKind.COMPANY
            PLACE_BEFORE.containsMatchIn(before) && words.size <= 2 -> NameKind.PLACE
            words.first().first().isLowerCase() || PRODUCT_BEFORE.containsMatchIn(before) -> NameKind.PRODUCT
            else -> NameKind.UNKNOWN
        }
    }

    private fun isPersonal(words: List<String>): Boolean =
        words.first() in Gazetteer.FIRST_NAMES && words.size <= MOST_PERSONAL_WORDS && words.none { it.any(Char::isDigit) }

    private fun startsSentence(at: Int): Boolean {
        val before = text.substring(maxOf(0, at - 6), at)
        return at == 0 || before.isBlank() || SENTENCE_START.containsMatchIn(before)
    }

    private companion object {
        const val LONGEST = 6
        const val LONGEST_MODEL_NUMBER = 4
        const val CONTEXT = 40
        const val MOST_PERSONAL_WORDS = 4
        const val MOST_NAMES = 200
        val TOKEN = Regex("[\\p{L}\\p{N}]+(?:[-'’.][\\p{L}\\p{N}]+)*")
        val CONNECTORS = setOf("de", "van", "von", "der", "del", "la", "of")
        val SENTENCE_START = Regex("(?:[.!?:\"“(]\\s*|\\n\\s*(?:[-*•]\\s+)?)$")
        const val OFFICE = "CEO|CTO|CFO|COO|founder|president|director|manager"
        val PERSON_AFTER = Regex(
            "^(?:,? (?:aged?|who|said|says|wrote|born)\\b|,? (?:the |its |our )?(?:$OFFICE|head of)\\b|" +
                " \\(\\d{1,2}\\)|,? \\d{1,2},| (?:is|was) \\d{1,2}\\b)",
        )
        val PERSON_BEFORE = Regex(
            "(?:\\b(?:by|contact|with|name is|named|colleague|$OFFICE|hired|appointed|regards),?|^From:|\\bDear)$",
        )
        val COMPANY_AFTER = Regex(
            "^(?: (?:announced|acquire[sd]?|bought|raised|reported|launched|has acquired|will acquire|agreed to|sold|merged|" +
                "shares|stock)\\b|,? (?:a|the) (?:company|startup|maker|firm)\\b)",
        )
        val COMPANY_BEFORE = Regex(
            "\\b(?:acquire[sd]?|acquiring|bought|buys|acquisition of|merger with|company|startup|firm|works? at|worked at|employed by|" +
                "customer of|(?:$OFFICE) of|advised|advises|invested in|partner(?:ed)? with|shares of)$",
        )
        val PLACE_BEFORE = Regex("\\b(?:in|near|based in|from|located in|to|at the office in|office in|born in|lives in|moved to)$")
        val PRODUCT_BEFORE = Regex("\\b(?:the|this|my|our|new|buy|bought an?|using|use|review of|called)$", RegexOption.IGNORE_CASE)
        val NAME_FOLLOWERS = Words.stems(
            "is was has said says announced acquired buys bought raised reported launched agreed sold will founded works joined lives",
        )
    }
}
