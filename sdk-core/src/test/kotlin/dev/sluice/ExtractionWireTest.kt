package dev.sluice

import dev.sluice.errors.ApiStatusException
import dev.sluice.errors.OverloadedException
import dev.sluice.errors.RateLimitException
import dev.sluice.extraction.FieldState
import dev.sluice.extraction.FilteredOutputException
import dev.sluice.extraction.IncompleteOutputException
import dev.sluice.extraction.InvalidOutputException
import dev.sluice.extraction.OutputException
import dev.sluice.extraction.Partial
import dev.sluice.extraction.RefusedOutputException
import dev.sluice.extraction.TruncatedOutputException
import dev.sluice.model.OutputMode
import dev.sluice.schema.MaxItems
import dev.sluice.schema.Maximum
import dev.sluice.schema.Minimum
import dev.sluice.testing.Answer
import dev.sluice.testing.Gate
import dev.sluice.testing.OpenAiChatReply
import dev.sluice.testing.ScriptedServer
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withTimeout
import kotlinx.serialization.Serializable

@Serializable
internal data class Product(
    val name: String,
    @MaxItems(3) val strengths: List<String>,
    @Minimum(0.0) @Maximum(10.0) val score: Double? = null,
)

/** One behaviour, over real sockets, for every provider and every mode it has. */
internal class ExtractionWireTest :
    FunSpec({
        val good = """{"name":"Fenwick","strengths":["fast","light"],"score":8.5}"""
        val tooGood = """{"name":"Fenwick","strengths":[],"score":11}"""

        for (way in Way.entries) {
            context(way.name) {
                suspend fun served(test: suspend (ScriptedServer, Sluice) -> Unit) = ScriptedServer.start().use { server ->
                    way.client(server).use { client ->
                        withTimeout(SAFETY_MILLIS) {
                            test(
                                server,
                                Sluice(client.chat, way::ask),
                            )
                        }
                    }
                }

                test("partials grow, and the last is whole and validated").config(enabled = way.comesInPieces) {
                    served { server, sluice ->
                        val gate = Gate()
                        val events = way.reply(good).events()
                        val half = way.shareOf(events, 0.5)
                        server.enqueue(way.sse().steps(events.take(half)).hold(gate).steps(events.drop(half)).build())
                        val partials = mutableListOf<Partial<Product>>()
                        sluice.extractPartial<Product> { user("?") }.collect {
                            partials += it
                            if (it[Product::name] != null) gate.open()
                        }
                        partials.first().value shouldBe null
                        partials.first().state(Product::score) shouldBe FieldState.ABSENT
                        partials.last().value shouldBe Product("Fenwick", listOf("fast", "light"), 8.5)
                        partials.last().extraction!!.usage.outputTokens shouldBe 20
                        partials.last().extraction!!.requestIds shouldContainExactly listOf("req_1")
                    }
                }

                test("an invalid answer goes back with its errors, in the same conversation") {
                    served { server, sluice ->
                        server.enqueue(way.reply(tooGood), way.reply(good))
                        val extraction = sluice.extractDetailed<Product> { user("Which?") }
                        extraction.value.score shouldBe 8.5
                        extraction.attempts.map { it.violations.map { violation -> violation.path.toString() } } shouldContainExactly
                            listOf(listOf("$.score"), emptyList())
                        extraction.usage.totalTokens shouldBe 60
                        server.takeRequest().bodyText shouldNotContain "Fix the errors"
                        server.takeRequest().bodyText.run {
                            this shouldContain "Which?"
                            this shouldContain "Fix the errors"
                            this shouldContain "Fenwick"
                        }
                    }
                }

                test("a good answer, whole and streamed") {
                    served { server, sluice ->
                        repeat(2) { server.enqueue(way.reply(good)) }
                        val whole = sluice.extractDetailed<Product> { user("?") }
                        whole.value shouldBe Product("Fenwick", listOf("fast", "light"), 8.5)
                        whole.usage.outputTokens shouldBe 20
                        whole.requestIds shouldContainExactly listOf("req_1")
                        sluice.extractPartial<Product> { user("?") }.toList().last().value shouldBe whole.value
                    }
                }

                test("an empty answer, whole and streamed, is no answer") {
                    served { server, sluice ->
                        server.enqueue(way.talks(""), way.reply(good), way.talks(""))
                        val extraction = sluice.extractDetailed<Product> { user("?") }
                        extraction.attempts.map {
                            it.violations.map { violation -> violation.message.substringBefore(':') }
                        } shouldContainExactly
                            listOf(listOf("the answer is empty"), emptyList())
                        val thrown = shouldThrow<OutputException> {
                            sluice.extractPartial<Product> {
                                user("?")
                                attempts = 1
                            }.collect {}
                        }
                        thrown.text shouldBe ""
                    }
                }

                test("prose around the answer: beside a call and in prompted mode it is passed over, around JSON it is asked for again") {
                    val isPassedOver = way.hasTools || way.mode == OutputMode.PROMPTED
                    served { server, sluice ->
                        server.enqueue(way.chats(good))
                        if (!isPassedOver) server.enqueue(way.reply(good))
                        val extraction = sluice.extractDetailed<Product> { user("?") }
                        extraction.value shouldBe Product("Fenwick", listOf("fast", "light"), 8.5)
                        extraction.attempts.size shouldBe if (isPassedOver) 1 else 2
                        server.enqueue(way.chats(good))
                        val flow = sluice.extractPartial<Product> {
                            user("?")
                            attempts = 1
                        }
                        if (isPassedOver) {
                            flow.toList().last().value shouldBe extraction.value
                        } else {
                            shouldThrow<InvalidOutputException> { flow.collect {} }.text shouldContain "Sure!"
                        }
                    }
                }

                test("of two equal keys the last counts, whole and streamed") {
                    served { server, sluice ->
                        val twice = good.replace("{", """{"name":"Other",""")
                        repeat(2) { server.enqueue(way.reply(twice)) }
                        val whole = sluice.extractDetailed<Product> { user("?") }
                        whole.value.name shouldBe "Fenwick"
                        val streamed = sluice.extractPartial<Product> { user("?") }.toList().last().extraction!!
                        streamed.value.name shouldBe "Fenwick"
                        // A server that sends the input as JSON has settled it already.
                        if (way.comesInPieces) streamed.attempts.single().warnings.single().path.toString() shouldBe "$.name"
                    }
                }

                test("never valid: every attempt is there") {
                    served { server, sluice ->
                        repeat(3) { server.enqueue(way.reply(tooGood)) }
                        val thrown = shouldThrow<InvalidOutputException> { sluice.extract<Product> { user("?") } }
                        thrown.attempts.size shouldBe 3
                        thrown.usage.totalTokens shouldBe 90
                        server.requestCount shouldBe 3
                    }
                }

                test("elements come as they close").config(enabled = way.comesInPieces) {
                    served { server, sluice ->
                        val gate = Gate()
                        val events = way.reply("""{"items":[$good,${good.replace("Fenwick", "Other")}]}""").events()
                        val cut = way.shareOf(events, 0.67)
                        server.enqueue(way.sse().steps(events.take(cut)).hold(gate).steps(events.drop(cut)).build())
                        val names = mutableListOf<String>()
                        sluice.extractEach<Product> { user("?") }.collect {
                            names += it.name
                            gate.open()
                        }
                        names shouldContainExactly listOf("Fenwick", "Other")
                    }
                }

                test("cut at the output limit, whole and streamed").config(enabled = way.comesInPieces) {
                    served { server, sluice ->
                        server.enqueue(way.reply("""{"name":"Fen"}""", isLimited = true), way.reply("""{"name":"Fen""", isLimited = true))
                        shouldThrow<TruncatedOutputException> { sluice.extract<Product> { user("?") } }
                        val thrown = shouldThrow<TruncatedOutputException> { sluice.extractPartial<Product> { user("?") }.collect {} }
                        (thrown.partial as Partial<Product>)[Product::name] shouldBe "Fen"
                        server.requestCount shouldBe 2
                    }
                }

                test("prose that is cut, whole and streamed, is a cut and not an invalid answer") {
                    served { server, sluice ->
                        repeat(2) { server.enqueue(way.talks("Let me think about", End.LIMITED)) }
                        shouldThrow<TruncatedOutputException> { sluice.extract<Product> { user("?") } }
                        val thrown = shouldThrow<TruncatedOutputException> { sluice.extractPartial<Product> { user("?") }.collect {} }
                        thrown.text shouldBe "Let me think about"
                        thrown.usage.outputTokens shouldBe 20
                    }
                }

                test("a refusal in prose, streamed") {
                    served { server, sluice ->
                        server.enqueue(way.declines("I cannot help with that."))
                        val thrown = shouldThrow<OutputException> { sluice.extractPartial<Product> { user("?") }.collect {} }
                        (thrown is RefusedOutputException || thrown is FilteredOutputException) shouldBe true
                        thrown.text shouldBe "I cannot help with that."
                    }
                }

                test(
                    "a stream that ends without its terminal event, that is cut, or whose JSON stays open, fails with the last partial",
                ).config(enabled = way.comesInPieces) {
                    served { server, sluice ->
                        val events = way.reply(good).events()
                        val half = events.take(way.shareOf(events, 0.5))
                        server.enqueue(
                            way.sse().steps(half).build(),
                            way.sse().steps(half).cut().build(),
                            way.sse().steps(half).reset().build(),
                            way.reply("""{"name":"Fenwick","strengths":["fa""").stream(),
                        )
                        repeat(4) {
                            val thrown = shouldThrow<IncompleteOutputException> {
                                sluice.extractPartial<Product> {
                                    user("?")
                                    attempts = 1
                                }.collect {}
                            }
                            (thrown.partial as Partial<Product>)[Product::name] shouldBe "Fenwick"
                            thrown.text shouldContain "Fenwick"
                            thrown.requestIds shouldContainExactly listOf("req_1")
                        }
                        server.requestCount shouldBe 4
                    }
                }

                test(
                    "an error inside the stream has the class of its kind, and is not retried once something was delivered",
                ).config(enabled = way.comesInPieces) {
                    served { server, sluice ->
                        val events = way.reply(good).events()
                        server.enqueue(way.sse().steps(events.take(way.shareOf(events, 0.5))).steps(listOf(way.errorEvent)).build())
                        val thrown = shouldThrow<ApiStatusException> { sluice.extractPartial<Product> { user("?") }.collect {} }
                        (thrown is OverloadedException || thrown is RateLimitException) shouldBe true
                        thrown.suppressed.single().shouldBeInstanceOf<IncompleteOutputException>()
                        server.requestCount shouldBe 1
                    }
                }

                test("an error before the first piece of the answer, though the stream had opened, is retried unseen") {
                    served { server, sluice ->
                        server.enqueue(way.sse().step(way.opening).steps(listOf(way.errorEvent)).build())
                        server.enqueue(way.reply(good))
                        val last = sluice.extractPartial<Product> { user("?") }.toList().last()
                        last.value shouldBe Product("Fenwick", listOf("fast", "light"), 8.5)
                        last.attempt shouldBe 1
                        server.requestCount shouldBe 2
                    }
                }

                test(
                    "cancelling the coroutine, and leaving the flow, ends the exchange at the server",
                ).config(enabled = way.comesInPieces) {
                    served { server, sluice ->
                        val never = Gate()
                        val events = way.reply(good).events()
                        val held = way.sse().steps(events.take(way.shareOf(events, 0.5))).hold(never).build()
                        server.enqueue(held, held, Answer.json("{}").newBuilder().build())

                        sluice.extractPartial<Product> { user("?") }.first { it[Product::name] != null }
                        server.takeRequest().exchange.awaitClientGone()

                        val running = async(Dispatchers.Default) { sluice.extractPartial<Product> { user("?") }.toList() }
                        val exchange = server.takeRequest().exchange
                        never.awaitWaiting()
                        running.cancelAndJoin()
                        exchange.awaitClientGone()
                        exchange.awaitEnd().isClientGone shouldBe true
                    }
                }

                test("an answer that comes whole is streamed all the same").config(enabled = !way.comesInPieces) {
                    served { server, sluice ->
                        server.enqueue(way.reply(good), way.reply("""{"items":[$good]}"""))
                        sluice.extractPartial<Product> { user("?") }.toList().last().value shouldBe
                            Product("Fenwick", listOf("fast", "light"), 8.5)
                        sluice.extractEach<Product> { user("?") }.toList().map { it.name } shouldContainExactly listOf("Fenwick")
                        server.enqueue(way.reply("""{"name":"Fen"}""", isLimited = true))
                        shouldThrow<TruncatedOutputException> { sluice.extractPartial<Product> { user("?") }.collect {} }
                    }
                }

                test("the key is in no exception") {
                    served { server, sluice ->
                        repeat(3) { server.enqueue(way.reply(tooGood)) }
                        val thrown = shouldThrow<InvalidOutputException> { sluice.extract<Product> { user("?") } }
                        thrown.stackTraceToString() shouldNotContain Way.KEY
                        sluice.toString() shouldNotContain Way.KEY
                    }
                }
            }
        }

        test("a refusal has its own exception") {
            ScriptedServer.start().use { server ->
                Way.OPENAI_SCHEMA.client(server).use { client ->
                    val sluice = Sluice(client.chat) { model = "model-1" }
                    repeat(2) { server.enqueue(OpenAiChatReply.builder().refusal("I will not").build()) }
                    shouldThrow<RefusedOutputException> { sluice.extract<Product> { user("?") } }.refusal shouldBe "I will not"
                    val thrown = shouldThrow<RefusedOutputException> { sluice.extractPartial<Product> { user("?") }.collect {} }
                    thrown.refusal shouldBe "I will not"
                }
            }
        }
    }) {
    private companion object {
        const val SAFETY_MILLIS = 20_000L
    }
}
