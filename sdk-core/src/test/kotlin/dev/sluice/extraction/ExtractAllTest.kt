package dev.sluice.extraction

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.SluiceException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.ints.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeout
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger

/** Many inputs, in memory: order, failures, how far ahead the source is read, and what is never mistaken for what. */
class ExtractAllTest :
    FunSpec({
        test("each input has its outcome, in the order of the inputs though the calls end in another") {
            val gates = List(10) { CompletableDeferred<Unit>() }
            val model = AnsweringModel { number, _ -> "$number".also { gates[number].await() } }
            coroutineScope {
                val outcomes = async { model.sluice().extractAll<_, Int>(0..9, concurrency = 10) { user("$it") }.toList() }
                model.awaitBegun(10)
                for (gate in gates.reversed()) gate.complete(Unit)
                outcomes.await().run {
                    map { it.index } shouldContainExactly (0..9).toList()
                    map { it.input } shouldContainExactly (0..9).toList()
                    map { it.getOrThrow() } shouldContainExactly (0..9).toList()
                    forEach { it.usage.totalTokens shouldBe 10 }
                }
            }
        }

        test("as they are done, one after the other") {
            val gates = List(5) { CompletableDeferred<Unit>() }
            val model = AnsweringModel { number, _ -> "$number".also { gates[number].await() } }
            coroutineScope {
                val seen = Channel<Int>(Channel.UNLIMITED)
                launch {
                    model.sluice().extractAll<_, Int>((0..4).asSequence(), concurrency = 5, OutcomeOrder.COMPLETION) { user("$it") }
                        .collect { seen.send(it.index) }
                }
                for (index in listOf(3, 0, 4, 2, 1)) {
                    gates[index].complete(Unit)
                    seen.receive() shouldBe index
                }
            }
        }

        for (order in OutcomeOrder.entries) {
            test("$order: no more at once than said, and nothing is taken before a call can be made for it") {
                val ended = AtomicInteger()
                val model = AnsweringModel { number, _ -> "$number".also { ended.incrementAndGet() } }
                for (source in listOf<(Flow<Int>) -> Flow<Int>>({ it }, { it.map { number -> number } })) {
                    ended.set(0)
                    var mostAhead = 0
                    val endless = source(
                        flow {
                            for (number in generateSequence(0) { it + 1 }) {
                                mostAhead = maxOf(mostAhead, number + 1 - ended.get())
                                emit(number)
                            }
                        },
                    )
                    model.sluice().extractAll<_, Int>(endless, concurrency = 4, order) { user("$it") }.take(200).toList()
                        .map { it.index }.sorted().distinct().size shouldBe 200
                    mostAhead shouldBeLessThanOrEqual 4
                }
                model.peak shouldBeLessThanOrEqual 4
            }
        }

        test("a slow collector holds up the source, and no call") {
            val model = AnsweringModel()
            val taken = AtomicInteger()
            val handled = AtomicInteger()
            var mostAhead = 0
            val numbers = generateSequence { taken.getAndIncrement().also { mostAhead = maxOf(mostAhead, it + 1 - handled.get()) } }
            model.sluice().extractAll<_, Int>(numbers, concurrency = 3, OutcomeOrder.COMPLETION) { user("$it") }.take(30).collect {
                // As many as may wait for this collector, and the one it has.
                model.awaitBegun(handled.get() + 1 + 2 * 3)
                model.awaitIdle()
                handled.incrementAndGet()
            }
            // The one that the collector has is not handled yet.
            mostAhead shouldBe 1 + 2 * 3
        }

        test("a slow first input lets the others go on for 16 rounds; what waits for it is bounded") {
            val first = CompletableDeferred<Unit>()
            val model = AnsweringModel { number, _ -> "$number".also { if (number == 0) first.await() } }
            val taken = AtomicInteger()
            coroutineScope {
                val outcomes = async {
                    model.sluice().extractAll<_, Int>(generateSequence { taken.getAndIncrement() }.take(100), concurrency = 2) {
                        user("$it")
                    }.toList()
                }
                model.awaitBegun(2 * 16)
                taken.get() shouldBe 2 * 16
                first.complete(Unit)
                outcomes.await().map { it.getOrThrow() } shouldContainExactly (0..99).toList()
            }
        }

        test("a slow first input holds up nothing where the order is that of completion") {
            val first = CompletableDeferred<Unit>()
            val model = AnsweringModel { number, _ -> "$number".also { if (number == 0) first.await() } }
            val seen = model.sluice().extractAll<_, Int>(0 until 500, concurrency = 2, OutcomeOrder.COMPLETION) { user("$it") }
                .map { it.index.also { _ -> if (model.begun == 500) first.complete(Unit) } }.toList()
            seen.last() shouldBe 0
            seen.sorted() shouldContainExactly (0 until 500).toList()
        }

        test("what the lambda throws is that input's failure, a cancellation of its own too") {
            val own = IllegalStateException("no such file")
            val outcomes = AnsweringModel().sluice().extractAll<_, Int>(0..4, concurrency = 2) {
                when (it) {
                    1 -> throw own
                    2 -> withTimeout(1) { awaitCancellation() }
                    3 -> throw CancellationException("given up")
                    else -> user("$it")
                }
            }.toList()
            outcomes.map { it.getOrNull() } shouldContainExactly listOf(0, null, null, null, 4)
            outcomes[1].errorOrNull()!!.itself() shouldBeSameInstanceAs own
            for (cancelled in outcomes.subList(2, 4)) {
                cancelled.errorOrNull().shouldBeInstanceOf<SluiceException>().cause.shouldBeInstanceOf<CancellationException>()
                cancelled.attempts.shouldBeEmpty()
            }
            shouldThrow<IllegalStateException> { outcomes[1].getOrThrow() }.itself() shouldBeSameInstanceAs own
        }

        test("a lambda that asks nothing, an answer that is never valid, a check that fails: each with its story") {
            val outcomes = AnsweringModel { number, _ -> if (number == 1) "\"one\"" else "$number" }.sluice()
                .extractAll<_, Int>(0..3, concurrency = 4) { number ->
                    if (number > 0) user("$number")
                    validate { require(it != 2) { "two is too many" } }
                }.toList()
            outcomes[0].errorOrNull().shouldBeInstanceOf<IllegalArgumentException>()
            for (never in outcomes.subList(1, 3)) {
                never.errorOrNull().shouldBeInstanceOf<InvalidOutputException>()
                never.attempts.size shouldBe 3
                never.usage.totalTokens shouldBe 30
            }
            outcomes[3].shouldBeInstanceOf<Outcome.Success<Int, Int>>().extraction.value shouldBe 3
        }

        test("a provider that fails while an answer is mended: what the answers before cost is not lost") {
            val model = AnsweringModel { _, request ->
                if (request.rejections.isEmpty()) "\"one\"" else throw ApiConnectionException("reset")
            }
            val outcome = model.sluice().extractAll<_, Int>(listOf(1), concurrency = 1) { user("$it") }.toList().single()
            outcome.errorOrNull().shouldBeInstanceOf<ApiConnectionException>()
            outcome.usage.totalTokens shouldBe 10
        }

        test("a source that fails, after the outcomes of what it gave") {
            val broken = IllegalStateException("the disk is gone")
            val sources = listOf(
                sequence {
                    yieldAll(0..2)
                    throw broken
                }.asIterable() to { thrown: Throwable -> thrown.itself() shouldBeSameInstanceAs broken },
                sequence {
                    yieldAll(0..2)
                    throw CancellationException("the reader gave up")
                }.asIterable() to { thrown: Throwable ->
                    thrown.itself().shouldBeInstanceOf<SluiceException>().cause.shouldBeInstanceOf<CancellationException>()
                },
            )
            for ((source, check) in sources) {
                for (inputs in listOf(source.asFlow(), flow { for (input in source) emit(input) })) {
                    val gate = CompletableDeferred<Unit>()
                    val model = AnsweringModel { number, _ -> "$number".also { gate.await() } }
                    val seen = mutableListOf<Int>()
                    coroutineScope {
                        launch {
                            model.awaitBegun(3)
                            gate.complete(Unit)
                        }
                        check(
                            shouldThrow<Exception> {
                                model.sluice().extractAll<_, Int>(inputs, concurrency = 5) { user("$it") }.collect { seen += it.index }
                            },
                        )
                    }
                    seen shouldContainExactly listOf(0, 1, 2)
                }
            }
        }

        test("what the collector throws is its own, and ends the calls that run") {
            val own = ApiConnectionException("the database is down")
            val model = AnsweringModel { number, _ -> "$number".also { if (number > 0) awaitCancellation() } }
            val thrown = shouldThrow<ApiConnectionException> {
                model.sluice().extractAll<_, Int>(0..100, concurrency = 5) { user("$it") }.collect { throw own }
            }
            thrown.itself() shouldBeSameInstanceAs own
            model.awaitIdle()
        }

        test("failing fast is the collector's getOrThrow") {
            val model = AnsweringModel { number, _ -> if (number == 3) throw ApiConnectionException("reset") else "$number" }
            val seen = mutableListOf<Int>()
            shouldThrow<ApiConnectionException> {
                model.sluice().extractAll<_, Int>(generateSequence(0) { it + 1 }, concurrency = 1) { user("$it") }
                    .collect { seen += it.getOrThrow() }
            }
            seen shouldContainExactly listOf(0, 1, 2)
        }

        test("a fault that is no exception is its input's failure too, unless the machine is at its end") {
            val outcomes = AnsweringModel().sluice()
                .extractAll<_, Int>(0..9, concurrency = 5) { if (it == 3) throw NotImplementedError("not yet") else user("$it") }.toList()
            outcomes.filterIsInstance<Outcome.Failure<Int, Int>>().single().run {
                index shouldBe 3
                error.cause.shouldBeInstanceOf<NotImplementedError>()
            }
            outcomes.size shouldBe 10
            shouldThrow<OutOfMemoryError> {
                AnsweringModel { _, _ -> awaitCancellation() }.sluice()
                    .extractAll<_, Int>(0..9, concurrency = 5) { if (it == 3) throw OutOfMemoryError("full") else user("$it") }.collect {}
            }
        }

        test("cancelling interrupts a source that blocks, and ends the calls") {
            val blocked = CountDownLatch(1)
            val model = AnsweringModel { _, _ -> awaitCancellation() }
            val source = sequence {
                yield(0)
                blocked.countDown()
                CountDownLatch(1).await()
            }
            coroutineScope {
                val collecting = launch(Dispatchers.Default) {
                    model.sluice().extractAll<Int, Int>(source, concurrency = 2) { user("$it") }.collect {}
                }
                model.awaitBegun(1)
                blocked.await()
                collecting.cancelAndJoin()
            }
            model.awaitIdle()
        }

        test("nothing to do is done at once; each collection asks anew") {
            val model = AnsweringModel()
            model.sluice().extractAll<Int, Int>(emptyList(), concurrency = 3) { user("$it") }.toList().shouldBeEmpty()
            val outcomes = model.sluice().extractAll<_, Int>(listOf(1, 2), concurrency = 3) { user("$it") }
            model.begun shouldBe 0
            repeat(2) { outcomes.toList().map { it.getOrThrow() } shouldContainExactly listOf(1, 2) }
            model.begun shouldBe 4
            shouldThrow<IllegalArgumentException> { model.sluice().extractAll<_, Int>(listOf(1), concurrency = 0) { user("$it") } }
        }
    })

/** With assertions on, coroutines throw a copy that knows both stacks, around what was thrown. */
private fun Throwable.itself(): Throwable = cause?.takeIf { it::class == this::class && it.message == message } ?: this
