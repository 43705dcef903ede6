package dev.sluice.testing.offline.request

import dev.sluice.testing.offline.filling.Filler
import dev.sluice.testing.offline.get
import dev.sluice.testing.offline.json
import dev.sluice.testing.offline.many
import dev.sluice.testing.offline.objectOf
import dev.sluice.testing.offline.string
import dev.sluice.testing.offline.strings
import dev.sluice.testing.offline.text
import dev.sluice.testing.offline.whole
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.jsonArray

class ConversationTest :
    FunSpec({
        context("instruction and text are parted") {
            withData(
                nameFn = { it.first.lines().first() },
                Triple("Extract all job listings:\n- a\n- b", "Extract all job listings", "- a\n- b"),
                Triple("Summarise:\nSome text. More.", "Summarise", "Some text. More."),
                Triple("Please extract the user: John is 30", "Please extract the user", "John is 30"),
                Triple("Document: It rained.\n\nNow extract the weather.", "Now extract the weather.", "It rained."),
                Triple("Classify this ticket.\n\"\"\"\nIt broke.\n\"\"\"", "Classify this ticket.", "It broke."),
                Triple("Server CPU is at 100%.", "", "Server CPU is at 100%."),
                Triple("Due: 5 May\nFind: nothing", "Find", "Due: 5 May\nnothing"),
            ) { (message, instruction, text) ->
                val source = Instructions.part(message)
                source.instruction to source.passage.text shouldBe (instruction to text)
                source.isBare shouldBe false
            }
        }

        test("an instruction alone keeps its object as the text") {
            val source = Instructions.part("Analyse the iPhone 16 Pro for a developer audience")
            source.isBare shouldBe true
            source.passage.text shouldBe "the iPhone 16 Pro for a developer audience"
        }

        fun user(text: String) = Turn(Speaker.USER, text)

        fun assistant(text: String) = Turn(Speaker.ASSISTANT, text)

        test("the last question counts, and messages that stand together are one") {
            val turns = listOf(user("Old one."), assistant("Ok."), user("First part."), user("Second part."))
            Conversation.of(turns).source.passage.text shouldBe "First part.\n\nSecond part."
        }

        test("a refused answer leaves the question standing") {
            val again = "1 problem:\n$.score: must be at most 5 (was: 9)\nFix the errors and answer again."
            val conversation = Conversation.of(listOf(user("It is great."), assistant("{}"), user(again)))
            conversation.source.passage.text shouldBe "It is great."
            conversation.amendments shouldHaveSize 1
            val next = Conversation.of(listOf(user("It is great."), assistant("{}"), user(again), user("Something else.")))
            next.amendments.shouldBeEmpty()
        }

        fun answer(text: String, schema: String, vararg problems: String): JsonElement {
            val turns = listOf(user(text), assistant("{}"), user(problems.joinToString("\n") + "\nFix the errors and answer again."))
            val conversation = Conversation.of(turns)
            return Filler(json(schema), "answer", conversation.source, conversation.amendments).fill()
        }

        val schema = objectOf("Report", "birds" to whole, "name" to text, "tags" to many(text))
        val story = "Anna Berg saw 9 birds. Anna loves fast trains, long walks and old books."

        test("the next answer keeps to the limits that the problems name") {
            answer(story, schema, "$.birds: must be at most 5 (was: 9)")["birds"] shouldBe json("5")
            answer(story, schema, "$.birds: must be at most 5", "$.birds: must be at most 7")["birds"] shouldBe json("5")
            answer(story, schema, "$.birds: must be between 20 and 30")["birds"] shouldBe json("20")
            answer(story, schema, "$.birds: must be greater than 11")["birds"] shouldBe json("12")
            answer(story, schema, "$.birds: must be a multiple of 5 (was: 9)")["birds"] shouldBe json("10")
            answer(story, schema, "$.name: must have at most 4 characters")["name"].string shouldBe "Anna"
            answer(story, schema, "$.name: must match ^[a-z ]+$ (was: \"Anna Berg\")")["name"].string shouldBe "anna berg"
            answer(story, schema, "$.name: must be one of \"Berg\", \"Stone\"")["name"].string shouldBe "Berg"
            answer(story, schema, "$.tags: must have at most 2 items")["tags"].jsonArray shouldHaveSize 2
            answer(story, schema, "$.tags: must have at least 9 items")["tags"].jsonArray shouldHaveSize 9
        }

        test("problems may be JSON, and their paths need not name a wrapper") {
            answer(story, schema, """{"path":"$.birds","message":"must be at most 5","input":9}""")["birds"] shouldBe json("5")
            val wrapped = objectOf("Wrapper", "value" to objectOf("Report", "birds" to whole))
            answer(story, wrapped, "$.birds: must be at most 5")["value"]["birds"] shouldBe json("5")
            answer(story, objectOf("Wrapper", "value" to whole), "- $: must be at most 5 (was: 9)")["value"] shouldBe json("5")
        }

        test("what is said of a whole may name the property it is about") {
            answer(story, schema, "$: birds must be at most 5, is 9")["birds"] shouldBe json("5")
            answer(story, schema, "$: name must have at most 4 characters, has 9")["name"].string shouldBe "Anna"
            val nested = objectOf("Outer", "report" to schema)
            answer(story, nested, "$.report: birds must be at most 5")["report"]["birds"] shouldBe json("5")
        }

        test("a quote is what the text has, letter for letter, and one that was refused is not given again") {
            val told = "It was - he\n  said - a *very* good day. Nobody came,\nand the lamp hummed."
            val quotes = objectOf("Answer", "quotes" to many(text))
            val first = answer(told, quotes)["quotes"].strings
            first shouldContainExactly listOf("It was - he said - a *very* good day.", "Nobody came, and the lamp hummed.")
            answer(told, quotes, "$.quotes[1]: does not stand there (was: \"Nobody came, and…\")")["quotes"].strings shouldContainExactly
                first.take(1)
            answer(told, quotes, "$.quotes[0]: is not said (was: \"${first[0]}\")")["quotes"].strings shouldContainExactly first.drop(1)
        }

        test("a value that was refused without a reason that can be read is not given again") {
            answer(story, schema, "$.name: we know nobody of that name (was: \"Anna Berg\")")["name"].string shouldNotBe "Anna Berg"
        }
    })
