package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.reading.Words

/** What kind of fact a property wants, told by the words of its name. A general table of English; no example's own words. */
internal enum class Meaning(words: String) {
    // Two words before one, so that `due date` is no mere date: the table is searched for the longest match.
    KEY_POINT("key_point main_point highlight takeaway key_fact finding bullet point insight fact"),
    REASONING("reasoning rationale chain_of_thought thought thinking explanation justification analysis why reason step_by_step steps"),
    STRENGTH("strength pro advantage benefit positive upside good_point plus like merit"),
    WEAKNESS(
        "weakness con disadvantage drawback negative downside bad_point minus problem issue limitation complaint risk concern " +
            "symptom",
    ),
    VERDICT("verdict conclusion recommendation overall assessment judgement judgment opinion bottom_line outcome"),
    ANSWER("answer final_answer reply response"),
    CAUSE("cause likely_cause root_cause culprit diagnosis origin"),
    ACTION("action recommended_action next_step next_action remedy fix solution todo task action_item suggestion resolution"),
    SUMMARY(
        "summary description abstract overview gist tldr body content details detail notes note text comment message about " +
            "snippet",
    ),
    HEADLINE("title headline subject heading topic position job_title label caption"),
    KEYWORD("keyword tag hashtag theme term"),
    QUOTE("quote evidence citation excerpt source_text passage sentence substring_quote"),
    EMAIL("email mail e_mail email_address"),
    PHONE("phone telephone mobile fax phone_number tel"),
    URL("url link website homepage uri site"),
    ADDRESS("address street"),
    PERSON(
        "person people full_name first_name last_name author sender recipient attendee participant contact speaker user " +
            "employee owner assignee candidate patient guest character member",
    ),
    COMPANY(
        "company organization organisation employer firm business vendor supplier seller manufacturer brand merchant customer " +
            "client buyer issuer publisher institution",
    ),
    PRODUCT("product device model good article product_name"),
    PLACE("place location city country region venue destination town state headquarters office where"),
    NAME("name entity"),
    DEPARTMENT("department team division unit group dept"),
    EVENT("event event_type event_name incident happening occurrence"),
    ROLE("role part function occupation profession job"),
    DATE("date day deadline when datetime timestamp due published created start_date end_date birthday period due_date"),
    TIME("time hour start_time end_time"),
    CODE("id identifier number code reference sku ref serial invoice_number order_number order_id key"),
    CURRENCY("currency currency_code"),
    MONEY(
        "amount price cost total subtotal salary salary_range fee tax budget revenue pay compensation worth payment balance " +
            "discount vat charge sum rate wage income spend",
    ),
    PERCENT("percent percentage share growth ratio pct margin"),
    AGE("age"),
    YEAR("year"),
    DURATION("duration length_of_time minutes hours days seconds weeks months years experience"),
    COUNT("count quantity qty units amount_of size how_many population pages attempts"),
    SCORE("score rating grade stars mark points rank quality"),
    CONFIDENCE("confidence probability likelihood certainty relevance"),
    URGENCY(
        "urgency priority severity importance criticality impact level escalate escalation human needs_human urgent " +
            "requires_attention",
    ),
    SENTIMENT("sentiment tone mood polarity attitude emotion feeling"),
    CATEGORY("category type kind class classification genre"),
    NEUTRAL("value item items result output data element entry record list object root thing"),
    OTHER(""),
    ;

    private val phrases: Set<List<String>> = words.split(' ').filter { it.isNotEmpty() }.map { it.split('_').map(Words::stem) }.toSet()

    companion object {
        private const val LONGEST = 3

        /** The meanings that a number can have. */
        val NUMERIC: Set<Meaning> = setOf(MONEY, PERCENT, AGE, YEAR, DURATION, COUNT, SCORE, CONFIDENCE, URGENCY, SENTIMENT)

        /** Of these, the ones that are a judgement rather than a fact. */
        val JUDGED: Set<Meaning> = setOf(SCORE, CONFIDENCE, URGENCY, SENTIMENT)

        /** The meanings that are kinds of names. */
        val NAMED: Set<Meaning> = setOf(PERSON, COMPANY, PRODUCT, PLACE)

        /**
         * What [words], a property's name, stand for: the longest known run of words, the last one first, as English puts the noun last.
         * Only meanings in [among] count.
         */
        fun of(words: List<String>, among: Set<Meaning> = entries.toSet()): Meaning {
            val stems = words.map(Words::stem)
            for (length in minOf(LONGEST, stems.size) downTo 1) {
                for (start in stems.size - length downTo 0) {
                    val run = stems.subList(start, start + length)
                    entries.firstOrNull { it in among && run in it.phrases }?.let { return it }
                }
            }
            return OTHER
        }
    }
}
