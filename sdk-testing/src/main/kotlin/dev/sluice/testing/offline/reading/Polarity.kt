package dev.sluice.testing.offline.reading

/** How a clause speaks of its subject: for it, against it, and with how much urgency. */
internal object Polarity {
    private val POSITIVE = Words.stems(
        """
        good great joy pleasure excellent amazing awesome superb outstanding fantastic wonderful brilliant impressive best better
        love loved like likes enjoy enjoyed fast quick quickly speedy smooth smoothly easy easily simple intuitive reliable stable
        solid sturdy robust durable strong bright sharp crisp clear beautiful elegant comfortable light lightweight quiet generous
        affordable cheap efficient effective helpful friendly useful handy powerful responsive accurate flawless perfect perfectly
        pleased happy satisfied delighted recommend recommended worth improve improved improvement gain growth profit success
        successful win thank thanks gorgeous superior seamless convenient secure safe fresh clean polished thoughtful exceed
        exceeded resolved lovely faster quieter brighter cheaper lighter stronger easier smoother
        """,
    )
    private val NEGATIVE = Words.stems(
        """
        bad poor worse worst awful terrible horrible disappointing disappointed disappointment slow slowly sluggish laggy lag heavy
        bulky clunky flimsy fragile expensive overpriced pricey costly noisy loud dim blurry grainy dull confusing confused
        complicated difficult hard awkward annoying annoyed frustrating frustrated frustration angry unhappy upset hate hated
        dislike broken break broke breaks fail failed fails failing failure error errors bug bugs buggy crash crashed crashes
        crashing freeze freezes froze hang hangs stuck problem problems issue issues fault defective damaged missing lost lose lack
        lacks lacking limited weak unreliable unstable useless waste wrong incorrect inaccurate late delayed delay overheat
        overheats hot leak leaks outage down unresponsive complain complaint refund cancel overcharged scratch scratched wobbly
        uncomfortable mediocre underwhelming drain drains drained unfortunately spiked spike timeout denied rejected unauthorized
        breach stolen fraud risk decline declined loss drop dropped cramped dated unable unavailable
        slower louder heavier harder
        """,
    )
    private val NEGATIONS =
        "not no never without hardly barely neither nor isn't wasn't aren't doesn't don't didn't won't nothing".split(' ').toSet()
    private val INABILITY = setOf("can't", "cannot", "couldn't", "unable", "won't")
    private val ALARM = Words.stems(
        """
        urgent urgently immediately asap emergency critical severe outage down breach fraud stolen deadline unacceptable furious
        lawsuit legal frustrated angry again spiked failing production everyone nobody
        """,
    )

    /** Above zero speaks for, below zero against; about one a word that says so. */
    fun of(clause: String): Int {
        val words = Words.ofText(clause)
        // `Not everything is good` announces what follows, and says nothing yet.
        if (words.firstOrNull() == "not" && words.getOrNull(1) in setOf("everything", "all")) return 0
        var sum = if (FULL_LOAD.containsMatchIn(clause)) -1 else 0
        for ((index, word) in words.withIndex()) {
            if (word in INABILITY) sum -= 1
            val stem = Words.stem(word)
            val weight = if (stem in POSITIVE || word in POSITIVE) {
                1
            } else if (stem in NEGATIVE || word in NEGATIVE) {
                -1
            } else {
                0
            }
            if (weight == 0) continue
            val negated = (maxOf(0, index - NEGATION_REACH) until index).any { words[it] in NEGATIONS }
            sum += if (negated) -weight else weight
        }
        return sum
    }

    /** How much a text presses, from 0 (calm) to 1 (an emergency): alarm words, things that do not work, full load, exclamation marks. */
    fun urgency(text: String): Double {
        val words = Words.ofText(text)
        val alarms = words.map(Words::stem).distinct().count { it in ALARM }
        val blocked = words.count { it in INABILITY }
        val troubles = (-of(text)).coerceIn(0, MOST_TROUBLES)
        val marks = text.count { it == '!' }.coerceAtMost(2)
        val full = if (FULL_LOAD.containsMatchIn(text)) 2 else 0
        return ((alarms + blocked + troubles + marks + full) / FULL_URGENCY).coerceAtMost(1.0)
    }

    private const val NEGATION_REACH = 3
    private const val MOST_TROUBLES = 3
    private const val FULL_URGENCY = 6.0
    private val FULL_LOAD =
        Regex("\\b(?:cpu|disk|memory|load|usage|capacity|utili[sz]ation)\\b[^.\\n]{0,30}\\b(?:9\\d|100)\\s?%", RegexOption.IGNORE_CASE)
}
