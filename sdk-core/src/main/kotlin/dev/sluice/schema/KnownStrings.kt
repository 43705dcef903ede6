package dev.sluice.schema

/**
 * What is known of a string by its serializer's name: the [format] that JSON Schema has for it, or else a [hint] for the model,
 * because JSON Schema's `date-time` and `time` need an offset that these types refuse.
 */
internal class KnownString private constructor(val format: String?, val hint: String?) {
    companion object {
        private val PACKAGES = setOf("", "java.time", "java.util", "java.net", "kotlin.time", "kotlin.uuid", "kotlinx.datetime")

        private val BY_NAME = buildMap {
            format("date-time", "Instant", "OffsetDateTime")
            format("date", "LocalDate")
            format("duration", "Duration", "Period")
            format("uuid", "UUID", "Uuid")
            format("uri", "URI", "URL")
            put("LocalDateTime", KnownString(null, "ISO 8601 date and time without offset, like 2026-01-31T09:30:00"))
            put("LocalTime", KnownString(null, "ISO 8601 time without offset, like 09:30:00"))
            put("YearMonth", KnownString(null, "ISO 8601 month, like 2026-01"))
        }

        /** By name alone if it has no package, as serializers written by hand often are; never by a name in a stranger's package. */
        fun of(serialName: String): KnownString? {
            val name = serialName.substringBefore('/')
            return if (name.substringBeforeLast('.', "") in PACKAGES) BY_NAME[name.substringAfterLast('.')] else null
        }

        private fun MutableMap<String, KnownString>.format(format: String, vararg names: String) =
            names.forEach { put(it, KnownString(format, null)) }
    }
}
