package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.answerTo
import dev.sluice.testing.offline.objectOf
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.PropTestConfig
import io.kotest.property.arbitrary.arbitrary
import io.kotest.property.arbitrary.element
import io.kotest.property.checkAll
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject

/** The law: whatever the schema and whatever the text, the answer conforms, and is the same every time. */
class ConformanceTest :
    FunSpec({
        val schemas = arbitrary { SchemaMaker(it.random).document() }

        test("an answer conforms to its schema") {
            checkAll(PropTestConfig(seed = 20261121, iterations = 400), schemas, Arb.element(TEXTS)) { schema, text ->
                val answer = answerTo(text, schema)
                withClue("schema $schema\ntext $text\nanswer $answer") {
                    Conformance(Json.parseToJsonElement(schema) as JsonObject).faults(answer).shouldBeEmpty()
                }
            }
        }

        test("the same request has the same answer") {
            checkAll(PropTestConfig(seed = 7, iterations = 100), schemas, Arb.element(TEXTS)) { schema, text ->
                answerTo(text, schema).toString() shouldBe answerTo(text, schema).toString()
            }
        }

        test("the checker itself sees faults") {
            val schema = objectOf("Pair", "n" to """{"type":"integer","minimum":3}""", "s" to """{"type":"string","pattern":"^a"}""")
            val checker = Conformance(Json.parseToJsonElement(schema) as JsonObject)
            val outOfLimits = listOf("""{"n":2,"s":"a"}""", """{"n":3.5,"s":"a"}""", """{"n":3,"s":"b"}""")
            val misshapen = listOf("""{"n":3}""", """{"s":"a","n":3}""", """{"n":3,"s":"a","x":1}""", "[]")
            (outOfLimits + misshapen).filter { checker.faults(Json.parseToJsonElement(it)).isEmpty() }.shouldBeEmpty()
            checker.faults(Json.parseToJsonElement("""{"n":3,"s":"a"}""")).shouldBeEmpty()
        }
    })

private val TEXTS = listOf(
    "",
    "   \n\n ",
    "Hello!",
    "Analyse the iPhone 16 Pro for a developer audience",
    "I've been charged twice this month and now I can't log in. Very frustrated.",
    "Extract all job listings:\n\n- Senior Engineer, Platform team, Remote, $180-220k\n- Designer, New York",
    "Invoice #INV-7\nDate: 2025-03-12\nTotal: 1.240,50 EUR\n\n" +
        "| Item | Qty | Price |\n|---|---|---|\n| Nut | 3 | $4.50 |\n| Bolt | 12 | $0.99 |",
    "Anna Berg (34) met Tom Fisher on 5 May 2025 at 10:30 in Berlin. Mail: anna@example.org, see https://example.org/a?b=c.",
    "# Title\n\nPros:\n- fast\n- light\n\nCons:\n- loud\n\na=1, b = two, c=[3]",
    "root\n- a\n  - b\n    - c\n- d",
    "日本語のテキスト。東京は2025年に。 😀😀 emoji \uD83D\uDE00",
    "x".repeat(5000),
    "((((( [[[ {{{ \"\" '' \\ \u0000 \u2028 ---- **** #### ::::",
)
