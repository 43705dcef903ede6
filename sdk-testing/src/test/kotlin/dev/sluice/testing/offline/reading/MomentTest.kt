package dev.sluice.testing.offline.reading

import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.shouldBe
import java.util.Locale

class MomentTest :
    FunSpec({
        fun read(text: String) = Moment.of(text).map { moment -> moment.text to listOfNotNull(moment.date, moment.time).joinToString(" ") }

        context("dates and times") {
            withData(
                nameFn = { it.first },
                "on 2025-03-12." to listOf("2025-03-12" to "2025-03-12"),
                "at 2025-03-12T14:30:05Z" to listOf("2025-03-12T14:30:05Z" to "2025-03-12 14:30:05"),
                "12 March 2025" to listOf("12 March 2025" to "2025-03-12"),
                "the 1st of May, 2024" to listOf("1st of May, 2024" to "2024-05-01"),
                "April 11, 2025" to listOf("April 11, 2025" to "2025-04-11"),
                "Sept 2023" to listOf("Sept 2023" to "2023-09-01"),
                "31.12.2025 or 12/31/2025" to listOf("31.12.2025" to "2025-12-31", "12/31/2025" to "2025-12-31"),
                "Q3 2024" to listOf("Q3 2024" to "2024-07-01"),
                "since 2019" to listOf("2019" to "2019-01-01"),
                "10 minutes ago, yesterday, next Tuesday" to listOf("10 minutes ago" to "", "yesterday" to "", "next Tuesday" to ""),
                "10:30 am, 12:05 pm, 7pm" to listOf("10:30 am" to "10:30:00", "12:05 pm" to "12:05:00", "7pm" to "19:00:00"),
                "5 May" to listOf("5 May" to ""),
                "30 February 2025 and 2025-13-01" to listOf("February 2025" to "2025-02-01"),
                "may be later" to listOf(),
            ) { (text, expected) -> read(text) shouldBe expected }
        }

        test("the machine's language does not show") {
            val before = Locale.getDefault()
            try {
                Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"))
                read("5 May 2025, 7pm") shouldBe listOf("5 May 2025" to "2025-05-05", "7pm" to "19:00:00")
            } finally {
                Locale.setDefault(before)
            }
        }
    })
