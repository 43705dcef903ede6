package dev.sluice.testing.offline.reading

/** Addresses in the text that have a fixed form, and codes such as `INV-2041`. */
internal class Contacts(private val text: String, dates: List<IntRange>) {
    private val emailMatches = EMAIL.findAll(text).toList()
    private val urlMatches = URL.findAll(text).toList()
    private val phoneMatches = PHONE.findAll(text)
        .filter { match ->
            match.value.count(Char::isDigit) in 7..15 &&
                (dates + urlMatches.map { it.range }).none { it.overlaps(match.range) }
        }
        .toList()

    val emails: List<String> = emailMatches.map { it.value }.distinct()
    val urls: List<String> = urlMatches.map { it.value.trimEnd('.', ',', ')', ';', ':', '!', '?') }.distinct()
    val phones: List<String> = phoneMatches.map { it.value.trim() }.distinct()
    val streets: List<String> by lazy { STREET.findAll(text).map { it.value.trim().trimEnd(',', '.') }.distinct().toList() }

    /** Codes with the position they stand at. */
    val codes: List<IndexedValue<String>> by lazy {
        CODE.findAll(text).filter { match -> spans.none { it.overlaps(match.range) } && match.value.any(Char::isDigit) }
            .map { IndexedValue(it.range.first, it.value.trimStart('#')) }.toList()
    }

    /** Where they stand, so that nobody reads numbers or names out of them. */
    val spans: List<IntRange> = (emailMatches + urlMatches + phoneMatches).map { it.range }

    private companion object {
        val EMAIL = Regex("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){0,6}\\.[A-Za-z]{2,24}")
        val URL = Regex("\\b(?:https?://|www\\.)[^\\s<>\"'\\])]{2,2000}")
        val PHONE =
            Regex(
                "(?<![\\p{L}\\p{N}$€£#.,/-])(?:\\+\\d{1,3}[ .-]?)?(?:\\(\\d{1,4}\\)[ .-]?)?\\d{2,4}(?:[ .-]\\d{2,4}){1,4}" +
                    "(?![\\p{L}\\p{N}%-])|\\+\\d{7,15}\\b",
            )
        val STREET =
            Regex(
                "\\b\\d{1,5}[A-Za-z]?\\s(?:[A-Z][\\w'-]{0,30}\\s){1,4}" +
                    "(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Boulevard|Blvd|Way|Square|Court)\\b\\.?" +
                    "(?:,\\s[A-Z][\\w -]{1,40})?(?:,?\\s\\d{5})?",
            )
        val CODE = Regex("#\\d{1,20}\\b|(?<![\\p{L}\\p{N}])[A-Z]{1,10}[-/_]?\\d[A-Z0-9/_-]{0,30}\\b")
    }
}
