package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.reading.Moment
import dev.sluice.testing.offline.reading.Passage

/** The formats of JSON Schema that the offline model can write. */
internal object Formats {
    private const val DATE = "\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])"
    private const val TIME = "(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?"
    private const val OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)"
    private const val ZONE = "(?:Z|[+-]\\d{2}:\\d{2})"
    private val FORMS: Map<String, Regex> = mapOf(
        "date" to Regex(DATE),
        "date-time" to Regex("$DATE[Tt]$TIME$ZONE"),
        "time" to Regex("$TIME$ZONE?"),
        "duration" to Regex("P(?=.)(?:\\d+Y)?(?:\\d+M)?(?:\\d+W)?(?:\\d+D)?(?:T(?=.)(?:\\d+H)?(?:\\d+M)?(?:\\d+(?:\\.\\d+)?S)?)?"),
        "email" to Regex("[^@\\s]+@[^@\\s]+\\.[A-Za-z]{2,}"),
        "hostname" to Regex("[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?){0,20}"),
        "ipv4" to Regex("$OCTET(?:\\.$OCTET){3}"),
        "ipv6" to Regex("(?=.*:.*:)[0-9A-Fa-f:]{2,39}"),
        "uuid" to Regex("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
        "uri" to Regex("[A-Za-z][A-Za-z0-9+.-]*:\\S+"),
    )

    private val PLAIN: Map<String, String> = mapOf(
        "date" to "1970-01-01",
        "date-time" to "1970-01-01T00:00:00Z",
        "time" to "00:00:00Z",
        "duration" to "PT0S",
        "email" to "not-stated@example.com",
        "hostname" to "example.com",
        "ipv4" to "0.0.0.0",
        "ipv6" to "::",
        "uuid" to "00000000-0000-0000-0000-000000000000",
        "uri" to "about:blank",
    )

    /** Whether [value] has [format]; true for a format that is not known. */
    fun holds(format: String, value: String): Boolean = FORMS[format]?.matches(value) ?: true

    /** What stands in [passage] in [format], rewritten into it where that is possible. */
    fun find(format: String, passage: Passage): String? = when (format) {
        "email" -> passage.contacts.emails.firstOrNull()

        "uri" -> passage.contacts.urls.firstOrNull()?.let { if (it.startsWith("www.")) "https://$it" else it }

        "date", "date-time", "time" -> passage.moments.firstNotNullOfOrNull { of(format, it) }

        "duration" -> passage.quantities.firstNotNullOfOrNull { quantity ->
            val unit = DURATIONS[quantity.unit?.removeSuffix("s")]
            if (unit == null || quantity.value.scale() > 0) null else unit.replace("n", quantity.value.toPlainString())
        }

        // Most words have the form of a hostname; one that is meant as such has a dot in it.
        else -> words(passage).firstOrNull { FORMS[format]?.matches(it) == true && (format != "hostname" || '.' in it) }
    }

    private fun words(passage: Passage): Sequence<String> =
        passage.text.splitToSequence(' ', '\n', ',', '(', ')', '"').map { it.trimEnd('.', ';', ':') }

    /** [moment] in [format], a date, a time or both; null if it does not say enough. */
    fun of(format: String, moment: Moment): String? = when (format) {
        "date" -> moment.date
        "time" -> moment.time?.let { it + "Z" }
        else -> moment.date?.let { "${it}T${moment.time ?: "00:00:00"}Z" }
    }

    /** A value of [format] that plainly means "not known". */
    fun plain(format: String): String? = PLAIN[format]

    private val DURATIONS = mapOf(
        "second" to "PTnS", "minute" to "PTnM", "hour" to "PTnH", "day" to "PnD", "week" to "PnW", "month" to "PnM", "year" to "PnY",
        "min" to "PTnM", "h" to "PTnH",
    )
}
