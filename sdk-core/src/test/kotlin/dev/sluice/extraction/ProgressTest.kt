package dev.sluice.extraction

import dev.sluice.errors.ApiConnectionException
import dev.sluice.transport.ManualClock
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.last
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch

/** How far the work is, in virtual time. */
class ProgressTest :
    FunSpec({
        test("counts, tokens, rate and time left, from the first input to the last") {
            val time = ManualClock()
            val gates = List(8) { CompletableDeferred<Unit>() }
            val model = AnsweringModel { number, _ ->
                gates[number].await()
                if (number == 1) throw ApiConnectionException("reset") else "$number"
            }
            val outcomes = model.sluice { clock = time }.extractAll<_, Int>((0..7).toList(), concurrency = 2) { user("$it") }
            coroutineScope {
                val end = async { outcomes.progress.last() }
                val values = async { outcomes.toList() }
                outcomes.progress.first { it.running == 2 }.run {
                    done shouldBe 0
                    total shouldBe 8
                    perSecond shouldBe 0.0
                    fraction shouldBe 0.0
                    remainingMillis.shouldBeNull()
                    toString() shouldBe "0 of 8"
                }
                for (number in 0..3) {
                    time.advance(500)
                    gates[number].complete(Unit)
                    outcomes.progress.first { it.done == number + 1 && it.running == 2 }
                }
                outcomes.progress.first { it.done == 4 }.run {
                    failed shouldBe 1
                    succeeded shouldBe 3
                    usage.totalTokens shouldBe 30
                    elapsedMillis shouldBe 2_000
                    perSecond shouldBe 2.0
                    remainingMillis shouldBe 2_000
                    fraction shouldBe 0.5
                    isFinished shouldBe false
                    toString() shouldBe "4 of 8 (1 failed), 2.0 a second, 2 s left"
                }
                for (gate in gates) gate.complete(Unit)
                end.await().run {
                    done shouldBe 8
                    running shouldBe 0
                    remainingMillis shouldBe 0
                    isFinished shouldBe true
                    toString() shouldBe "8 of 8 (1 failed), 4.0 a second"
                }
                values.await().size shouldBe 8
            }
        }

        test("the rate is that of late") {
            val clock = ManualClock()
            val told = mutableListOf<Progress>()
            val meter = ProgressMeter(concurrency = 1, total = 1_000, now = clock::steadyMillis) { told += it }
            meter.begin()
            fun finish(times: Int, millisEach: Long) = repeat(times) {
                meter.start()
                clock.advance(millisEach)
                meter.finish(Outcome.Failure<String, Int>(0, "", ApiConnectionException("reset")))
            }
            finish(100, 1_000)
            told.last().perSecond shouldBe 1.0
            told.last().remainingMillis shouldBe 900_000
            finish(20, 100)
            told.last().perSecond shouldBe 10.0
            told.last().remainingMillis shouldBe 88_000
            told.last().toString() shouldBe "120 of 1000 (120 failed), 10.0 a second, 1 min 28 s left"
            finish(1, 3_600_000)
            told.last().toString() shouldBe "121 of 1000 (121 failed), 0.01 a second, 43 h 58 min left"
        }

        test("done within no time at all is no endless rate") {
            val told = mutableListOf<Progress>()
            val meter = ProgressMeter(concurrency = 1, total = 2, now = ManualClock()::steadyMillis) { told += it }
            meter.start()
            meter.finish(Outcome.Failure<String, Int>(0, "", ApiConnectionException("reset")))
            told.last().run {
                perSecond shouldBe 1_000.0
                remainingMillis shouldBe 1
            }
        }

        test("the total of a source is known when it has ended") {
            val gate = CompletableDeferred<Unit>()
            val more = CompletableDeferred<Unit>()
            val source = flow {
                repeat(3) { emit(it) }
                more.await()
            }
            val model = AnsweringModel { number, _ -> "$number".also { gate.await() } }
            val outcomes = model.sluice().extractAll<_, Int>(source, concurrency = 5) { user("$it") }
            coroutineScope {
                val values = async { outcomes.toList() }
                outcomes.progress.first { it.running == 3 }.run {
                    total.shouldBeNull()
                    fraction.shouldBeNull()
                    remainingMillis.shouldBeNull()
                }
                more.complete(Unit)
                outcomes.progress.first { it.total != null }.total shouldBe 3
                gate.complete(Unit)
                values.await().size shouldBe 3
            }
            outcomes.progress.toList().single().run { listOf(done, total) shouldContainExactly listOf(3, 3) }
        }

        test("a collection that is given up has ended, and a new one begins at nothing") {
            val gates = List(2) { CompletableDeferred<Unit>() }
            var round = 0
            val model = AnsweringModel { number, _ ->
                if (number == 1) awaitCancellation()
                "$number".also { gates[round].await() }
            }
            val outcomes = model.sluice().extractAll<_, Int>(0..1, concurrency = 2) { user("$it") }
            coroutineScope {
                gates[0].complete(Unit)
                val given = launch { outcomes.collect {} }
                outcomes.progress.first { it.done == 1 }
                given.cancelAndJoin()
                outcomes.progress.toList().single().run { listOf(done, running, isFinished) shouldContainExactly listOf(1, 0, true) }
                round = 1
                val second = launch(start = CoroutineStart.UNDISPATCHED) { outcomes.collect {} }
                outcomes.progress.first { it.running == 2 }.done shouldBe 0
                second.cancelAndJoin()
            }
        }
    })
