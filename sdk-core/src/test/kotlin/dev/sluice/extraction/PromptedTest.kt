package dev.sluice.extraction

import dev.sluice.Sluice
import dev.sluice.errors.InvalidRequestException
import dev.sluice.json.JsonLimits
import dev.sluice.json.JsonRepairKind
import dev.sluice.model.ChatModel
import dev.sluice.model.FinishReason
import dev.sluice.model.OutputMode
import dev.sluice.model.OutputSpec
import dev.sluice.model.Role
import dev.sluice.schema.outputType
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith
import kotlinx.coroutines.flow.toList
import kotlinx.serialization.Serializable

/** Types out of models that are asked in words alone. */
internal class PromptedTest :
    FunSpec({
        val home = """{"street":"Elm","zip":1}"""
        val work = """{"street":"Oak","zip":2}"""

        fun sluice(chat: ChatModel, kinds: Set<JsonRepairKind>? = null) = Sluice(chat) {
            model = "m"
            mode = OutputMode.PROMPTED
            repairs = kinds
        }

        context("the question") {
            test("the schema stands in the first system message, the rest as it was") {
                val chat = FakeChatModel(answer(home))
                sluice(chat).extract<Address> {
                    system("Be brief.")
                    user("Where?")
                }
                val request = chat.requests.single()
                request.output.shouldBeNull()
                request.messages.map { it.role } shouldContainExactly listOf(Role.SYSTEM, Role.USER)
                request.messages[0].text.run {
                    shouldStartWith("Be brief.\n\nAnswer with one JSON object in a ```json block.")
                    shouldContain("JSON Schema of Address:\n{\"type\":\"object\",\"properties\":{\"street\":{\"type\":\"string\"}")
                }
                request.messages[1].text shouldBe "Where?"
            }

            test("without a system message there is one") {
                val chat = FakeChatModel(answer(home))
                sluice(chat).extract<Address> { user("Where?") }
                chat.requests.single().messages.map { it.role } shouldContainExactly listOf(Role.SYSTEM, Role.USER)
            }

            test("only if it is asked for, or there is no other way") {
                val strong = FakeChatModel(answer(home))
                Sluice(strong) { model = "m" }.extract<Address> { user("?") }
                strong.requests.single().output.shouldNotBeNull().mode shouldBe OutputMode.JSON_SCHEMA

                val weak = FakeChatModel(answer("Sure: $home"))
                Sluice(Weak(weak)) { model = "m" }.extract<Address> { user("?") } shouldBe Address("Elm", 1)
                weak.requests.single().output.shouldBeNull()
                shouldThrow<InvalidRequestException> {
                    Sluice(Weak(weak)) { model = "m" }.extract<Address> { mode(OutputMode.TOOLS).user("?") }
                }
            }

            test("a provider is never asked in this mode") {
                shouldThrow<IllegalArgumentException> { OutputSpec("A", null, outputType<Address>().schema, OutputMode.PROMPTED) }
            }

            test("a wrong answer stays in the conversation as it was, its errors follow") {
                val chat = FakeChatModel(answer("Here: {\"street\":\"Elm\",\"zip\":\"x\"}"), answer(home))
                val extraction = sluice(chat).extractDetailed<Address> { user("Where?") }
                extraction.attempts.first().violations.single().path.toString() shouldBe "$.zip"
                val rejection = chat.requests[1].rejections.single()
                rejection.reply.text shouldBe "Here: {\"street\":\"Elm\",\"zip\":\"x\"}"
                rejection.errors shouldContain "$.zip"
            }
        }

        context("the answer") {
            test("is found in blocks and prose, behind thoughts, and the last one counts") {
                val texts = listOf(
                    "```json\n$home\n```",
                    "<think>Is it $work?</think>It is $home, I think {so}.",
                    "Maybe $work.\n</think>\n$home",
                    "$work\nNo:\n```\n$home\n```",
                )
                for (text in texts) {
                    sluice(FakeChatModel(answer(text))).extract<Address> { user("?") } shouldBe Address("Elm", 1)
                    val streamed = sluice(FakeChatModel(answer(*text.chunked(3).toTypedArray())))
                    streamed.extractPartial<Address> { user("?") }.toList().last().value shouldBe Address("Elm", 1)
                }
            }

            test("may be of any type: scalars and lists travel in their envelope") {
                sluice(FakeChatModel(answer("So: {\"value\": [1, 2]}"))).extract<List<Int>> { user("?") } shouldBe listOf(1, 2)
            }

            test("prose, a bare list and nothing but thoughts are told so") {
                val answers = listOf("I do not know.", "[$home,$work]", "<think>$home")
                val thrown = shouldThrow<InvalidOutputException> {
                    sluice(FakeChatModel(*answers.map { answer(it) }.toTypedArray())).extract<Address> { user("?") }
                }
                thrown.attempts.map { it.violations.single().message } shouldContainExactly listOf(
                    "there is no JSON object in the answer",
                    "the answer must be a JSON object, not a list",
                    "there is no JSON object in the answer, only thoughts without an end",
                )
            }

            test("is not an object behind it that has nothing to do with it, and a warning says so") {
                val told = "I used {\"tool\": \"search\", \"query\": \"x\"}."
                for (text in listOf("{\"words\":[\"a\"]}\n$told", "$told\n{\"words\":[\"a\"]}")) {
                    for (piece in listOf(1, text.length)) {
                        val chat = FakeChatModel(answer(*text.chunked(piece).toTypedArray()))
                        val extraction = sluice(chat).extractPartial<Loose> { user("?") }.toList().last().extraction.shouldNotBeNull()
                        extraction.value shouldBe Loose(listOf("a"))
                        extraction.attempts.single().warnings.single().message shouldContain "The JSON object here"
                    }
                }
            }

            test("that is empty, or stays open, is incomplete") {
                for (text in listOf(" ", "Here: {\"street\": \"El")) {
                    val thrown = shouldThrow<IncompleteOutputException> {
                        sluice(FakeChatModel(answer(text), answer(text), answer(text))).extractPartial<Address> { user("?") }.toList()
                    }
                    thrown.text shouldBe text
                }
            }

            test("that was cut is a cut, whatever it had before") {
                val cut = answer("$home and $home", finish = FinishReason.LENGTH)
                shouldThrow<TruncatedOutputException> { sluice(FakeChatModel(cut)).extract<Address> { user("?") } }
            }

            test("is too large as prose, too") {
                val limits = JsonLimits.Builder().maxLength(30).build()
                val chat = FakeChatModel(*Array(3) { answer("x".repeat(31)) })
                val thrown = shouldThrow<InvalidOutputException> { sluice(chat).extract<Address> { jsonLimits(limits).user("?") } }
                thrown.violations.single().message shouldContain "maxLength"
            }
        }

        context("mending") {
            val sloppy = "{street: 'Elm', 'zip': 1,}"

            test("is asked for, and listed") {
                val extraction = sluice(FakeChatModel(answer("So: $sloppy")), JsonRepairKind.ALL).extractDetailed<Address> { user("?") }
                extraction.value shouldBe Address("Elm", 1)
                val listed = listOf("UNQUOTED_KEY 5", "SINGLE_QUOTES 13", "SINGLE_QUOTES 20", "TRAILING_COMMA 28")
                extraction.repairs.map { "${it.kind} ${it.offset}" } shouldContainExactly listed
                extraction.attempts.single().repairs shouldBe extraction.repairs
            }

            test("is not done unasked: the model is told what is wrong") {
                val chat = FakeChatModel(answer(sloppy), answer(home))
                val extraction = sluice(chat).extractDetailed<Address> { user("?") }
                chat.requests[1].rejections.single().errors shouldContain "a key without quotes"
                extraction.repairs.shouldBeEmpty()
            }

            test("is for this mode alone") {
                val chat = FakeChatModel(*Array(3) { answer(sloppy) })
                shouldThrow<InvalidOutputException> {
                    Sluice(chat) { model = "m" }.extract<Address> { repairs(JsonRepairKind.ALL).user("?") }
                }
            }

            test("each attempt lists its own") {
                val chat = FakeChatModel(answer("{street: \"Elm\"}"), answer("{\"street\":\"Elm\",\"zip\":1,}"))
                val extraction = sluice(chat, JsonRepairKind.ALL).extractDetailed<Address> { user("?") }
                extraction.attempts.map { attempt -> attempt.repairs.map { it.kind } } shouldContainExactly
                    listOf(listOf(JsonRepairKind.UNQUOTED_KEY), listOf(JsonRepairKind.TRAILING_COMMA))
                extraction.repairs.single().kind shouldBe JsonRepairKind.TRAILING_COMMA
            }
        }

        context("partials") {
            test("grow within a candidate, and tell when a later one takes its place") {
                val seen = shown("Say $work or $home").map { "${it.candidate} ${it[Address::street]} ${it[Address::zip]}" }.distinct()
                seen shouldContainExactly listOf(
                    "1 null null", "1  null", "1 O null", "1 Oa null", "1 Oak null", "1 Oak 2",
                    "2  null", "2 E null", "2 El null", "2 Elm null", "2 Elm 1",
                )
            }

            test("go back to the last whole candidate, under a number of its own") {
                shown("$home or {\"street\":\"O\";").last().let { "${it.candidate} ${it[Address::street]}" } shouldBe "3 Elm"
            }

            test("carry the candidate everywhere, and the last carries the value") {
                val last = sluice(FakeChatModel(answer("So $work ", "hm </think>", " $home"))).extractPartial<Address> {
                    user("?")
                }.toList().last()
                last.candidate shouldBe 2
                last.value shouldBe Address("Elm", 1)
            }

            test("lists of a later candidate are its own") {
                val texts = listOf("""{"words":["a","b"],"flags":[true]} """, """{"words":["c"""", ""","d"],"flags":[false]}""")
                val view = PartialView(outputType<Lists>())
                val reader = AnswerReader(Envelope.ofValue(outputType<Lists>().schema), Reading(JsonLimits.DEFAULT, isInText = true))
                val shown = texts.map { text ->
                    reader.feed(text)
                    view.show(reader.json, candidate = reader.candidate).let { it to it[Lists::words].toString() }
                }
                shown.map { (partial, _) -> partial.candidate } shouldContainExactly listOf(1, 2, 2)
                shown.map { it.second } shouldContainExactly listOf("[a, b]", "[c]", "[c, d]")
                // What was shown before stays as it was.
                shown.map { (partial, _) -> partial[Lists::words].toString() } shouldContainExactly shown.map { it.second }
            }
        }

        context("elements") {
            test("come as they close, out of the first object that has the list") {
                val text = "From {\"x\": 1}:\n```json\n{\"items\": [$home, $work]}\n```\nDone {ok}."
                val seen = sluice(FakeChatModel(answer(*text.chunked(2).toTypedArray()))).extractEach<Address> { user("?") }.toList()
                seen shouldContainExactly listOf(Address("Elm", 1), Address("Oak", 2))
            }

            test("are not taken back by a later list") {
                for (size in listOf(1, 5, 1_000)) {
                    val text = "{\"items\": [$home]} no, {\"items\": [$work]}"
                    val seen = mutableListOf<Address>()
                    val thrown = shouldThrow<InvalidOutputException> {
                        sluice(FakeChatModel(answer(*text.chunked(size).toTypedArray()))).extractEach<Address> { user("?") }.collect {
                            seen +=
                                it
                        }
                    }
                    seen shouldContainExactly listOf(Address("Elm", 1))
                    thrown.violations.single().message shouldContain "only once"
                }
            }
        }

        test("elements that turn out to be thoughts are told so, with what to do") {
            val text = "Perhaps {\"items\": [$work]}?\n</think>\n{\"items\": [$home]}"
            for (size in listOf(1, 1_000)) {
                val seen = mutableListOf<Address>()
                val thrown = shouldThrow<InvalidOutputException> {
                    sluice(FakeChatModel(answer(*text.chunked(size).toTypedArray()))).extractEach<Address> { user("?") }.collect {
                        seen +=
                            it
                    }
                }
                seen shouldContainExactly listOf(Address("Oak", 2))
                thrown.message shouldContain "extract the list as a whole"
                sluice(FakeChatModel(answer("Perhaps {\"value\":[$work]}</think>{\"value\":[$home]}")))
                    .extract<List<Address>> { user("?") } shouldBe listOf(Address("Elm", 1))
            }
        }

        test("a tag that ends thoughts behind the answer, or is spoken of, takes nothing away") {
            for (text in listOf(
                "$home\n</think>\n",
                "No <think> was needed: $home",
                "`<think>`: $home",
                "{\"items\":[$home]}</think>",
            )) {
                val chat = FakeChatModel(answer(*text.chunked(2).toTypedArray()))
                if ("items" in text) {
                    sluice(chat).extractEach<Address> { user("?") }.toList() shouldContainExactly listOf(Address("Elm", 1))
                } else {
                    val extraction = sluice(chat).extractPartial<Address> { user("?") }.toList().last().extraction.shouldNotBeNull()
                    extraction.value shouldBe Address("Elm", 1)
                    extraction.attempts.single().warnings.size shouldBe (if ("`" in text) 0 else 1)
                }
            }
        }

        test("a draft in thoughts is no answer where the model then refuses") {
            val chat = FakeChatModel(*Array(3) { answer("I might say $home.\n</think>\nI cannot help with that.") })
            val thrown = shouldThrow<InvalidOutputException> { sluice(chat).extract<Address> { user("?") } }
            thrown.violations.single().message shouldContain "stands in thoughts"
            shouldThrow<InvalidOutputException> {
                sluice(FakeChatModel(answer("{\"items\":[$home]}</think>I cannot help."))).extractEach<Address> { user("?") }.toList()
            }.message shouldContain "stand in thoughts"
        }

        test("a piece of a broken answer is none: the model is told what is wrong with it") {
            val broken = "{\"street\":\"Elm\n}\",\"near\":$work}"
            val chat = FakeChatModel(answer(broken), answer(home))
            sluice(chat).extract<Address> { user("?") } shouldBe Address("Elm", 1)
            chat.requests[1].rejections.single().errors shouldContain "control characters"
        }

        test("an object that lacks what is required takes no place of one that has it") {
            val chat = FakeChatModel(answer("$home\nI called {\"street\":\"search\",\"arguments\":{}}"))
            sluice(chat).extract<Address> { user("?") } shouldBe Address("Elm", 1)
        }

        test("nothing of the prompt is in a mode that needs none") {
            val chat = FakeChatModel(answer(home))
            Sluice(chat) { model = "m" }.extract<Address> { user("?") }
            chat.requests.single().messages.joinToString { it.text } shouldNotContain "```json"
        }
    }) {
    /** Nothing of it has to be said. */
    @Serializable
    private data class Loose(val words: List<String> = emptyList(), val note: String? = null)

    /** A model that has no way to be asked for a type. */
    private class Weak(private val chat: ChatModel) : ChatModel by chat {
        override fun outputModes(model: String): List<OutputMode> = listOf(OutputMode.PROMPTED)
    }

    private companion object {
        /** What shows after each character of [text]. */
        fun shown(text: String): List<Partial<Address>> {
            val view = PartialView(outputType<Address>())
            val reader = AnswerReader(Envelope.ofValue(outputType<Address>().schema), Reading(JsonLimits.DEFAULT, isInText = true))
            return text.map {
                reader.feed("$it")
                view.show(reader.json, candidate = reader.candidate)
            }
        }
    }
}
