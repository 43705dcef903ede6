package dev.sluice

import dev.sluice.extraction.ElementEvent
import dev.sluice.extraction.Extraction
import dev.sluice.extraction.Partial
import dev.sluice.model.OutputMode
import dev.sluice.testing.Gate
import dev.sluice.testing.ScriptedServer
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withTimeout

/** Asking again inside a stream, and stopping it early, over real sockets, for every provider and every mode it has. */
internal class StreamedAttemptsWireTest :
    FunSpec({
        val good = """{"name":"Fenwick","strengths":["fast","light"],"score":8.5}"""
        val bad = """{"name":"Fenwick","strengths":["a","b","c","d"],"score":8.5}"""

        for (way in Way.entries) {
            // In a text, a later object may still take the place of one that is wrong.
            val stopsEarly = way.comesInPieces && way.mode != OutputMode.PROMPTED

            context(way.name) {
                suspend fun served(test: suspend (ScriptedServer, Sluice) -> Unit) = ScriptedServer.start().use { server ->
                    way.client(server).use { client -> withTimeout(SAFETY_MILLIS) { test(server, Sluice(client.chat, way::ask)) } }
                }

                test("the second attempt is good: partials show the first, then the second, the last is validated, usage is summed") {
                    served { server, sluice ->
                        server.enqueue(way.reply(bad), way.reply(good))
                        val partials = sluice.extractPartial<Product> {
                            user("Which?")
                            failFast = false
                        }.toList()
                        // The newest wins for a slow collector, so of the first attempt perhaps nothing is seen: its story is in the last.
                        partials.map { it.attempt }.let { it shouldContainExactly it.sorted() }
                        partials.last().run {
                            attempt shouldBe 2
                            value shouldBe Product("Fenwick", listOf("fast", "light"), 8.5)
                            extraction.shouldNotBeNull().run {
                                attempts.map { it.violations.map { violation -> violation.path.toString() } } shouldContainExactly
                                    listOf(listOf("$.strengths"), emptyList())
                                usage.totalTokens shouldBe 60
                                usage.isExact shouldBe true
                            }
                        }
                        server.takeRequest().bodyText shouldNotContain "Fix the errors"
                        server.takeRequest().bodyText shouldContain "Fix the errors"
                    }
                }

                test("a rule that breaks ends the exchange before the server has sent the rest").config(enabled = stopsEarly) {
                    served { server, sluice ->
                        val never = Gate()
                        val events = way.reply(bad.dropLast(1) + ""","note":"${"x".repeat(400)}"}""").events()
                        server.enqueue(way.sse().steps(events.dropLast(4)).hold(never).steps(events.takeLast(4)).build())
                        server.enqueue(way.reply(good))
                        val extraction = sluice.extractPartial<Product> { user("Which?") }.toList().last().story()
                        extraction.attempts.first().run {
                            violations.single().path.toString() shouldBe "$.strengths"
                            usage.isExact shouldBe false
                            (usage.estimatedOutputTokens > 0) shouldBe true
                            finishReason shouldBe null
                            requestId shouldBe "req_1"
                        }
                        extraction.usage.isExact shouldBe false
                        server.takeRequest().exchange.awaitEnd().isClientGone shouldBe true
                        server.takeRequest().bodyText.run {
                            this shouldContain "Your answer was stopped there."
                            // A tool's input that was cut cannot be sent back as one.
                            this shouldNotContain "tool_use_id"
                            this shouldNotContain "tool_call_id"
                            this shouldNotContain "function_call_output"
                        }
                    }
                }

                test("a bad element is asked for again, and only it") {
                    served { server, sluice ->
                        server.enqueue(way.reply("""{"items":[$good,$bad]}"""), way.reply("""{"items":[$good]}"""))
                        val events = sluice.extractEachDetailed<Product> { user("Which?") }.toList()
                        events.filterIsInstance<ElementEvent.Element<Product>>().map { it.index } shouldContainExactly listOf(0, 1)
                        (events.last() as ElementEvent.Finished).extraction.usage.totalTokens shouldBe 60
                        server.takeRequest()
                        server.takeRequest().bodyText shouldContain "in this order: 1."
                    }
                }
            }
        }
    }) {
    private companion object {
        const val SAFETY_MILLIS = 20_000L

        fun <T> Partial<T>.story(): Extraction<T> = extraction.shouldNotBeNull()
    }
}
