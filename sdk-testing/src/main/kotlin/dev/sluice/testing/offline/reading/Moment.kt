package dev.sluice.testing.offline.reading

import java.time.YearMonth

/** A date or time in the text. One that only makes sense today (`yesterday`, `10 minutes ago`) has no [date]. */
internal class Moment(
    val span: IntRange,
    val text: String,
    /** `2025-03-12`; the first day where the text gives only a month or a year. */
    val date: String?,
    /** `14:30:00`. */
    val time: String? = null,
) {
    companion object {
        private const val MONTHS = "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|" +
            "Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
        private const val WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
        private val MONTH_STARTS = listOf("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
        private const val CLOCK = "(\\d{1,2}):(\\d{2})(?::(\\d{2}))?\\s?([ap]\\.?m\\b)?"

        private val ISO = Regex(
            "\\b(\\d{4})-(\\d{2})-(\\d{2})" +
                "(?:[T ](\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?(?:Z|[+-]\\d{2}:?\\d{2})?)?\\b",
        )
        private val DAY_FIRST =
            Regex("\\b(\\d{1,2})(?:st|nd|rd|th)?\\.?\\s+(?:of\\s+)?($MONTHS)\\b\\.?(?:,?\\s+(\\d{4}))?", RegexOption.IGNORE_CASE)
        private val MONTH_FIRST =
            Regex("\\b($MONTHS)\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?\\b(?!:)(?:,?\\s+(\\d{4}))?", RegexOption.IGNORE_CASE)
        private val MONTH_YEAR = Regex("\\b($MONTHS)\\.?\\s+(\\d{4})\\b", RegexOption.IGNORE_CASE)
        private val SLASHED = Regex("\\b(\\d{1,2})[/.](\\d{1,2})[/.](\\d{4})\\b")
        private val QUARTER = Regex("\\bQ([1-4])\\s+(\\d{4})\\b")
        private const val SPAN_END = "(?:(?:19|20)\\d{2}\\b|present|now|today)"
        private val YEAR_SPAN = Regex(
            "\\b(?:19|20)\\d{2}(?=\\s?[-–]\\s?$SPAN_END)|(?<=\\b(?:19|20)\\d{2}\\s?[-–]\\s?)(?:19|20)\\d{2}\\b|" +
                "(?<=\\()(?:1\\d{3}|20\\d{2})(?=\\))",
        )
        private val YEAR = Regex("(?<=\\b(?:in|since|by|of|from|until|during)\\s)((?:19|20)\\d{2})\\b(?![-/.]\\d)")
        private val TIME = Regex("\\b$CLOCK|\\b(\\d{1,2})\\s?([ap]m)\\b", RegexOption.IGNORE_CASE)
        private val RELATIVE = Regex(
            "\\b(?:today|tomorrow|yesterday|tonight|(?:last|next|this)\\s+(?:week|month|year|quarter|night|morning|$WEEKDAYS)|" +
                "(?:on\\s+)?(?:$WEEKDAYS)|" +
                "(?:\\d{1,4}|a|an|two|three|few)\\s+(?:second|minute|hour|day|week|month|year)s?\\s+ago)\\b",
            RegexOption.IGNORE_CASE,
        )

        /** The moments of [text] in order; where two readings overlap, the more exact one stands. */
        fun of(text: String): List<Moment> {
            val found = mutableListOf<Moment>()
            val readings = listOf<Pair<Regex, (MatchResult) -> Moment?>>(
                ISO to ::iso,
                DAY_FIRST to { m -> named(m, day = 1, month = 2, year = 3) },
                MONTH_FIRST to { m -> named(m, day = 2, month = 1, year = 3) },
                MONTH_YEAR to { m -> named(m, day = null, month = 1, year = 2) },
                SLASHED to ::slashed,
                QUARTER to { m -> moment(m, m.groupValues[2].toInt(), (m.groupValues[1].toInt() - 1) * 3 + 1, 1) },
                RELATIVE to { m -> Moment(m.range, m.value.removePrefix("on ").removePrefix("On "), null) },
                YEAR_SPAN to { m -> moment(m, m.value.toInt(), 1, 1) },
                YEAR to { m -> moment(m, m.groupValues[1].toInt(), 1, 1) },
                TIME to ::clock,
            )
            for ((pattern, read) in readings) {
                pattern.findAll(text).forEach { match ->
                    if (found.none { it.span.overlaps(match.range) }) read(match)?.let(found::add)
                }
            }
            return found.sortedBy { it.span.first }
        }

        private fun iso(match: MatchResult): Moment? {
            val part = match.groupValues
            val time = if (part[4].isEmpty()) null else "${part[4]}:${part[5]}:${part[6].ifEmpty { "00" }}"
            return moment(match, part[1].toInt(), part[2].toInt(), part[3].toInt(), time)
        }

        private fun named(match: MatchResult, day: Int?, month: Int, year: Int): Moment? {
            val number = MONTH_STARTS.indexOf(match.groupValues[month].take(3).lowercase()) + 1
            val dayNumber = day?.let { match.groupValues[it].toInt() } ?: 1
            val yearNumber = match.groupValues[year].toIntOrNull()
            if (yearNumber != null) return moment(match, yearNumber, number, dayNumber)
            return Moment(match.range, match.value.trim(), null).takeIf { dayNumber in 1..31 }
        }

        /** `12/31/2025` and `31.12.2025`: the month stands first with slashes, unless it cannot be one; with dots the day does. */
        private fun slashed(match: MatchResult): Moment? {
            val (first, second, year) = match.destructured.toList().map { it.toInt() }
            val dayFirst = '.' in match.value || first > 12
            return if (dayFirst) moment(match, year, second, first) else moment(match, year, first, second)
        }

        private fun clock(match: MatchResult): Moment? {
            val part = match.groupValues
            val written = part[1].ifEmpty { part[5] }.toInt()
            val half = part[4].ifEmpty { part[6] }.lowercase().take(1)
            val hour = if (half.isEmpty()) written else written % 12 + (if (half == "p") 12 else 0)
            val minute = part[2].ifEmpty { "00" }
            if (hour > 23 || minute.toInt() > 59) return null
            return Moment(match.range, match.value.trim(), null, "${hour.padded(2)}:$minute:${part[3].ifEmpty { "00" }}")
        }

        private fun moment(match: MatchResult, year: Int, month: Int, day: Int, time: String? = null): Moment? {
            if (month !in 1..12 || day !in 1..YearMonth.of(year, month).lengthOfMonth()) return null
            return Moment(match.range, match.value.trim(), "${year.padded(4)}-${month.padded(2)}-${day.padded(2)}", time)
        }

        private fun Int.padded(width: Int): String = toString().padStart(width, '0')
    }
}
