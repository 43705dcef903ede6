package dev.sluice.extraction

import dev.sluice.Sluice
import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.InvalidRequestException
import dev.sluice.json.JsonLimits
import dev.sluice.model.FinishReason
import dev.sluice.model.ModelEvent
import dev.sluice.model.ModelReply
import dev.sluice.model.OutputMode
import dev.sluice.model.Usage
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.yield
import kotlinx.serialization.json.JsonPrimitive

internal class ConversationTest :
    FunSpec({
        val good = """{"reasoning":"r","product_name":"p","strengths":[],"verdict":"buy"}"""
        val badTypes = """{"reasoning":1,"strengths":["a"]}"""
        val noVerdict = """{"reasoning":"r","product_name":"p","strengths":[],"verdict":" "}"""

        fun sluice(chat: FakeChatModel, configure: Sluice.Builder.() -> Unit = {}) = Sluice(chat) {
            model = "m"
            configure()
        }

        test("a good answer is asked for once, in the provider's strongest mode") {
            val chat = FakeChatModel(answer(good))
            sluice(chat).extract<Analysis> { user("?") } shouldBe Analysis("r", "p", emptyList(), "buy")
            chat.requests.single().output!!.mode shouldBe OutputMode.JSON_SCHEMA
            chat.requests.single().rejections.shouldBeEmpty()
        }

        context("of an answer that is over the limits only the beginning goes back") {
            val long = "{\"reasoning\":\"" + "ab".repeat(5_000) + "\"}"
            val cases = mapOf(
                "its length" to JsonLimits.Builder().maxLength(9_000).build(),
                "that of a string" to JsonLimits.Builder().maxStringLength(100).build(),
            )
            for ((name, limits) in cases) {
                test(name) {
                    for (isStream in listOf(false, true)) {
                        val chat = FakeChatModel(answer(*long.chunked(1_000).toTypedArray()), answer(good))
                        val sluice = sluice(chat) { jsonLimits = limits }
                        val extraction = if (isStream) {
                            sluice.extractPartial<Analysis> { user("?") }.toList().last().extraction!!
                        } else {
                            sluice.extractDetailed<Analysis> { user("?") }
                        }
                        extraction.attempts.first().run {
                            (text.length > 9_000) shouldBe true
                            violations.single().message shouldContain "too large"
                        }
                        chat.requests[1].rejections.single().run {
                            reply.text.substringBefore('…') shouldBe long.take(2_000)
                            reply.text shouldContain "The rest of these"
                            (reply.text.length < 2_100) shouldBe true
                            errors shouldContain "too large"
                        }
                    }
                }
            }

            test("prose without end, too") {
                val chat = FakeChatModel(broken("Sorry") { while (true) emit(ModelEvent.Delta(" and so on".repeat(100))) }, answer(good))
                val sluice = sluice(chat) { jsonLimits = JsonLimits.Builder().maxLength(5_000).build() }
                sluice.extractPartial<Analysis> { user("?") }.toList().last().value!!.verdict shouldBe "buy"
                (chat.requests[1].rejections.single().reply.text.length < 2_100) shouldBe true
            }

            test("the provider's own form of it does not") {
                val whole = ModelEvent.Finished(ModelReply(long, FinishReason.STOP, Usage.NONE, message = JsonPrimitive(long)))
                val chat = FakeChatModel({ emit(whole) }, answer(good))
                sluice(chat) { jsonLimits = JsonLimits.Builder().maxLength(9_000).build() }.extract<Analysis> { user("?") }
                chat.requests[1].rejections.single().reply.message shouldBe null
            }

            test("a short one goes back as it was") {
                val chat = FakeChatModel(answer("{\"reasoning\":[[1]]}"), answer(good))
                sluice(chat) { jsonLimits = JsonLimits.Builder().maxDepth(2).build() }.extract<Analysis> { user("?") }
                chat.requests[1].rejections.single().reply.text shouldBe "{\"reasoning\":[[1]]}"
            }
        }

        test("an invalid answer goes back with its errors, and usage is summed") {
            val chat = FakeChatModel(answer(noVerdict), answer(badTypes), answer(good))
            val extraction = sluice(chat).extractDetailed<Analysis> { user("?") }

            extraction.attempts.map { it.violations.size } shouldContainExactly listOf(1, 3, 0)
            extraction.usage.totalTokens shouldBe 30
            chat.requests[2].rejections.map { it.reply.text } shouldContainExactly listOf(noVerdict, badTypes)
            chat.requests[1].rejections.single().errors shouldBe
                "There is 1 error in your answer:\n- $: a verdict is needed\nFix the errors and answer again."
            chat.requests[2].rejections[1].errors shouldContain "There are 3 errors"
            chat.requests[0].rejections.shouldBeEmpty()
        }

        test("text that is no JSON goes back too, and so does half of it and none") {
            val chat = FakeChatModel(answer("Sure! Here"), answer("""{"reasoning":"""), answer(""))
            val thrown = shouldThrow<IncompleteOutputException> { sluice(chat).extract<Analysis> { user("?") } }
            thrown.attempts.map { it.violations.single().message.substringBefore(':') } shouldContainExactly
                listOf("this is not JSON", "the JSON ends too early", "the answer is empty")
            thrown.message shouldContain "The answer is empty"
        }

        test("attempts counts the first one") {
            val chat = FakeChatModel(answer(noVerdict))
            shouldThrow<InvalidOutputException> { sluice(chat) { attempts = 1 }.extract<Analysis> { user("?") } }
                .violations.single().message shouldBe "a verdict is needed"
        }

        test("a token budget holds back an attempt that would pass it") {
            val chat = FakeChatModel(answer(noVerdict), answer(noVerdict))
            val thrown = shouldThrow<InvalidOutputException> {
                sluice(chat) {
                    attempts = 5
                    tokenBudget = 29
                }.extract<Analysis> { user("?") }
            }
            // Each costs 10: a third would make 30.
            thrown.attempts.size shouldBe 2
            thrown.message shouldContain "The token budget of 29 leaves no room for another attempt: 20 are spent."
        }

        test("a cut, refused or filtered answer is not asked for again") {
            shouldThrow<TruncatedOutputException> {
                sluice(FakeChatModel(answer("{", finish = FinishReason.LENGTH))).extract<Analysis> { user("?") }
            }
            shouldThrow<RefusedOutputException> { sluice(FakeChatModel(answer("no", refusal = "no"))).extract<Analysis> { user("?") } }
            shouldThrow<FilteredOutputException> {
                sluice(FakeChatModel(answer("{", finish = FinishReason.CONTENT_FILTER))).extract<Analysis> { user("?") }
            }
        }

        test("a failure carries what shows of the last answer") {
            val cut = shouldThrow<TruncatedOutputException> {
                sluice(FakeChatModel(answer("""{"reasoning":"so f""", finish = FinishReason.LENGTH))).extract<Analysis> { user("?") }
            }
            (cut.partial as Partial<Analysis>)[Analysis::reasoning] shouldBe "so f"

            val chat = FakeChatModel(answer(noVerdict), answer("""{"reasoning":"second","product_name":oops"""))
            val invalid = shouldThrow<InvalidOutputException> { sluice(chat) { attempts = 2 }.extract<Analysis> { user("?") } }
            (invalid.partial as Partial<Analysis>).run {
                get(Analysis::reasoning) shouldBe "second"
                attempt shouldBe 2
                value shouldBe null
            }
            shouldThrow<RefusedOutputException> {
                sluice(FakeChatModel(answer("I cannot.", finish = FinishReason.REFUSAL))).extract<Analysis> { user("?") }
            }.partial shouldBe null
        }

        test("a key that stands twice: the last counts, and the story tells") {
            val chat = FakeChatModel(answer(good.replace("{", """{"verdict":"keep",""")))
            sluice(chat).extractDetailed<Analysis> { user("?") }.run {
                value.verdict shouldBe "buy"
                attempts.single().warnings.single().path.toString() shouldBe "$.verdict"
            }
        }

        test("a failing call while mending keeps what the earlier answers were") {
            val chat = FakeChatModel(answer(noVerdict), { throw ApiConnectionException("gone") })
            val thrown = shouldThrow<ApiConnectionException> { sluice(chat).extract<Analysis> { user("?") } }
            thrown.suppressed.single().shouldBeInstanceOf<InvalidOutputException>().attempts.single().text shouldBe noVerdict
        }

        context("the caller's checks") {
            test("may suspend, and reject like the type itself") {
                val chat = FakeChatModel(answer(good), answer(good.replace("buy", "keep")))
                val value = sluice(chat).extract<Analysis> {
                    user("?")
                    validate { analysis ->
                        yield()
                        if (analysis.verdict == "buy") reject(Analysis::productName, "is on sale elsewhere")
                        require(analysis.strengths.isEmpty()) { "none were asked for" }
                    }
                }
                value.verdict shouldBe "keep"
                chat.requests[1].rejections.single().errors shouldContain "$.product_name: is on sale elsewhere"
            }
            test("any other exception is the caller's own") {
                val chat = FakeChatModel(answer(good))
                shouldThrow<NoSuchElementException> {
                    sluice(chat).extract<Analysis> {
                        user("?")
                        validate { throw NoSuchElementException("mine") }
                    }
                }
                chat.requests.size shouldBe 1
            }
            test("what is thrown below them is no finding: it is not told to the model") {
                for (own in listOf<RuntimeException>(
                    NumberFormatException("<html>"),
                    kotlinx.serialization.SerializationException("<html>"),
                )) {
                    val chat = FakeChatModel(answer(good))
                    shouldThrow<RuntimeException> {
                        sluice(chat).extract<Analysis> {
                            user("?")
                            validate { throw own }
                        }
                    }.message shouldBe "<html>"
                    chat.requests.size shouldBe 1
                }
            }
            test("run only when the shape is right") {
                var ran = 0
                val chat = FakeChatModel(answer("""{"reasoning":5}"""), answer(good))
                sluice(chat).extract<Analysis> {
                    user("?")
                    validate { ran++ }
                }
                ran shouldBe 1
            }
        }

        context("roots that are no objects travel in an envelope that nobody sees") {
            test("a list") {
                sluice(FakeChatModel(answer("""{"value":[1,2]}"""))).extract<List<Int>> { user("?") } shouldBe listOf(1, 2)
            }
            test("an enum, a scalar, a sealed type, a map") {
                sluice(FakeChatModel(answer("""{"value":"LOW"}"""))).extract<Level> { user("?") } shouldBe Level.LOW
                sluice(FakeChatModel(answer("""{"value":4.5}"""))).extract<Double> { user("?") } shouldBe 4.5
                val circle = """{"value":{"type":"circle","label":"l","radius":1}}"""
                sluice(FakeChatModel(answer(circle))).extract<Shape> { user("?") } shouldBe Shape.Circle("l", 1.0)
                sluice(FakeChatModel(answer("""{"value":{"a":1}}"""))).extract<Map<String, Int>> { user("?") } shouldBe mapOf("a" to 1)
            }
            test("errors have the paths of what is inside") {
                val chat = FakeChatModel(answer("""{"value":[1,"x"]}"""), answer("""{}"""), answer("[1]"))
                val thrown = shouldThrow<InvalidOutputException> { sluice(chat).extract<List<Int>> { user("?") } }
                thrown.attempts.map { it.violations.single().path.toString() } shouldContainExactly listOf("$[1]", "$", "$")
            }
        }

        test("wrong use is told before anything is sent") {
            val chat = FakeChatModel()
            shouldThrow<IllegalArgumentException> { sluice(chat).extract<Analysis> { } }.message shouldContain "user("
            shouldThrow<IllegalArgumentException> {
                sluice(chat).extract<Analysis> {
                    user("?")
                    attempts = 0
                }
            }
                .message shouldContain "attempts"
            shouldThrow<IllegalArgumentException> {
                sluice(chat).extract<Analysis> {
                    user("?")
                    temperature = Double.NaN
                }
            }
            shouldThrow<InvalidRequestException> {
                sluice(chat).extract<Analysis> {
                    user("?")
                    mode = OutputMode.JSON_OBJECT
                }
            }
                .message shouldContain "JSON_SCHEMA, TOOLS"
            chat.requests.shouldBeEmpty()
        }
    })
