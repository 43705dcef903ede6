package dev.sluice.testing.offline.reading

/** What happens in a text, and the parts that those named in it play, from the verb between them. */
internal object Events {
    private const val TELLING = "announcement"

    private class Verb(words: String, val event: String, val subject: String, val target: String) {
        val stems: Set<String> = Words.stems(words)
    }

    private val VERBS = listOf(
        Verb("acquire acquisition takeover buyout", "acquisition", "acquirer", "target"),
        Verb("buy bought buys purchase", "purchase", "buyer", "target"),
        Verb("merge merger", "merger", "merging party", "merging party"),
        Verb("advise advisor adviser", "advisory engagement", "advisor", "client"),
        Verb("invest investment invested", "investment", "investor", "investee"),
        Verb("raise funding", "funding round", "fundraiser", "investor"),
        Verb("sue lawsuit", "lawsuit", "plaintiff", "defendant"),
        Verb("partner partnership", "partnership", "partner", "partner"),
        Verb("sell sold", "sale", "seller", "buyer"),
        Verb("hire appoint appointed", "appointment", "employer", "appointee"),
        Verb("supply supplies supplied", "supply agreement", "supplier", "customer"),
        Verb("launch launched unveil release", "launch", "maker", "subject"),
        Verb("found founded establish", "founding", "founder", "founded"),
        Verb("resign resigned retire", "departure", "leaver", "employer"),
        Verb("join joined", "appointment", "joiner", "employer"),
        Verb("outage crash incident spike", "incident", "affected", "affected"),
        Verb("meet met meeting", "meeting", "participant", "participant"),
        Verb("announce announced", TELLING, "announcer", "subject"),
    )

    /** The kind of event that [text] tells of: the strongest verb first mentioned, null if it has none. */
    fun typeOf(text: String): String? {
        val stems = Words.stemsOf(text)
        return VERBS.filter { verb -> stems.any { it in verb.stems } }.minByOrNull(VERBS::indexOf)?.event
    }

    /** The part that [name] plays in [text]: from the nearest verb in a sentence that mentions it, or its job title. */
    fun roleOf(name: String, text: String): String? =
        jobOf(name, text) ?: Sentences.of(text).filter { name in it }.firstNotNullOfOrNull { part(name, it) }

    private fun part(name: String, sentence: String): String? {
        val before = Words.stemsOf(sentence.substringBefore(name))
        val after = Words.stemsOf(sentence.substringAfter(name))
        val led = nearest(after)
        val followed = nearest(before.asReversed())
        val passive = led != null && after.getOrNull(led.first + 1) == "by"
        val agent = followed != null && before.getOrNull(before.size - followed.first) == "by"
        return when {
            followed != null && (led == null || followed.first <= led.first) -> followed.second.let { if (agent) it.subject else it.target }
            led != null -> led.second.let { if (passive) it.target else it.subject }
            else -> null
        }
    }

    /** The first verb in [stems] and its place; announcing is only a word for telling, so another verb comes before it. */
    private fun nearest(stems: List<String>): Pair<Int, Verb>? = VERBS
        .mapNotNull { verb -> stems.indexOfFirst { it in verb.stems }.takeIf { it >= 0 }?.let { it to verb } }
        .minWithOrNull(compareBy({ it.second.event == TELLING }, { it.first }))

    /** `CEO`, from `Jane Doe, CEO of Acme` or `CEO Jane Doe`. */
    fun jobOf(name: String, text: String): String? {
        val quoted = Regex.escape(name)
        val behind = Regex("$quoted(?:,| is| was|\\s\\()\\s?(?:the |a |an |its |our )?($JOB)").find(text)
        val ahead = Regex("\\b($JOB),? $quoted").find(text)
        return (behind ?: ahead)?.groupValues?.get(1)?.trim()
    }

    private const val NO_ADJECTIVE = "whose|who|which|that|and|by|the|said|with|from|to|of"
    private const val OFFICES = "CEO|CTO|CFO|COO|VP|[Ff]ounder|[Pp]resident|[Dd]irector|[Mm]anager|[Ee]ngineer|[Aa]nalyst|[Dd]octor|" +
        "[Pp]rofessor|[Cc]hair(?:man|woman)?|[Dd]esigner|[Dd]eveloper|[Aa]dvis[eo]r|[Hh]ead of [A-Za-z]+"
    private const val JOB = "(?:(?!(?:$NO_ADJECTIVE)\\b)[A-Za-z]+ ){0,2}(?:$OFFICES)"
}
