package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.reading.Words

/** Words by which a text shows that it is about a topic, although it does not name it: a general table of English. */
internal object Topics {
    private val TABLE: Map<Set<String>, Set<String>> = mapOf(
        "billing payment payments finance financial invoice" to
            "charge charged charges bill invoice payment pay paid refund card subscription price overcharged fee credit debit " +
            "receipt money bank cost",
        "technical bug tech defect it outage incident error" to
            "error bug crash crashed broken fail failed failing load loading slow timeout server install update screen freeze " +
            "working connect exception",
        "account access login authentication user profile" to
            "account login log sign password username profile locked access email verify authentication",
        "feature request feature-request enhancement idea suggestion improvement" to
            "add feature wish suggest suggestion support option would could allow integrate nice",
        "complaint feedback dissatisfaction" to
            "frustrated angry disappointed unacceptable terrible worst complain complaint upset annoyed unhappy ridiculous rude " +
            "never again",
        "praise compliment positive" to "thank thanks great love excellent amazing happy wonderful perfect pleased",
        "shipping delivery logistics order" to
            "deliver delivery delivered ship shipped shipping package parcel courier track tracking arrive arrived late order",
        "returns refund return cancellation cancel" to "return refund exchange cancel back money replace replacement",
        "security fraud privacy" to "hack hacked breach fraud stolen phishing password leak suspicious unauthorized security",
        "sales pricing purchase" to "buy price quote discount offer demo trial license purchase upgrade plan",
        "question inquiry enquiry support help" to "how what where when help question wonder explain understand",
        "sport sports" to "match game team goal score league player coach season win tournament champion",
        "politics political government" to "government election minister president parliament vote law policy senate party",
        "technology software computing science" to
            "software computer app data chip device internet digital research developer cloud ai phone",
        "business economy economic market" to "company market revenue profit shares stock acquire merger quarter growth investor sales ceo",
        "health medical medicine" to "doctor patient hospital disease health drug treatment symptom pain medicine vaccine",
        "entertainment culture art music film" to "film movie music band album concert actor show series artist theatre",
        "travel holiday tourism" to "flight hotel trip travel airport beach holiday booking tour passport",
        "food restaurant cooking" to "restaurant food meal eat dish recipe cook taste dinner menu flavor",
        "hr hiring recruitment job career" to "job hire hiring salary candidate interview vacancy employee resume role position",
        "legal contract law" to "contract clause agreement liability court law legal party terms lawsuit",
        "spam advertisement promotion" to "free winner click prize offer limited buy now guarantee claim",
    ).map { (names, words) -> Words.stems(names) to Words.stems(words) }.toMap()

    /** The stems that speak for a topic called [name]. */
    fun signs(name: List<String>): Set<String> {
        val stems = name.map(Words::stem)
        return stems.toSet() + TABLE.filterKeys { names -> stems.any { it in names } }.values.flatten()
    }
}
