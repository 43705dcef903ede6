package dev.sluice.extraction

import dev.sluice.Sluice
import dev.sluice.model.ModelEvent
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest

/** When a field is told, and how often partials come. */
internal class CompletionsTest :
    FunSpec({
        val good = """{"reasoning":"r","product_name":"p","strengths":["a"],"verdict":"buy"}"""

        fun sluice(chat: FakeChatModel, configure: Sluice.Builder.() -> Unit = {}) = Sluice(chat) {
            model = "m"
            configure()
        }

        test("a field is told when it is complete, before the next has come") {
            val told = Gate()
            val chat = FakeChatModel(
                broken("""{"reasoning":"because",""") {
                    told.pass()
                    emit(ModelEvent.Delta(""""product_name":"p","strengths":[],"verdict":"buy"}"""))
                    emit(finished("…"))
                },
            )
            val words = mutableListOf<String>()
            sluice(chat).extractPartial<Analysis> { user("?") }
                .onComplete(Analysis::reasoning) {
                    words += it
                    told.open()
                }
                .onComplete(Analysis::verdict) { words += it }
                .collect()
            words shouldContainExactly listOf("because", "buy")
        }

        test("once for each attempt, and not for what is still growing") {
            val pieces = good.map { it.toString() }.toTypedArray()
            val bad = good.replace("buy", " ").map { it.toString() }.toTypedArray()
            val words = mutableListOf<String>()
            sluice(FakeChatModel(answer(*bad), answer(*pieces))).extractPartial<Analysis> { user("?") }
                .onComplete(Analysis::verdict) { words += it }.collect()
            words.last() shouldBe "buy"
            (words.size <= 2) shouldBe true
        }

        test("a default and a null are told with the whole") {
            val scores = mutableListOf<Double?>()
            sluice(FakeChatModel(answer(good))).extractPartial<Analysis> {
                user("?")
            }.onComplete(Analysis::score) { scores += it }.collect()
            scores shouldContainExactly listOf(null)
        }

        test("what does not fit its type is not told") {
            val chat = FakeChatModel(answer("""{"reasoning":7,""", good.drop(1)), answer(good))
            val words = mutableListOf<String>()
            sluice(chat) {
                failFast = false
            }.extractPartial<Analysis> { user("?") }.onComplete(Analysis::reasoning) { words += it }.collect()
            words.last() shouldBe "r"
        }

        test("each collection begins anew, and what the action throws ends the flow") {
            val chat = FakeChatModel(answer(good), answer(good), answer(good))
            var count = 0
            val flow = sluice(chat).extractPartial<Analysis> { user("?") }.onComplete(Analysis::reasoning) { count++ }
            repeat(2) { flow.toList() }
            count shouldBe 2
            shouldThrow<NoSuchElementException> {
                sluice(chat).extractPartial<Analysis> {
                    user("?")
                }.onComplete(Analysis::reasoning) { throw NoSuchElementException() }.collect()
            }
        }

        test("between two partials lies the interval, and the last comes at once") {
            val seen = Gate()
            val second = Gate()
            val chat = FakeChatModel(
                broken("""{"reasoning":"r""") {
                    seen.pass()
                    emit(ModelEvent.Delta("""1"""))
                    second.pass()
                    emit(ModelEvent.Delta("""2","product_name":"p","strengths":[],"verdict":"buy"}"""))
                    emit(finished("…"))
                },
            )
            runTest {
                val times = mutableListOf<Pair<String?, Long>>()
                sluice(chat) { partialIntervalMillis = 500 }.extractPartial<Analysis> { user("?") }.collect {
                    times += it[Analysis::reasoning] to currentTime
                    if (times.size == 1) seen.open()
                    if (times.size == 2) second.open()
                }
                times.first() shouldBe ("r" to 0L)
                times[1].second shouldBe 500L
                times.last().first shouldBe "r12"
            }
        }

        test("a request is explained without being sent") {
            dev.sluice.OpenAI { apiKey = "sk-secret" }.use { client ->
                val explanation = Sluice(client) { model = "gpt-4o-mini" }.explain<Address> { user("Where?") }
                explanation.mode shouldBe dev.sluice.model.OutputMode.JSON_SCHEMA
                explanation.request.url shouldBe "https://api.openai.com/v1/chat/completions"
                explanation.toString().lines().first() shouldBe
                    "Address from openai/gpt-4o-mini, mode JSON_SCHEMA, the strongest of JSON_SCHEMA, TOOLS, PARALLEL_TOOLS, JSON_OBJECT."
                explanation.toString().contains("sk-secret") shouldBe false
                explanation.toString().lines().last() shouldBe "The provider can express all of the type."
                val conceding = Sluice(client) { model = "gpt-4o-mini" }.explain<Map<String, Int>> { user("?") }
                conceding.concessions.size shouldBe 1
                conceding.toString().lines().last() shouldBe "- ${conceding.concessions.single()}"
            }
        }
    })
