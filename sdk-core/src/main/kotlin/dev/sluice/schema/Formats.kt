package dev.sluice.schema

import java.net.URI
import java.net.URISyntaxException
import java.time.DateTimeException
import java.time.LocalDate
import java.time.LocalTime
import java.time.OffsetDateTime
import java.time.OffsetTime

/**
 * JSON Schema's formats, as far as they are checked here; one that is not known holds for every text.
 *
 * The text comes from outside and may be of any length. A group that repeats without end costs the matcher stack for each time, so
 * a pattern with one is tried only on a text within the format's own limit on length. The others take time in proportion to it.
 */
internal object Formats {
    private class Format(val example: String, val holds: (String) -> Boolean)

    // RFC 1035 and RFC 5321.
    private const val MAX_HOSTNAME = 253
    private const val MAX_EMAIL = 254
    private const val OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)"
    private const val LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    private val UUID = Regex("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
    private val HOSTNAME = Regex("$LABEL(\\.$LABEL)*")
    private val EMAIL = Regex("[^\\s@]{1,64}@$LABEL(\\.$LABEL)*")
    private val IPV4 = Regex("$OCTET(\\.$OCTET){3}")
    private val IPV6_GROUP = Regex("[0-9a-fA-F]{1,4}")
    private val DURATION =
        Regex("[+-]?P(?=.)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?(T(?=.)(\\d+H)?(\\d+M)?(\\d+([.,]\\d+)?S)?)?")

    private val formats: Map<String, Format> = mapOf(
        "date-time" to Format("a date and time with offset, like 2026-01-31T09:30:00Z") { parses { OffsetDateTime.parse(it) } },
        "date" to Format("a date, like 2026-01-31") { parses { LocalDate.parse(it) } },
        "time" to Format("a time, like 09:30:00Z") { parses { OffsetTime.parse(it) } || parses { LocalTime.parse(it) } },
        "duration" to Format("an ISO 8601 duration, like PT1H30M") { DURATION.matches(it) },
        "uuid" to Format("a UUID, like 123e4567-e89b-12d3-a456-426614174000") { UUID.matches(it) },
        "email" to Format("an e-mail address") { it.length <= MAX_EMAIL && EMAIL.matches(it) },
        "hostname" to Format("a host name") { it.length <= MAX_HOSTNAME && HOSTNAME.matches(it) },
        "ipv4" to Format("an IPv4 address, like 192.0.2.1") { IPV4.matches(it) },
        "ipv6" to Format("an IPv6 address, like 2001:db8::1", ::isIpv6),
        "uri" to Format("an absolute URI, like https://example.com/") { isUri(it) },
    )

    fun isKnown(format: String): Boolean = format in formats

    /** What [text] must be and is not, or null if it is of [format]. */
    fun complaint(format: String, text: String): String? = formats[format]?.takeUnless { it.holds(text) }?.let { "must be ${it.example}" }

    private inline fun parses(parse: () -> Unit): Boolean = try {
        parse()
        true
    } catch (_: DateTimeException) {
        false
    }

    private fun isUri(text: String): Boolean = try {
        URI(text).isAbsolute
    } catch (_: URISyntaxException) {
        false
    }

    private fun isIpv6(text: String): Boolean {
        val halves = text.split("::")
        if (halves.size > 2) return false
        val groups = halves.map { half -> if (half.isEmpty()) emptyList() else half.split(':') }
        val last = groups.last().lastOrNull().orEmpty()
        val hex = groups.flatten().let { if (IPV4.matches(last)) it.dropLast(1) else it }
        val count = hex.size + if (IPV4.matches(last)) 2 else 0
        return hex.all(IPV6_GROUP::matches) && if (halves.size == 2) count <= 7 else count == 8
    }
}
