package dev.sluice.testing.offline

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldBeSortedDescendingBy
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject

/** The tasks that people show such libraries with: what the answers must have in them to be of use as a demonstration. */
class YardstickTest :
    FunSpec({
        val limited = """{"type":"array","items":$text,"maxItems":5}"""
        val score = orNull("""{"type":"number","description":"{minimum: 0, maximum: 10}"}""")
        val analysis = objectOf(
            "ProductAnalysis",
            "reasoning" to text,
            "productName" to text,
            "strengths" to limited,
            "weaknesses" to many(text),
            "verdict" to text,
            "score" to score,
        )
        val job = objectOf("JobListing", "title" to text, "department" to text, "location" to text, "salary_range" to orNull(text))
        val categories = oneOf("billing", "technical", "account", "feature-request", "complaint")
        val share = """{"type":"number","description":"Confidence score 0-1"}"""
        val weighed = objectOf("CategoryScore", "category" to categories, "confidence" to share)
        val ticket = objectOf(
            "TicketClassification",
            "categories" to many(weighed),
            "primary_category" to categories,
            "urgency" to oneOf("low", "medium", "high", "critical"),
            "needs_human" to truth,
        )

        test("a product is named, and judged only by what the text says") {
            val answer = answerTo("Analyse the iPhone 16 Pro for a developer audience", analysis)
            answer["productName"].string shouldBe "iPhone 16 Pro"
            answer["strengths"].strings.last() shouldContain "a developer audience"
            answer["verdict"].string shouldContain "iPhone 16 Pro"
            answer["score"].double shouldBe 5.0
        }

        test("a review is weighed clause by clause") {
            val answer = answerTo(REVIEW, analysis)
            answer["productName"].string shouldBe "Lumo Book 14"
            answer["strengths"].strings shouldHaveSize 5
            answer["strengths"].strings shouldContain "Compile times are fast"
            answer["weaknesses"].strings shouldContainExactly listOf(
                "The fans get loud under load",
                "The webcam is poor, with grainy pictures in dim rooms",
                "It has only two USB ports, which is annoying",
                "At $1,499 it is expensive",
            )
            answer["verdict"].string shouldBe "I would recommend it to developers who can live with a dongle."
            answer["score"].double shouldBeGreaterThan 5.0
            answer["reasoning"].string shouldContain "4. Compile times are fast (in favour)."
        }

        test("a bad review scores lower than a good one, and a mark in the text is taken over") {
            val bad = answerTo("The Kettle X is slow, and the lid broke after a week. The app crashes.", analysis)
            bad["score"].double shouldBeLessThan 5.0
            bad["strengths"].strings.shouldBeEmpty()
            answerTo("Solid vacuum, a bit loud. 4 out of 5 stars.", analysis)["score"].double shouldBe 8.0
        }

        test("every job of a list is one element, in order") {
            val answer = answerTo(JOBS, objectOf("Jobs", "items" to many(job)))
            answer["items"] shouldBe arrayWith(
                listing("Senior Engineer", "Platform", "Remote", "$180-220k"),
                listing("Product Designer", "Design", "New York", "$120-150k"),
                listing("Data Scientist", "ML", "San Francisco", null),
            )
        }

        test("a ticket is classified with falling confidence") {
            val answer = answerTo("I've been charged twice this month and now I can't log in. Very frustrated.", ticket)
            answer["primary_category"].string shouldBe "billing"
            answer["categories"].jsonArray.map { it["category"].string } shouldContainExactly listOf("billing", "account", "complaint")
            answer["categories"].jsonArray.shouldBeSortedDescendingBy { it["confidence"].double }
            answer["urgency"].string shouldBe "high"
            answer["needs_human"] shouldBe JsonPrimitive(true)
        }

        test("a calm wish is no emergency") {
            val answer = answerTo("Could you add a dark mode to the app? It would be nice to have.", ticket)
            answer["primary_category"].string shouldBe "feature-request"
            answer["urgency"].string shouldBe "low"
            answer["needs_human"] shouldBe JsonPrimitive(false)
        }

        test("symptoms are reasoned over before a cause is named") {
            val schema = objectOf(
                "DiagnosisResult",
                "reasoning" to text,
                "likely_cause" to text,
                "confidence" to oneOf("low", "medium", "high"),
                "recommended_action" to text,
                "escalate_to_human" to truth,
            )
            val answer = answerTo("Server CPU is at 100%, response times spiked 10 minutes ago, no recent deploys.", schema)
            answer["reasoning"].string shouldContain "3. No recent deploys (rules something out)."
            answer["likely_cause"].string shouldContain "server CPU is at 100%"
            answer["likely_cause"].string shouldContain "recent deploys ruled out"
            answer["recommended_action"].string shouldContain "server CPU is at 100%"
            answer["escalate_to_human"] shouldBe JsonPrimitive(true)
        }

        test("names and dates are told apart by kind") {
            val schema = objectOf("RawEntities", "companies" to many(text), "people" to many(text), "dates" to many(text))
            val answer = answerTo("Extract all companies, people, and dates from:\n$MERGER", schema)
            answer["companies"].strings shouldContainExactly listOf("Acme Corp", "Zenith Labs", "Goldfinch Partners")
            answer["people"].strings shouldContainExactly listOf("Jane Doe", "Peter Novak")
            answer["dates"].strings shouldContainExactly listOf("12 March 2025", "June 2025")
        }

        test("the second stage of a pipeline gives each company its part") {
            val company = objectOf("EnrichedCompany", "name" to text, "role_in_document" to text, "mentioned_amount" to orNull(number))
            val schema = objectOf("EnrichedDocument", "companies" to many(company), "event_type" to text, "event_date" to orNull(text))
            val message = "Document: $MERGER\n\nKnown entities: companies=['Acme Corp', 'Zenith Labs'], people=['Jane Doe']\n\n" +
                "Now extract enriched company details and the event type."
            val answer = answerTo(message, schema)
            answer["companies"].jsonArray.map { it["name"].string to it["role_in_document"].string } shouldContainExactly
                listOf("Acme Corp" to "acquirer", "Zenith Labs" to "target", "Goldfinch Partners" to "advisor")
            answer["companies"][0]["mentioned_amount"].double shouldBe 120_000_000.0
            answer["companies"][2]["mentioned_amount"] shouldBe JsonNull
            answer["event_type"].string shouldBe "acquisition"
            answer["event_date"].string shouldBe "12 March 2025"
        }

        test("a summary keeps the text's own sentences") {
            val answer = answerTo("Summarise:\n$REVIEW", objectOf("Summary", "title" to text, "key_points" to many(text)))
            answer["key_points"].strings shouldHaveSize 5
            answer["key_points"].strings.forEach { REVIEW.replace('\n', ' ') shouldContain it }
            answer["title"].string.length shouldBeLessThanOrEqual 60
        }

        test("another text has another answer") {
            val one = answerTo(REVIEW, analysis)
            val other = answerTo("The Orbit Kettle is quiet and quick, but the handle gets hot.", analysis)
            one.jsonObject.keys.forEach { other[it] shouldNotBe one[it] }
        }
    })

private fun listing(title: String, department: String, location: String, salary: String?) =
    objectWith("title" to title, "department" to department, "location" to location, "salary_range" to salary)

private infix fun Int.shouldBeLessThanOrEqual(limit: Int) = check(this <= limit) { "$this is more than $limit" }

private val REVIEW =
    """
    I have used the Lumo Book 14 for three weeks as my main development machine. The display is sharp and bright, and the keyboard is
    a joy to type on. Compile times are fast, although the fans get loud under load. Battery life is excellent: I got 14 hours of mixed
    work out of it. The webcam is poor, with grainy pictures in dim rooms. It has only two USB ports, which is annoying. At $1,499 it is
    expensive, but the build quality is outstanding. Overall, I would recommend it to developers who can live with a dongle.
    """.trimIndent()

private val JOBS =
    """
    Extract all job listings:

    We are hiring:
    - Senior Engineer, Platform team, Remote, $180-220k
    - Product Designer, Design team, New York, $120-150k
    - Data Scientist, ML team, San Francisco
    """.trimIndent()

private const val MERGER =
    "On 12 March 2025, Acme Corp announced that it will acquire Zenith Labs for \$120 million. " +
        "Jane Doe, CEO of Acme Corp, said the deal closes in June 2025. " +
        "Goldfinch Partners advised Zenith Labs, whose founder Peter Novak will join the board."
