package dev.sluice.extraction

import dev.sluice.Sluice
import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiTimeoutException
import dev.sluice.errors.InvalidRequestException
import dev.sluice.errors.SluiceException
import dev.sluice.json.JsonLimits
import dev.sluice.model.FinishReason
import dev.sluice.model.ModelEvent
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.isActive
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import java.util.concurrent.Executors

internal class PartialStreamTest :
    FunSpec({
        val head = """{"reasoning":"because","product_name":"iPh"""
        val tail = """one","strengths":["fast"],"verdict":"buy","score":8.5}"""

        fun partials(chat: FakeChatModel) = Sluice(chat) {
            model = "m"
            attempts = 1
        }.extractPartial<Analysis> { user("?") }

        test("the last emission is whole and validated, with its story") {
            val last = partials(FakeChatModel(answer(head, tail))).toList().last()

            last.value shouldBe Analysis("because", "iPhone", listOf("fast"), "buy", 8.5)
            last[Analysis::score] shouldBe 8.5
            last.extraction.shouldNotBeNull().run {
                usage.totalTokens shouldBe 10
                requestIds shouldContainExactly listOf("req-1")
                attempts.single().text shouldBe head + tail
            }
        }

        test("no emission before the last has a value, and each shows what had arrived") {
            val gate = Gate()
            val seen = mutableListOf<String?>()
            partials(
                FakeChatModel(
                    broken(head) {
                        gate.pass()
                        emit(ModelEvent.Delta(tail))
                        emit(finished(head + tail))
                    },
                ),
            ).collect {
                if (it.value == null && seen.isEmpty()) {
                    it.extraction shouldBe null
                    it.attempt shouldBe 1
                    it.state(Analysis::reasoning) shouldBe FieldState.COMPLETE
                    it.state(Analysis::productName) shouldBe FieldState.STREAMING
                    it.state(Analysis::score) shouldBe FieldState.ABSENT
                    it[Analysis::score] shouldBe null
                    gate.open()
                }
                seen += it[Analysis::productName]
            }
            seen.first() shouldBe "iPh"
            seen.last() shouldBe "iPhone"
        }

        test("a default holds where the model said null, once the value exists") {
            val last = partials(
                FakeChatModel(answer("""{"reasoning":"r","product_name":"p","strengths":[],"verdict":"v","score":null}""")),
            ).toList().last()
            last.value.shouldNotBeNull().score shouldBe null
        }

        test("a slow collector is never cancelled by a failure: it sees the newest partial, then the exception") {
            val firstSeen = Gate()
            val failed = Gate()
            val blocksFinished = mutableListOf<String?>()
            val chat = FakeChatModel(
                broken(head) {
                    firstSeen.pass()
                    emit(ModelEvent.Delta("one\","))
                    emit(ModelEvent.Delta("\"strengths\":[\"newest"))
                    try {
                        throw ApiConnectionException("connection reset")
                    } finally {
                        failed.open()
                    }
                },
            )
            val thrown = shouldThrow<IncompleteOutputException> {
                partials(chat).collect {
                    firstSeen.open()
                    failed.pass()
                    currentCoroutineContext().isActive shouldBe true
                    blocksFinished += it[Analysis::strengths]?.lastOrNull()
                }
            }
            blocksFinished shouldContainExactly listOf(null, "newest")
            thrown.cause.shouldBeInstanceOf<ApiConnectionException>()
            thrown.text shouldContain "newest"
            (thrown.partial as Partial<Analysis>)[Analysis::strengths] shouldBe listOf("newest")
            thrown.usage.isExact shouldBe false
        }

        test("a collector's own IllegalArgumentException comes through, and there was one request") {
            val chat = FakeChatModel(answer(head, tail))
            val mine = IllegalArgumentException("mine")
            val thrown = shouldThrow<IllegalArgumentException> { partials(chat).collect { throw mine } }
            // With assertions on, coroutines copy an exception to give it a better stack trace; the copy's cause is the original.
            (if (thrown === mine) thrown else thrown.cause) shouldBeSameInstanceAs mine
            chat.requests.size shouldBe 1
        }

        test("collecting twice asks twice") {
            val chat = FakeChatModel(answer(head, tail), answer(head, tail))
            val flow = partials(chat)
            flow.toList().last().value shouldBe flow.toList().last().value
            chat.requests.size shouldBe 2
        }

        test("a collector that leaves cancels the stream") {
            val cancelled = CompletableDeferred<Unit>()
            val chat = FakeChatModel(
                broken(head) {
                    try {
                        awaitCancellation()
                    } finally {
                        cancelled.complete(Unit)
                    }
                },
            )
            partials(chat).first()[Analysis::productName] shouldBe "iPh"
            cancelled.await()
        }

        test("what collects runs in the collector's context, and what reads does not") {
            val readers = mutableSetOf<String>()
            Executors.newSingleThreadExecutor { Thread(it, "collector") }.asCoroutineDispatcher().use { single ->
                withContext(single) {
                    partials(
                        FakeChatModel(
                            broken(head) {
                                readers += Thread.currentThread().name
                                emit(ModelEvent.Delta(tail))
                                emit(finished(head + tail))
                            },
                        ),
                    )
                        .collect { Thread.currentThread().name.substringBefore(' ') shouldBe "collector" }
                }
            }
            readers.filter { it.startsWith("collector") }.shouldBeEmpty()
        }

        context("a stream that does not end well fails, with what arrived") {
            suspend fun failure(script: suspend FlowCollector<ModelEvent>.() -> Unit) =
                shouldThrow<OutputException> { partials(FakeChatModel(script)).collect {} }

            test("no terminal event") {
                failure(broken(head) {}).run {
                    shouldBeInstanceOf<IncompleteOutputException>()
                    message shouldContain "without its terminal event"
                    (partial as Partial<Analysis>)[Analysis::productName] shouldBe "iPh"
                }
            }
            test("JSON left open") {
                failure(answer(head)).run {
                    shouldBeInstanceOf<IncompleteOutputException>()
                    message shouldContain "$.product_name"
                    text shouldBe head
                    usage.isExact shouldBe true
                }
            }
            test("nothing at all") {
                failure(answer()).run {
                    shouldBeInstanceOf<IncompleteOutputException>()
                    message shouldContain "empty"
                    partial shouldBe null
                }
            }
            test("cut at the output limit") {
                failure(answer(head, finish = FinishReason.LENGTH)).run {
                    shouldBeInstanceOf<TruncatedOutputException>()
                    message shouldContain "maxTokens"
                    (partial as Partial<Analysis>)[Analysis::reasoning] shouldBe "because"
                }
            }
            test("refused") {
                failure(
                    answer(finish = FinishReason.REFUSAL, refusal = "I will not"),
                ).shouldBeInstanceOf<RefusedOutputException>().refusal shouldBe
                    "I will not"
            }
            test("filtered") {
                failure(answer(head, finish = FinishReason.CONTENT_FILTER)).shouldBeInstanceOf<FilteredOutputException>()
            }
            test("prose, when the model declined, was filtered or was cut") {
                failure(answer("I cannot ", "help.", finish = FinishReason.REFUSAL))
                    .shouldBeInstanceOf<RefusedOutputException>().refusal shouldBe "I cannot help."
                failure(answer("Sorry.", finish = FinishReason.CONTENT_FILTER)).shouldBeInstanceOf<FilteredOutputException>()
                failure(answer(head, "\n", finish = FinishReason.LENGTH)).shouldBeInstanceOf<TruncatedOutputException>().run {
                    text shouldBe head + "\n"
                    (partial as Partial<Analysis>)[Analysis::reasoning] shouldBe "because"
                }
            }
            test("no JSON, and then broken off: it was invalid already") {
                failure(broken("Sorry, no") { throw ApiConnectionException("reset") }).shouldBeInstanceOf<InvalidOutputException>().run {
                    text shouldBe "Sorry, no"
                    suppressed.single().shouldBeInstanceOf<ApiConnectionException>()
                }
                failure(broken("Sorry, no") {}).shouldBeInstanceOf<InvalidOutputException>()
            }
            test("no JSON, and then without end: no more is read than an answer may have") {
                val endless = broken("Sorry,") { while (true) emit(ModelEvent.Delta(" and on")) }
                val sluice = Sluice(FakeChatModel(endless)) {
                    model = "m"
                    attempts = 1
                    jsonLimits = JsonLimits.Builder().maxLength(100).build()
                }
                shouldThrow<InvalidOutputException> { sluice.extractPartial<Analysis> { user("?") }.collect {} }
                    .violations.single().message shouldContain "not JSON"
            }
            test("not JSON in the middle of a piece: what stood before it shows") {
                failure(answer("""{"reasoning":"r","product_name":oops""")).run {
                    shouldBeInstanceOf<InvalidOutputException>()
                    (partial as Partial<Analysis>)[Analysis::reasoning] shouldBe "r"
                }
            }
            test("a variant that does not exist") {
                val chat = FakeChatModel(answer("""{"value":{"type":"triangle",""", """"label":"x"}}"""))
                val labels = mutableListOf<String?>()
                shouldThrow<InvalidOutputException> {
                    Sluice(chat) {
                        model = "m"
                        attempts = 1
                    }.extractPartial<Shape> { user("?") }.collect { labels += it[Shape::label] }
                }.violations.single().path.toString() shouldBe "$.type"
                labels.filterNotNull().shouldBeEmpty()
            }
            test("not JSON") {
                failure(
                    answer("""{"reasoning": oops"""),
                ).shouldBeInstanceOf<InvalidOutputException>().violations.single().path.toString() shouldBe
                    "$.reasoning"
            }
            test("complete and not valid") {
                failure(answer("""{"reasoning":"r","product_name":"p","strengths":["1","2","3","4"],"verdict":"v","score":11}"""))
                    .shouldBeInstanceOf<InvalidOutputException>()
                    .run {
                        violations.map { it.path.toString() } shouldContainExactly listOf("$.strengths", "$.score")
                        (partial as Partial<Analysis>)[Analysis::verdict] shouldBe "v"
                    }
            }
        }

        test("a connection that never stood is a failed call, not half an answer") {
            val refused = ApiConnectionException("refused")
            shouldThrow<ApiConnectionException> { partials(FakeChatModel({ throw refused })).collect {} }.message shouldBe "refused"
        }

        test("an error inside the stream stays what it is, with what had arrived") {
            val chat = FakeChatModel(broken(head) { throw ApiTimeoutException("silent", "idle", 120_000) })
            val thrown = shouldThrow<ApiTimeoutException> { partials(chat).collect {} }
            thrown.suppressed.single().shouldBeInstanceOf<IncompleteOutputException>().text shouldBe head
        }

        test("a suspicious answer is reported in its story") {
            val json = """{"reasoning":"r","product_name":"p","strengths":["a"],"strengths":["b"],"verdict":"v"}"""
            for (cut in listOf(json.length, 52, 68)) {
                val last = partials(FakeChatModel(answer(json.take(cut), json.drop(cut)))).toList().last()
                last[Analysis::strengths] shouldBe listOf("b")
                last.extraction!!.attempts.single().warnings.single().path.toString() shouldBe "$.strengths"
            }
        }

        test("the envelope around an answer is no news") {
            val seen = Sluice(FakeChatModel(answer("{", "\"value\":", "[", "1", "]", "}"))) { model = "m" }
                .extractPartial<List<Int>> { user("?") }.toList()
            seen.map { it.json.toString() }.filter { it == "null" }.shouldBeEmpty()
            seen.last().value shouldBe listOf(1)
        }

        context("a time limit that passes") {
            test("inside a check is the check's failure, in a stream and outside, and no cancellation of the caller") {
                val ask: Ask.Builder<Analysis>.() -> Unit = {
                    user("?")
                    validate { withTimeout(0) {} }
                }
                val sluice = Sluice(FakeChatModel(answer(head, tail), answer(head, tail))) { model = "m" }
                val thrown = listOf(
                    shouldThrow<SluiceException> { sluice.extractPartial<Analysis>(ask).collect {} },
                    shouldThrow<SluiceException> { sluice.extract<Analysis>(ask) },
                )
                thrown.map { it.message }.distinct().single() shouldContain "A check of the value at $ was cancelled by something inside it"
                // Between the two may stand the original of a copy that coroutines make for the stack trace.
                val causes = thrown.map { failure -> generateSequence<Throwable>(failure) { it.cause }.toList() }
                causes.all { chain -> chain.any { it is TimeoutCancellationException } } shouldBe true
            }
            test("around the call is the caller's own, wherever it strikes") {
                val ask: Ask.Builder<Analysis>.() -> Unit = {
                    user("?")
                    validate { awaitCancellation() }
                }
                val sluice = Sluice(FakeChatModel(answer(head, tail), answer(head, tail))) { model = "m" }
                shouldThrow<TimeoutCancellationException> { withTimeout(1) { sluice.extract<Analysis>(ask) } }
                shouldThrow<TimeoutCancellationException> { withTimeout(1) { sluice.extractPartial<Analysis>(ask).collect {} } }
            }
            test("below the provider's call is a failure too, in a stream and outside") {
                val stuck = broken(head) { withTimeout(0) {} }
                shouldThrow<SluiceException> { partials(FakeChatModel(stuck)).collect {} }.message shouldContain "The stream was cancelled"
                shouldThrow<SluiceException> { Sluice(FakeChatModel(stuck)) { model = "m" }.extract<Analysis> { user("?") } }
                    .message shouldContain "The call was cancelled"
            }
        }

        test("no model is an error before anything is sent") {
            val chat = FakeChatModel()
            shouldThrow<InvalidRequestException> { Sluice(chat).extractPartial<Analysis> { user("?") }.collect {} }.message shouldContain
                "model"
            chat.requests.shouldBeEmpty()
        }
    })

/** Something to wait for. */
internal class Gate {
    private val opened = CompletableDeferred<Unit>()

    fun open() {
        opened.complete(Unit)
    }

    suspend fun pass() = opened.await()
}
