package dev.sluice.testing.offline.reading

import java.math.BigDecimal

/** A number in the text with what it counts: an amount of money, a share, a measure, or a bare number; a range has an [upper] end. */
internal class Quantity(
    val span: IntRange,
    val text: String,
    val value: BigDecimal,
    val upper: BigDecimal?,
    /** The ISO code, such as `USD`. */
    val currency: String?,
    /** The word behind the number, such as `minutes`; `%` for a share. */
    val unit: String?,
) {
    val isPercent: Boolean get() = unit == "%"

    companion object {
        private val SYMBOLS = mapOf('$' to "USD", '€' to "EUR", '£' to "GBP", '¥' to "JPY", '₹' to "INR")
        private val CURRENCY_WORDS = mapOf(
            "dollar" to "USD",
            "dollars" to "USD",
            "euro" to "EUR",
            "euros" to "EUR",
            "pound" to "GBP",
            "pounds" to "GBP",
            "yen" to "JPY",
            "rupees" to "INR",
        )
        private val CODES = setOf("USD", "EUR", "GBP", "JPY", "INR", "CHF", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "CNY", "BRL")
        private val SCALES = mapOf(
            "k" to 3, "thousand" to 3, "m" to 6, "mn" to 6, "million" to 6, "bn" to 9, "b" to 9, "billion" to 9, "trillion" to 12,
        )
        private val SMALL =
            listOf("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

        private const val CURRENCY = "[$€£¥₹]|(?:USD|EUR|GBP|JPY|INR|CHF|CAD|AUD|SEK|NOK|DKK|PLN|CNY|BRL)\\s?"
        private const val NUMBER = "\\d{1,3}(?:[,.\\u00A0']\\d{3}){1,6}(?:[.,]\\d{1,2})?(?!\\d)|\\d{1,15}(?:[.,]\\d{1,6})?"
        private const val SCALE = "(?:\\s?(?:thousand|million|billion|trillion|bn|mn)\\b|[kKmMbB]\\b)"
        private val PATTERN = Regex(
            "(?<![\\p{L}\\p{N}#_.,-])(?<sign>[-−](?=[\\d$€£]))?(?<cur>$CURRENCY)?(?<low>$NUMBER)(?<s1>$SCALE)?" +
                "(?:\\s?(?:[-–—]|to)\\s?(?:$CURRENCY)?(?<high>$NUMBER)(?<s2>$SCALE)?)?(?<after>\\s?%|\\s?percent\\b|[\\s-]?\\p{L}+)?",
        )
        private val WORD_NUMBER = Regex("\\b(?:${SMALL.joinToString("|")})\\b(?=\\s+(\\p{L}+))", RegexOption.IGNORE_CASE)

        /** The quantities of [text] in order, none of them inside [taken] (dates, phone numbers). */
        fun of(text: String, taken: List<IntRange>): List<Quantity> {
            val found = PATTERN.findAll(text).mapNotNull { read(it) }
            val words = WORD_NUMBER.findAll(text).map {
                Quantity(it.range, it.value, SMALL.indexOf(it.value.lowercase()).toBigDecimal(), null, null, it.groupValues[1].lowercase())
            }
            return (found + words).filter { quantity -> taken.none { it.overlaps(quantity.span) } }.sortedBy { it.span.first }.toList()
        }

        private fun read(match: MatchResult): Quantity? {
            val groups = match.groups
            val low = number(groups["low"]!!.value) ?: return null
            val high = groups["high"]?.let { number(it.value) }
            val highScale = scale(groups["s2"])
            // `$180-220k` scales both ends.
            val lowScale = groups["s1"]?.let { scale(it) } ?: if (high != null && low <= high) highScale else 0
            val value = low.scaleByPowerOfTen(lowScale).let { if (groups["sign"] != null) it.negate() else it }

            val behind = groups["after"]
            val word = behind?.value?.trim(' ', '-', '\n', '\t', '\r')?.lowercase()
            val before = groups["cur"]?.value?.trim()?.let { SYMBOLS[it[0]] ?: it }
            val named = if (before == null) CURRENCY_WORDS[word] ?: word?.uppercase()?.takeIf { it in CODES } else null
            val share = word == "%" || word == "percent"
            val end = if (behind == null || named != null || share) match.range.last else behind.range.first - 1
            val text = match.value.take(end - match.range.first + 1).trim()
            val unit = if (share) "%" else word?.takeIf { named == null }
            val upper = high?.scaleByPowerOfTen(if (groups["s2"] != null) highScale else lowScale)
            return Quantity(match.range.first..end, text, value, upper, before ?: named, unit)
        }

        private fun scale(group: MatchGroup?): Int = SCALES[group?.value?.trim()?.lowercase()] ?: 0

        /** Reads `1,240.50`, `1.240,50`, `1'240` and `3.5`; a lone comma or dot before three digits groups thousands. */
        private fun number(written: String): BigDecimal? {
            val decimal = Regex("[.,](\\d{1,6})$").find(written)
            val grouped =
                Regex("^\\d{1,3}(?:[,'\\u00A0]\\d{3})+$").matches(written) || Regex("^\\d{1,3}(?:\\.\\d{3}){2,}$").matches(written)
            val whole = if (decimal == null || grouped) written else written.take(decimal.range.first)
            val fraction = if (decimal == null || grouped) "" else "." + decimal.groupValues[1]
            return (whole.filter(Char::isDigit) + fraction).toBigDecimalOrNull()
        }
    }
}

/** Whether the two share a position. */
internal fun IntRange.overlaps(other: IntRange): Boolean = first <= other.last && other.first <= last
