package dev.sluice.limits

import dev.sluice.transport.ManualClock
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.booleans.shouldBeTrue
import io.kotest.matchers.comparables.shouldBeGreaterThan
import io.kotest.matchers.comparables.shouldBeLessThanOrEqualTo
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart.UNDISPATCHED
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.launch
import kotlinx.coroutines.yield
import kotlin.random.Random

private const val MINUTE = 60_000L

/**
 * A few callers of [RateLimits] in every order that their steps can take, with cancellations and the passing of time at every point
 * between. `-Dmodel.callers=4` makes the worlds larger than a build has time for.
 */
class RateLimitsModelTest :
    FunSpec({
        val more = Integer.getInteger("model.callers", 0)

        class Row(val name: String, val callers: Int, val cancellations: Int, val minutes: Int, val set: RateLimits.Builder.() -> Unit)

        val rows = listOf(
            Row("one at once, all cancelled", 4, 4, 0) { maxConcurrent = 1 },
            Row("one at once, two cancelled", 5, 2, 0) { maxConcurrent = 1 },
            Row("two at once, all cancelled", 4, 4, 0) { maxConcurrent = 2 },
            Row("one a minute, all cancelled", 2, 2, 2) { requestsPerMinute = 1 },
            Row("ten tokens a minute, all cancelled", 2, 2, 2) { tokensPerMinute = 10 },
            Row("one at once and one a minute, all cancelled", 2, 2, 2) {
                maxConcurrent = 1
                requestsPerMinute = 1
            },
        )
        for (row in rows) {
            test("${row.name}: never more than allowed, in the order of asking, nobody left, no permit lost") {
                val callers = if (more > 0) more else row.callers
                val runs = Interleavings.explore(if (more > 0) Int.MAX_VALUE else 200_000) { choices ->
                    World(choices, callers, row.cancellations, row.minutes, set = row.set).run()
                }
                runs shouldBeGreaterThan 100
            }
        }

        test("forty callers, ten of them cancelled, in a few hundred orders by chance, by all limits at once") {
            repeat(300) { seed ->
                val random = Random(seed)
                withClue("seed $seed") {
                    World({ random.nextInt(it) }, 40, 10, 100, steps = listOf(100, 7_000, 31_000)) {
                        maxConcurrent = 3
                        requestsPerMinute = 7
                        tokensPerMinute = 50
                    }.run()
                }
            }
        }
    })

private class World(
    private val choices: Choices,
    callers: Int,
    private var cancellations: Int,
    /** How often time may go by although something else could happen. */
    private var minutes: Int,
    private val steps: List<Long> = listOf(MINUTE),
    private val set: RateLimits.Builder.() -> Unit,
) {
    private val clock = ManualClock()
    private val options = RateLimits.Builder().apply(set)
    private val limits = RateLimits {
        set()
        clock = this@World.clock
    }
    private val dispatcher = SteppedDispatcher()
    private var failure: Throwable? = null
    private val scope = CoroutineScope(dispatcher + SupervisorJob() + CoroutineExceptionHandler { _, e -> failure = e })
    private val asked = ArrayList<Int>()
    private val granted = ArrayList<Int>()
    private val times = ArrayList<Long>()
    private var inside = 0
    private val callers = List(callers) { number -> scope.launch(start = UNDISPATCHED) { call(number) } }
    private val cancelled = HashSet<Job>()

    private suspend fun call(number: Int) {
        asked += number
        val permit = limits.acquire(TOKENS)
        try {
            granted += number
            times += clock.steadyMillis()
            inside++
            shouldBeAllowed()
            yield()
            permit.settle(TOKENS)
        } finally {
            inside--
            permit.release()
        }
    }

    private fun shouldBeAllowed() {
        options.maxConcurrent?.let { inside shouldBeLessThanOrEqualTo it }
        val minute = times.count { it > clock.steadyMillis() - MINUTE }
        options.requestsPerMinute?.let { minute shouldBeLessThanOrEqualTo it }
        options.tokensPerMinute?.let { minute * TOKENS shouldBeLessThanOrEqualTo it }
    }

    fun run() {
        while (true) {
            val possible = steps()
            if (possible.isEmpty()) break
            possible[choices.next(possible.size)]()
            failure?.let { throw it }
        }
        withClue("asked $asked, granted $granted") {
            callers.all { it.isCompleted }.shouldBeTrue()
            callers.forEachIndexed { number, job -> if (job !in cancelled) (number in granted).shouldBeTrue() }
            granted shouldBe asked.filter { it in granted }
            inside shouldBe 0
            shouldHaveAllPermits()
        }
    }

    private fun steps(): List<() -> Unit> = buildList {
        repeat(dispatcher.size) { add { dispatcher.run(it) } }
        if (cancellations > 0) callers.filter { it.isActive }.forEach { job -> add { cancel(job) } }
        val isWaiting = callers.any { !it.isCompleted }
        // Time goes by only so often at any moment, but always when nothing else is left to wait for.
        val isTimeLeft = minutes > 0 || (isEmpty() && times.isNotEmpty())
        if (isWaiting && isTimeLeft) steps.forEach { millis -> add { pass(millis) } }
    }

    private fun cancel(job: Job) {
        cancellations--
        cancelled += job
        job.cancel()
    }

    private fun pass(millis: Long) {
        minutes--
        clock.advance(millis)
    }

    private fun shouldHaveAllPermits() {
        clock.advance(MINUTE)
        val free = List(options.maxConcurrent ?: 1) { scope.launch(start = UNDISPATCHED) { limits.acquire(0) } }
        withClue("a permit is lost") { free.all { it.isCompleted }.shouldBeTrue() }
    }

    private companion object {
        const val TOKENS = 10L
    }
}
