package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.answerTo
import dev.sluice.testing.offline.get
import dev.sluice.testing.offline.json
import dev.sluice.testing.offline.many
import dev.sluice.testing.offline.objectOf
import dev.sluice.testing.offline.orNull
import dev.sluice.testing.offline.ref
import dev.sluice.testing.offline.text
import dev.sluice.testing.offline.withDefinitions
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldMatch
import kotlinx.serialization.json.JsonObject

class LimitsTest :
    FunSpec({
        context("limits that a dialect wrote into the description") {
            withData(
                "{minimum: 1, maximum: 10}" to """{"minimum":1,"maximum":10}""",
                "How good it is. {exclusiveMinimum: 0, multipleOf: 0.5}" to """{"exclusiveMinimum":0,"multipleOf":0.5}""",
                "{minLength: 2, pattern: ^[A-Z]{2,3}$}" to """{"minLength":2,"pattern":"^[A-Z]{2,3}$"}""",
                "{maxItems: 5, uniqueItems: true}" to """{"maxItems":5,"uniqueItems":true}""",
                "Confidence score 0-1" to """{"minimum":0,"maximum":1}""",
                "a number between 1 and 5" to """{"minimum":1,"maximum":5}""",
                "opening hours from 9 to 5" to "{}",
                "a plain description" to "{}",
            ) { (description, expected) -> JsonObject(DescribedLimits.read(description)) shouldBe json(expected) }
        }

        context("a text for each pattern") {
            val plain = listOf("^[A-Z]{3}-\\d{4}$", "(foo|bar)+baz?", "^\\w+@\\w+\\.(?:com|org)$", "a{0,3}b")
            val odd = listOf("[^a-zA-Z]{2}", "^$", "\\p{L}+", "^[\\]\\-x]+$")
            withData(plain + odd) { pattern ->
                PatternText.of(pattern)!! shouldMatch Regex(".*(?:$pattern).*")
            }
        }

        test("a pattern that is none, or looks around, is given up") {
            PatternText.of("(?=x)y(?!z)").shouldBeNull()
            PatternText.of("(unclosed").shouldBeNull()
            PatternText.of("(".repeat(500)).shouldBeNull()
        }

        test("a type that requires itself has no value, one that may end has") {
            val endless = withDefinitions(ref("A"), "A" to objectOf("A", "a" to ref("A")))
            shouldThrow<UnanswerableException> { answerTo("text", endless) }.message!! shouldContain "requires itself"
            val ending = withDefinitions(ref("A"), "A" to objectOf("A", "a" to orNull(ref("A"))))
            answerTo("text", ending) shouldBe json("""{"a":null}""")
        }

        test("references in a circle, to nowhere, and nests without end are survived") {
            answerTo("text", withDefinitions(ref("A"), "A" to ref("B"), "B" to ref("A"))) shouldBe json("\"text\"")
            answerTo("text", ref("Nowhere")) shouldBe json("\"text\"")
            answerTo("text", "{\"anyOf\":[".repeat(150) + "{\"type\":\"boolean\"}" + "]}".repeat(150)) shouldBe json("\"text\"")
        }

        test("a schema that asks for too much is refused in words") {
            shouldThrow<UnanswerableException> { answerTo("text", """{"type":"array","items":{"type":"string"},"minItems":1000000}""") }
            shouldThrow<UnanswerableException> { answerTo("text", """{"type":"string","minLength":1000000000}""") }
            val doubling = (0 until 30).map { "T$it" to objectOf("T$it", "a" to ref("T${it + 1}"), "b" to ref("T${it + 1}")) }
            val tree = withDefinitions(ref("T0"), *(doubling + ("T30" to text)).toTypedArray())
            shouldThrow<UnanswerableException> { answerTo("text", tree) }.message!! shouldContain "values"
        }

        test("a limit that is short to write and long to read does no harm") {
            answerTo("It is 5.", """{"type":"number","minimum":1e999999999}""") shouldBe json("5")
            answerTo("It is 5.", """{"type":"string","minLength":1e9999}""") shouldBe json("\"It is 5.\"")
        }

        test("a huge text is read in good time") {
            val page = (1..4000).joinToString("\n") { "- Engineer $it, Team $it, Berlin, \$$it" }
            val schema = objectOf("Jobs", "items" to many(objectOf("Job", "title" to text)))
            answerTo(page, schema)["items"][3999] shouldBe json("""{"title":"Engineer 4000"}""")
        }
    })
