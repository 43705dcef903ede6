package dev.sluice.json

import dev.sluice.errors.SluiceException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.random.Random

/** What is found in the texts that models write, and what is not. */
class JsonInTextTest :
    FunSpec({
        context("found") {
            for (case in found) {
                test(case.name) {
                    for (piece in listOf(1, 2, 7, 10_000)) {
                        val source = case.read(piece)
                        source.finish()
                        source.value.shouldNotBeNull().toString() shouldBe case.json
                        source.value!!.isComplete shouldBe true
                        source.candidate shouldBe case.candidate
                        source.repairs.map { it.kind } shouldBe case.repairs
                    }
                }
            }
        }

        context("not found") {
            for ((name, text, why) in notFound) {
                test(name) {
                    for (piece in listOf(1, 2, 10_000)) {
                        val source = Case(name, text, "").read(piece)
                        val reason = try {
                            source.finish()
                            source.value.shouldBeNull()
                            source.missing
                        } catch (thrown: SluiceException) {
                            thrown.message!!
                        }
                        reason shouldContain why
                    }
                }
            }
        }

        test("it streams as it comes, and starts over when a later object has a member") {
            shown("So {x}: {\"a\": \"b\"} or, better, { \"a\": \"cd\" }.") shouldBe
                listOf("1 null", """1 {"a":""}""", """1 {"a":"b"}""", """2 {"a":""}""", """2 {"a":"c"}""", """2 {"a":"cd"}""")
        }

        test("offsets and warnings count from the start of the text") {
            val source = Case("", "Yes: {\"a\":1,\"a\":2,}", "", JsonRepairKind.ALL).read(3)
            source.finish()
            source.warnings.single().offset shouldBe 12
            source.repairs.single().offset shouldBe 17
            val broken = Case("", "Yes: {\"a\":1,,}", "").read(3)
            shouldThrow<JsonSyntaxException> { broken.finish() }.offset shouldBe 12
        }

        test("an object that breaks off behind a complete one is warned of") {
            val source = Case("", "{\"a\":1} {\"a\": oh} {\"a\":\"2", "").read(1)
            source.finish()
            source.value.toString() shouldBe """{"a":1}"""
            source.warnings.map { it.offset } shouldBe listOf(8L, 18L)
        }

        context("an object that has none of the keys that are asked for, or was mended, takes no place of one that counts more") {
            for (case in chosen) {
                test(case.name) { case.shouldGiveItsJsonAndWarnings() }
            }

            test("what is broken and has a key that is asked for is no less than what is whole and has none") {
                for (text in listOf("{\"tool\":1} {\"name\":oh,\"name\":\"An\"; } {\"name\": \"x", "{\"name\":\"An\"; } {\"tool\":1}")) {
                    for (piece in listOf(1, 3, 10_000)) {
                        val source = Case("", text, "", asked = setOf("name")).read(piece)
                        shouldThrow<SluiceException> { source.finish() }
                        source.value.toString() shouldContain "name"
                    }
                }
            }

            test("nor is what breaks off at the first value of such a key") {
                val source = Case("", "{\"name\": N/A, \"age\": 1} {\"tool\":1}", "", asked = setOf("name")).read(3)
                shouldThrow<JsonSyntaxException> { source.finish() }.offset shouldBe 9
            }

            test("what shows is given up for one with a key that is asked for, and not before it shows that") {
                shown("{\"name\":\"A\"} {\"tool\":\"x\",\"age\":1} {\"b\":{\"name\":1}}", setOf("name", "age")) shouldBe listOf(
                    "1 null",
                    """1 {"name":""}""",
                    """1 {"name":"A"}""",
                    """2 {"tool":"x","age":1}""",
                )
            }

            test("what shows is given up for the one before as soon as it has to be mended") {
                shown("{\"name\":\"A\"} {\"name\":\"B\",}", setOf("name"), ALL) shouldBe listOf(
                    "1 null",
                    """1 {"name":""}""",
                    """1 {"name":"A"}""",
                    """2 {"name":""}""",
                    """2 {"name":"B"}""",
                    """3 {"name":"A"}""",
                )
            }
        }

        context("an object that lacks a required key takes no place of one that has all") {
            for (case in complete) {
                test(case.name) { case.shouldGiveItsJsonAndWarnings() }
            }

            test("it shows as long as it may still get them") {
                shown("$ANN {\"name\":\"B\"}", person, required = person).takeLast(3) shouldBe
                    listOf("""2 {"name":""}""", """2 {"name":"B"}""", "3 $ANN")
            }
        }

        test("a text over the limit is an error, wherever the object stands") {
            val text = StringBuilder("x".repeat(100) + "{\"a\":1}")
            val source = JsonInText(text, JsonLimits.Builder().maxLength(50).build(), emptySet(), null)
            shouldThrow<JsonLimitException> { source.read() }.limit shouldBe "maxLength"
        }

        context("elements that were handed out are not taken back") {
            val list = JsonPath.ROOT + "items"
            for ((name, text, json, takenBack) in handedOut) {
                test(name) {
                    for (piece in listOf(1, 3, 10_000)) {
                        val characters = StringBuilder()
                        val source = JsonInText(characters, JsonLimits.DEFAULT, emptySet(), list) { it != "tool" }
                        for (part in text.chunked(piece)) {
                            characters.append(part)
                            source.read()
                        }
                        source.finish()
                        source.takenBack shouldBe takenBack
                        source.value.toString() shouldBe json
                    }
                }
            }
        }

        test("elements that were handed out count, even if they had to be mended") {
            for (piece in listOf(1, 3, 10_000)) {
                val characters = StringBuilder()
                val source = JsonInText(characters, JsonLimits.DEFAULT, ALL, JsonPath.ROOT + "items")
                for (part in """{"items":[]} or {"items":[1,/**/2,],} {"items":[3],}""".chunked(piece)) {
                    characters.append(part)
                    source.read()
                }
                source.finish()
                source.value.toString() shouldBe """{"items":[1,2]}"""
                source.takenBack shouldBe TakenBack.REPEATED
            }
        }

        test("what breaks off behind elements that were handed out and then called thoughts is an error") {
            val source = JsonInText("{\"items\":[1]}</think>{\"items\":[2", JsonLimits.DEFAULT, emptySet(), JsonPath.ROOT + "items")
            source.read()
            shouldThrow<JsonIncompleteException> { source.finish() }
            source.value.toString() shouldBe """{"items":[1]}"""
        }

        context("hostile texts cost a constant time per character") {
            for ((name, part) in hostile) {
                for (kinds in listOf(emptySet(), ALL)) {
                    for (step in listOf(1, 61, 80_000)) {
                        test("$name ${if (kinds.isEmpty()) "strictly" else "mending"}, $step at a time") {
                            val counted = CountedText(part.repeat(80_000 / part.length))
                            counted.readOut(JsonInText(counted, JsonLimits.DEFAULT, kinds, null), step)
                            counted.looks shouldBeLessThan LOOKS * counted.length
                        }
                    }
                }

                test("$name, whatever may be mended and however it ends") {
                    // Small limits: a string that passes its limit is one that was misread, too.
                    val limits = JsonLimits.Builder().maxKeyLength(800).maxStringLength(800).maxDepth(20).build()
                    for (kinds in everySetOfKinds) {
                        for (end in listOf("\n", "\\x", "\"}")) {
                            val counted = CountedText(part.repeat(3_000 / part.length) + end + part.repeat(20))
                            counted.readOut(JsonInText(counted, limits, kinds, null), counted.whole.length)
                            if (counted.looks > LOOKS * counted.length) error("${counted.looks} looks, mending $kinds, ending in $end")
                        }
                    }
                }
            }
        }

        test("what is found does not depend on where the text is cut") {
            val random = Random(20_261_121)
            repeat(5_000) {
                val text = List(random.nextInt(2, 12)) { words.random(random) }.joinToString("")
                val kinds = everySetOfKinds.random(random)
                val list = if (random.nextBoolean()) JsonPath.ROOT + "items" else null
                val whole = result(sequenceOf(text), kinds, list)
                val cut = result(pieces(text, random), kinds, list)
                if (cut != whole) error("$cut, but $whole as a whole, mending $kinds, list $list, of: $text")
            }
        }

        test("whatever stands around an object, it is found, wherever the text is cut") {
            val random = Random(20_260_103)
            repeat(2_000) {
                val mangler = JsonMangler(random, if (random.nextBoolean()) JsonRepairKind.ALL else emptySet())
                val meant = JsonReader.parse(objects.random(random))
                val text = before.random(random) + mangler.write(meant).trim() + after.random(random)
                val characters = StringBuilder()
                val source = JsonInText(characters, JsonLimits.DEFAULT, JsonRepairKind.ALL, null) { it != "no" }
                for (piece in pieces(text, random)) {
                    characters.append(piece)
                    source.read()
                }
                source.finish()
                if (source.value != meant) error("found ${source.value} in: $text")
            }
        }
    }) {
    private class Case(
        val name: String,
        val text: String,
        val json: String,
        val kinds: Set<JsonRepairKind> = emptySet(),
        val candidate: Int = 1,
        val repairs: List<JsonRepairKind> = emptyList(),
        val asked: Set<String>? = null,
        val warnings: List<String> = emptyList(),
        val required: Set<String> = emptySet(),
    ) {
        fun read(piece: Int): JsonInText {
            val characters = StringBuilder()
            val source = source(characters, kinds, asked, required)
            for (part in text.chunked(piece)) {
                characters.append(part)
                source.read()
            }
            return source
        }

        /** Whatever the pieces that it arrives in. */
        fun shouldGiveItsJsonAndWarnings() {
            for (piece in listOf(1, 2, 7, 10_000)) {
                val source = read(piece)
                source.finish()
                source.value.toString() shouldBe json
                source.warnings.map { it.message.substringAfter("The JSON object here ").replace(Regex("\\d+"), "N") } shouldBe warnings
            }
        }
    }

    /** A text that grows, and counts how often one of its characters is looked at. */
    private class CountedText(val whole: String) : CharSequence {
        var looks = 0
        override var length = 0

        override fun get(index: Int): Char {
            looks++
            return whole[index]
        }

        override fun subSequence(startIndex: Int, endIndex: Int): CharSequence = error("not needed")

        fun readOut(source: JsonInText, step: Int) {
            while (grow(step)) source.read()
            try {
                source.finish()
            } catch (_: SluiceException) {
                // No answer is in there; what counts is what it costs to know.
            }
        }

        private fun grow(by: Int): Boolean {
            val before = length
            length = minOf(whole.length, length + by)
            return length > before
        }
    }

    private companion object {
        const val ANN = """{"name":"Ann","age":7}"""
        const val THOUGHT = "stands before a tag that ends thoughts; nothing follows, so it counts"
        const val SPOKEN_OF = "stands behind a tag that opens thoughts within a line; no tag ends them, so it counts"
        const val REPLACED = "gives way to another at offset N"
        const val NO_KEY = "has none of the keys that are asked for, so the one before it counts"
        val ALL = JsonRepairKind.ALL

        fun source(
            text: CharSequence,
            kinds: Set<JsonRepairKind> = emptySet(),
            asked: Set<String>? = null,
            required: Set<String> = emptySet(),
        ) = JsonInText(text, JsonLimits.DEFAULT, kinds, null, required) { asked == null || it in asked }

        /** What shows after each character of [text], and its number. */
        fun shown(
            text: String,
            asked: Set<String>? = null,
            kinds: Set<JsonRepairKind> = emptySet(),
            required: Set<String> = emptySet(),
        ): List<String> {
            val characters = StringBuilder()
            val source = source(characters, kinds, asked, required)
            val all = text.map {
                characters.append(it)
                source.read()
                "${source.candidate} ${source.value}"
            }
            return all.filterIndexed { at, now -> at == 0 || now != all[at - 1] }
        }

        val person = setOf("name", "age")
        const val PASSED = "so the one before it counts"

        val chosen = listOf(
            Case("a tool behind it", "$ANN I used {\"tool\": \"search\"}", ANN, asked = person, warnings = listOf(NO_KEY)),
            Case("a tool before it", "I used {\"tool\": \"search\"}: $ANN", ANN, asked = person, warnings = listOf(REPLACED)),
            Case("before a tag that ends thoughts", "$ANN\n</think>\n \n", ANN, warnings = listOf(THOUGHT)),
            Case("before tags that end thoughts", "$ANN</think></think>", ANN, asked = person, warnings = listOf(THOUGHT)),
            Case("behind thoughts that only end", "{\"name\":\"Bob\"}</think>$ANN", ANN, asked = person),
            Case("behind a tag that is spoken of", "No <think> tag was needed: $ANN", ANN, asked = person, warnings = listOf(SPOKEN_OF)),
            Case("before a tag that is spoken of", "$ANN, without a <think> tag", ANN),
            Case(
                "warnings from before thoughts in a line stay, those from within go",
                "{\"age\":1} $ANN <think>{\"age\":2} {\"x\":1}</think>",
                ANN,
                asked = person,
                warnings = listOf(REPLACED),
            ),
            Case("an empty one behind thoughts that only end", "{\"name\":\"Bob\"}</think>{}", "{}", asked = person),
            Case("a tool alone", "I used {\"tool\": \"search\"}", "{\"tool\":\"search\"}", asked = person),
            Case("an empty one", "$ANN, {}", ANN, asked = person, warnings = listOf("is empty, $PASSED")),
            Case("a later one with one of the keys", "$ANN\n{\"age\":8}", "{\"age\":8}", asked = person, warnings = listOf(REPLACED)),
            Case("a key further in", "$ANN {\"x\":{\"name\":\"Bob\"}}", ANN, asked = person, warnings = listOf(NO_KEY)),
            Case("a mended one behind it", "$ANN {name: 'Bob'}", ANN, ALL, asked = person, warnings = listOf("had to be mended, $PASSED")),
            Case("a mended one, then one as it is", "{name: 'Bob'} $ANN", ANN, ALL, asked = person, warnings = listOf(REPLACED)),
            Case("the last of two mended", "{name: 'Bob'} {age: 1}", "{\"age\":1}", ALL, asked = person, warnings = listOf(REPLACED)),
            Case("a mended one that fits", "{\"x\":1} {age: 1}", "{\"age\":1}", ALL, asked = person, warnings = listOf(REPLACED)),
            Case(
                "one that does not fit behind a mended one",
                "{age: 1} {\"x\":1}",
                "{\"age\":1}",
                ALL,
                asked = person,
                warnings = listOf(NO_KEY),
            ),
        )

        const val LACKS = "lacks keys that are required, so the one before it counts"

        val complete = listOf(
            Case(
                "a tool's call behind it",
                "$ANN\nI called {\"name\":\"search\",\"arguments\":{}}",
                ANN,
                asked = person,
                warnings = listOf(LACKS),
                required = person,
            ),
            Case(
                "a mended one that has all",
                "{name: 'Ann', age: 7}\n{\"name\":\"B\"}",
                ANN,
                ALL,
                asked = person,
                warnings = listOf(LACKS),
                required = person,
            ),
            Case("one before it", "{\"name\":\"B\"} $ANN", ANN, asked = person, warnings = listOf(REPLACED), required = person),
            Case(
                "one that lacks only what it may",
                "$ANN\n{\"name\":\"B\"}",
                "{\"name\":\"B\"}",
                asked = person,
                warnings = listOf(REPLACED),
                required = setOf("name"),
            ),
            Case(
                "the last, if all lack some",
                "{\"name\":\"A\"} {\"age\":8}",
                "{\"age\":8}",
                asked = person,
                warnings = listOf(REPLACED),
                required = person,
            ),
        )

        val found = listOf(
            Case("alone", ANN, ANN),
            Case("in a block", "```json\n$ANN\n```", ANN),
            Case("in a block with words around", "Sure! Here it is:\n\n```json\n$ANN\n```\n\nLet me know [1] if {that} helps.", ANN),
            Case("in a block of tildes", "~~~json\n$ANN\n~~~\n", ANN),
            Case("in a block of no language", "```\n$ANN\n```", ANN),
            Case("in a block that is not closed", "```json\n$ANN", ANN),
            Case("in a block that begins in a line of prose", "Here: ```json\n$ANN\n```\nBye", ANN),
            Case("in a block on one line", "```json $ANN```", ANN),
            Case("in an indented block", "1. The answer:\n   ```JSON\r\n   $ANN\r\n   ```\r\n", ANN),
            Case("in four backticks", "````json\n$ANN\n````", ANN),
            Case("in a block of another name that is nothing but JSON", "```python\n\n$ANN\n```", ANN),
            Case("in prose", "The person is $ANN, as far as I see.", ANN),
            Case("in a span of code", "The answer is `$ANN`.", ANN),
            Case("over lines", "{\n  \"name\": \"Ann\",\n  \"age\": 7\n}\n", ANN),
            Case(
                "with blocks in its strings",
                """{"code":"```py\nprint({'a': 1})\n```","n":1}""",
                """{"code":"```py\nprint({'a': 1})\n```","n":1}""",
            ),
            Case("with tags in its strings", """{"a":"</think> <think>","n":1}""", """{"a":"</think> <think>","n":1}"""),
            Case("behind thoughts", "<think>\nPerhaps {\"name\":\"Bob\"}?\nNo.\n</think>\n\n$ANN", ANN),
            Case("behind thoughts by other names", "<Thinking>{\"a\":1}</Thinking><reasoning>{\"b\":1}</reasoning>$ANN", ANN),
            Case("behind thoughts in brackets", "[THINK]{\"a\":1}[/THINK]$ANN", ANN),
            Case("behind thoughts that only end", "Maybe {\"name\":\"Bob\"}. So:\n</think>\n```json\n$ANN\n```", ANN, candidate = 2),
            Case("behind thoughts that only end, the JSON in them broken", "So {\"name\": \"B\n</think>\n\n$ANN", ANN, candidate = 2),
            Case("behind thoughts in thoughts", "<think>a <think>b</think> {\"c\":1} </think> $ANN", ANN, candidate = 2),
            Case("behind thoughts closed by another name", "<think>{\"a\":1}</thinking>\n$ANN", ANN),
            Case("before thoughts", "$ANN\n<think>Was that right? {\"a\":1}</think>", ANN),
            Case("before thoughts in its line", "$ANN <think>Or {\"name\":\"Bob\"}?</think>", ANN, candidate = 3),
            Case("behind thoughts in a line", "So <think>{\"name\":\"Bob\"}</think> $ANN", ANN, candidate = 2),
            Case("behind a tag that is spoken of", "No <think> tag was needed: $ANN", ANN),
            Case("behind tags in code", "`<think>` and `</think>` are not used: $ANN `</think>`", ANN),
            Case("behind thoughts that speak of the tag", "<think>What is `</think>`? {\"a\":1}</think>$ANN", ANN),
            Case("behind thoughts behind a byte order mark", "\uFEFF<think>{\"a\":1}</think>$ANN", ANN),
            Case("before thoughts without an end", "$ANN\n<think>Or {\"a\":1}", ANN),
            Case("with no thoughts in the tag", "<think>\n\n</think>\n\n$ANN", ANN),
            Case("behind braces of templates", "In {{ user.name }} and {% if x %} and {name} and \\frac{1}{2}: $ANN", ANN),
            Case("behind sets and code", "{1, 2}, {\"x\"}, {'a'}, f(x) { return {}; }: $ANN", ANN, candidate = 2),
            Case("behind a sketch of itself", "The form is {\"name\": string, \"age\": number}.\n$ANN", ANN),
            Case("behind a single quote", "A Python dict starts with {' as you know.\n$ANN", ANN),
            Case("behind a single quote that may be mended", "A Python dict starts with {' as you know.\n$ANN", ANN, ALL),
            Case("behind a typographic quote", "{“ starts.\n$ANN", ANN),
            Case("behind a typographic quote that may be mended", "{“ starts.\n$ANN", ANN, ALL),
            Case("behind a comment that is none", "I use {// as a mark.\n$ANN", ANN),
            Case("behind a comment that is none, and may be mended", "I use {// as a mark.\n$ANN", ANN, ALL),
            Case("behind a set", "Let S = {x : x > 0 be open.\n$ANN", ANN),
            Case("behind a set that may be mended", "Let S = {x : x > 0 be open.\n$ANN", ANN, ALL),
            Case("behind a setting", "Use {key: value to set.\n$ANN", ANN),
            Case("behind a setting, in a block", "Use {key: value to set.\n```json\n$ANN\n```", ANN),
            Case("behind a link", "See [{name} in docs. $ANN", ANN),
            Case("behind a link that may be mended", "See [{name} in docs. $ANN", ANN, ALL),
            Case("behind a link, on its own line", "See [{name} in docs.\n$ANN", ANN),
            Case("behind a quote in a link", "See [ {\"a\" in docs. $ANN", ANN),
            Case("behind thoughts with an open block", "Let me write\n```python\nx = 1\n</think>\n$ANN", ANN),
            Case("behind thoughts in a line with an open block", "Let me <think> write\n```python\nx = 1\n</think>\n\n$ANN", ANN),
            Case("behind thoughts that begin twice in a line", "So <think>{\"b\":1} hm <think> {\"a\":1}</think>$ANN", ANN, candidate = 3),
            Case("behind a brace that is quoted", "It begins with {\" and ends with \"}:\n$ANN", ANN),
            Case("before brackets in prose", "$ANN\n\nReferences: [1], {see} [docs], {}", ANN),
            Case("before a program", "$ANN\n```python\nimport json\nx = {\"name\": \"Bob\", \"age\": 1}\n```", ANN),
            Case("the last of two", "{\"name\":\"Bob\"}\n$ANN", ANN, candidate = 2),
            Case("the last of two blocks", "First:\n```json\n{\"name\":\"Bob\"}\n```\nCorrected:\n```json\n$ANN\n```", ANN, candidate = 2),
            Case("the last that is complete", "$ANN\n{\"name\":\"Bo", ANN, candidate = 3),
            Case("the last that is JSON", "$ANN\n{\"name\":\"Bob\"; \"age\":8} and so on", ANN, candidate = 3),
            Case(
                "the one behind a broken block",
                "```json\n{\"name\": \"A \"quoted\" word\"\n```\nAgain:\n```json\n$ANN\n```",
                ANN,
                candidate = 2,
            ),
            Case("the one behind a broken one in prose", "{\"name\": \"Bob\", \"age\": ?}\nI mean: $ANN", ANN, candidate = 2),
            Case("the one behind a broken one that lacks a bracket", "{\"name\": \"B\", \"x\": [oh}\nI mean: $ANN", ANN, candidate = 2),
            Case("the one behind a broken one that lacks a brace", "{\"name\": \"B\", \"x\": {oh}\nI mean:\n\n$ANN", ANN, candidate = 2),
            Case(
                "the one behind a broken one with a brace in a string",
                "{\"name\": \"B\", \"x\": oh, \"y\": \"{\"}\n$ANN",
                ANN,
                candidate = 2,
            ),
            Case(
                "the one behind a broken one with quotes and braces in a string",
                "{\"name\": \"B\", \"x\": \"the \"key{\" of it\"}\n$ANN",
                ANN,
                candidate = 2,
            ),
            Case("not a piece of it", "{\"name\":\"All\",\"parts\":[$ANN]}", "{\"name\":\"All\",\"parts\":[$ANN]}"),
            Case("an empty one, if it is all", "Nothing is known: {}", "{}"),
            Case("an empty one gives way", "{} or rather $ANN", ANN, candidate = 2),
            Case("behind a byte order mark", "\uFEFF$ANN", ANN),
            Case("behind a list", "[{\"a\":1}] $ANN", ANN),
            Case("a Python dictionary", "{'name': 'Ann', 'age': 7}", ANN, ALL, repairs = List(3) { JsonRepairKind.SINGLE_QUOTES }),
            Case(
                "with commas and comments",
                "```jsonc\n{\n  // who\n  name: \"Ann\",\n  \"age\": 7, // years\n}\n```",
                ANN,
                ALL,
                repairs = listOf(
                    JsonRepairKind.COMMENT,
                    JsonRepairKind.UNQUOTED_KEY,
                    JsonRepairKind.TRAILING_COMMA,
                    JsonRepairKind.COMMENT,
                ),
            ),
            Case(
                "with lines in a string",
                "```json\n{\"text\": \"One\n```\nTwo {a}\"}\n```",
                """{"text":"One\n```\nTwo {a}"}""",
                ALL,
                repairs = listOf(JsonRepairKind.CONTROL_CHARACTER),
            ),
            Case("from a word processor", "{“name”: “Ann”, “age”: 7}", ANN, ALL, repairs = List(3) { JsonRepairKind.SMART_QUOTES }),
            Case(
                "mended, behind braces in prose",
                "For {name} in {{x}}: {name: 'Ann', age: 7}",
                ANN,
                ALL,
                repairs = listOf(
                    JsonRepairKind.UNQUOTED_KEY,
                    JsonRepairKind.SINGLE_QUOTES,
                    JsonRepairKind.UNQUOTED_KEY,
                ),
            ),
        )

        val notFound = listOf(
            Triple("nothing", "", "ends too early"),
            Triple("white space", " \n", "ends too early"),
            Triple("prose", "I cannot tell.", "no JSON object"),
            Triple("braces in prose", "Use {name} and {{x}} and {\"y\"}.", "no JSON object"),
            Triple("a list", "```json\n[$ANN,$ANN]\n```", "not a list"),
            Triple("a list of lists", "[[$ANN], [$ANN]]", "not a list"),
            Triple("an object in a broken list", "[$ANN, oops $ANN", "Expected a value"),
            Triple("a half", "Here: {\"name\":\"An", "stops inside a string"),
            Triple("a brace", "Here: {", "ends too early"),
            Triple("a piece of one whose first value is none", "{\"score\": N/A, \"who\": $ANN}", "Expected a value after ':'"),
            Triple("thoughts alone", "<think>$ANN</think>", "no JSON object"),
            Triple("thoughts without an end", "<think>\nPerhaps $ANN or", "thoughts without an end"),
            Triple("thoughts in a line", "Well, <think>$ANN</think> I cannot tell.", "no JSON object"),
            Triple("thoughts that only end, then words", "I might say $ANN.\n</think>\nI cannot help with that.", "stands in thoughts"),
            Triple("thoughts that only end, then a list", "$ANN</think>[$ANN]", "stands in thoughts"),
            Triple("thoughts that begin twice in a line", "So <think>$ANN hmm <think> {\"a\":1}</think> no.", "no JSON object"),
            Triple("an open brace of prose", "Sorry, I cannot. See {name", "no JSON object"),
            Triple("a broken one, then an open brace of prose", "{\"name\": \"A\"; } and use {x", "offset 12"),
            Triple("a broken one, then an open quote of prose", "{\"name\": \"A\"; } and use {\"x", "offset 12"),
            Triple("a half behind thoughts that only end", "Maybe $ANN\n</think>\n{\"name\":\"An", "stops inside a string"),
            Triple("a broken one behind thoughts that only end", "Maybe $ANN\n</think>\n{\"name\": An}", "after ':'"),
            Triple("a piece behind an empty line", "{\"name\":\"All\",\"parts\":[{\"age\": oh},\n\n$ANN\n]}", "after ':'"),
            Triple("an indented piece behind an empty line", "{\"name\":\"All\",\"parts\":[{\"age\": oh}\n\n  $ANN\n]}", "after ':'"),
            Triple("a piece behind a brace in a string", "{\"name\": oh, \"x\": \"a \\\"}\", \"one\": $ANN}", "after ':'"),
            Triple("a piece of a broken one", "{\"name\":\"All\",\"parts\":[{\"name\": oops}, $ANN]}", "Expected a value after ':'"),
            Triple("a piece of a broken one over lines", "{\n\"parts\": [\n{\"name\": \"a \"b\" c\"},\n$ANN\n]\n}", "got 'b'"),
            Triple("a piece of what may not be mended", "{'all': [$ANN], 'one': $ANN}", "single quotes"),
            Triple("a piece behind a comment", "{ // the list\n \"x\": $ANN }", "a comment"),
            Triple("a piece behind a bare key", "{ all: $ANN }", "a key without quotes"),
            Triple("an object in a string of a broken one", "{\"quote\": \"He said {\"name\":\"Eve\"}\"}", "got 'n'"),
            Triple("JSON as a string", "\"{\\\"name\\\":\\\"Ann\\\"}\"", "no JSON object"),
        )

        val handedOut = listOf(
            Row("one list", """So: {"items":[1,2]} ok""", """{"items":[1,2]}""", null),
            Row("the object has no list at first", """{"x":1} {"items":[1]}""", """{"items":[1]}""", null),
            Row("the first list is empty", """{"items":[]} {"items":[1]}""", """{"items":[1]}""", null),
            Row("a second list", """{"items":[1,2]} {"items":[3]} {"items":[4]}""", """{"items":[1,2]}""", TakenBack.REPEATED),
            Row("a second object without a list", """{"items":[1,2]} {"x":3}""", """{"items":[1,2]}""", TakenBack.REPEATED),
            Row("a second object that has nothing to do with it", """{"items":[1,2]} {"tool":3}""", """{"items":[1,2]}""", null),
            Row("a second list that is empty", """{"items":[1,2]} {"items":[]}""", """{"items":[1,2]}""", TakenBack.REPEATED),
            Row("a second list that breaks off", """{"items":[1,2]} {"items":[3""", """{"items":[1,2]}""", null),
            Row("a first list that breaks off", """{"items":[1,2 oh] } {"items":[3]}""", """{"items":[1,2]}""", TakenBack.REPEATED),
            Row("the same key again", """Yes {"items":[1,2],"items":[3]} {"x":1}""", """{"items":[1,2]}""", TakenBack.REPEATED),
            Row("it was thought", """{"items":[1,2]}</think>{"items":[3]}""", """{"items":[1,2]}""", TakenBack.THOUGHT),
            Row(
                "it was thought in a line",
                """So <think> {"items":[1,2]}</think>{"items":[3]}""",
                """{"items":[1,2]}""",
                TakenBack.THOUGHT,
            ),
            Row("a tag behind it", """{"items":[1,2]}</think>""", """{"items":[1,2]}""", null),
            Row("a tag and more behind it", """{"items":[1,2]}</think> So {"tool":3}""", """{"items":[1,2]}""", TakenBack.THOUGHT),
            Row("thoughts in a line behind it", """{"items":[1,2]} or <think>{"x"</think>""", """{"items":[1,2]}""", null),
            Row("it was thought in tags", """<think>{"items":[1,2]}</think>{"items":[3]}""", """{"items":[3]}""", null),
        )

        data class Row(val name: String, val text: String, val json: String, val takenBack: TakenBack?)

        /** What is found in a text that comes in [pieces], or why nothing is. */
        fun result(pieces: Sequence<String>, kinds: Set<JsonRepairKind>, list: JsonPath?): List<Any?> {
            val characters = StringBuilder()
            val source = JsonInText(characters, JsonLimits.DEFAULT, kinds, list) { it == "items" || it == "name" }
            val failure = try {
                for (piece in pieces) {
                    characters.append(piece)
                    source.read()
                }
                source.finish()
                null
            } catch (failed: SluiceException) {
                failed.message
            }
            val notes = source.repairs.map { it.toString() } + source.warnings.map { it.toString() }
            return listOf(failure, source.takenBack, source.value?.toString(), notes, source.missing)
        }

        val words = listOf(
            "{\"name\":\"Ann\"}", "{\"name\":\"Bob\",}", "{\"tool\":1}", "{}", "{name: 'C'}", "{\"items\":[1,2]}",
            "{\"items\":[3,4,]}", "{\"items\":[]}", "{\"items\":[5", "{\"items\":[6],\"items\":[7]}", "{\"name\":oh", "{\"name\":",
            "[1,", "]", "}", "{", "\"", "“", "'", "<think>", "</think>", "\n<think>", "`<think>`",
            "\n\n", "\n", "```json\n", "\n```\n", "```py\n", " and ", ",", ": ", "\\", "/*",
            "\"b\":{\"name\":\"K\"}", ",\"b\":1}", "\"b\" => ", "//", "#", "*/", "{'c':oh,", "\"a\nb", "{x: y",
        )

        /** How often a character may be looked at: each look is one to copy it and one or two to read it. */
        const val LOOKS = 12

        val everySetOfKinds = (0 until (1 shl ALL.size)).map { bits -> ALL.filterTo(HashSet()) { bits shr it.ordinal and 1 == 1 } }

        val hostile = listOf(
            "typographic quotes" to "{“",
            "single quotes" to "{'",
            "single typographic quotes" to "{‘",
            "quotes in quotes" to "{„{‘{“{'",
            "typographic strings" to "{“a”:“",
            "typographic strings in members" to "{“a”:1,“",
            "typographic quotes with spaces" to "{“          ",
            "typographic quotes in blocks" to "```json\n{“",
            "typographic quotes and backslashes" to "{“\\",
            "typographic quotes in lists" to "[{“",
            "typographic quotes, closed at times" to "{“{“{“{“{“a”",
            "typographic quotes in bare keys" to "{a:“",
            "quotes" to "\"",
            "escaped quotes" to "{\"\\\"",
            "backslashes" to "\\",
            "backslashes behind braces" to "{\\",
            "backslashes in strings" to "{\"a\":\"\\\\",
            "objects and lists" to "[{",
            "objects and lists with a quote" to "[{\"",
            "objects in lists in objects" to "{\"a\":[",
            "closing brackets" to "{\"a\":x]}",
            "thoughts with a brace" to "<think>{\"a\":1}",
            "thoughts, closed" to "<think>{\"a\":1</think>",
            "tags in code" to "`<think>`",
            "lines of braces" to "{\"a\":;\n\n{",
            "braces" to "{",
            "brackets" to "[",
            "objects in objects" to "{\"a\":",
            "lists in lists" to "[{\"a\":",
            "open keys" to "{\"",
            "open keys of two kinds" to "{\"{'",
            "keys in keys" to "{\"a{'b{“c{‘d",
            "bare keys" to "{a",
            "half comments" to "{/",
            "open comments" to "{\"a\"//",
            "comments that end in a quote" to "{\"a\"//\"\n",
            "block comments" to "{/*{/**/",
            "fences" to "```\n",
            "fences of JSON" to "```json\n{\"a\":\n",
            "backticks" to "`",
            "tags" to "<think>",
            "half tags" to "<thin",
            "closing tags" to "</think>",
            "spaces behind braces" to "{                     ",
            "spaces before a fault" to "{\"a\"                     x",
            "small objects" to "{\"a\":1}",
            "broken objects" to "{\"a\":1;{\"b\":\"",
            "members behind an end" to "{\"a\":1},\"b\":{\"c\":1}",
            "members behind prose" to "{\"a\":1} b\":{\"c\":1}}",
            "elements behind an end" to "{\"a\":x},{\"b\":1},",
            "comments in a rest" to "{\"a\":x /*/ // # \n",
            "strings over lines in a rest" to "{\"a\":x, \"b\": \"c\n'd\n",
            "other quotes in a rest" to "{\"a\":x, 'b': “c ",
            "fences in a rest" to "{\"a\":\"\n```json\n{",
            "equals signs" to "{\"a\"={\"b\"=>",
            "prose" to "Nothing to see here. ",
        )

        val objects = listOf(ANN, """{"a":{"b":[1,2,{"c":"d e"}]},"f":"g\nh"}""", """{"text":"it's \"so\" {x} ```","list":[[],{}]}""")
        val before = listOf(
            "",
            "Here it is: ",
            "```json\n",
            "<think>{\"no\":1}</think>\n",
            "{{x}} and {y} ",
            "no {\"no\":1}\n</think>\n```json\n",
            "{\"no\":1}\n",
        )
        val after = listOf("", "\n```", " and {that} is [1] it.", "\n{", "\n{\"x", "\n<think>{\"no\":1}", " {}")
    }
}
