package dev.sluice.transport

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.longs.shouldBeBetween
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.list
import io.kotest.property.checkAll

class AlarmsTest :
    FunSpec({
        test("an alarm rings once when its time has come, and is late until it is set again") {
            val time = HandTime()
            var rung = 0
            val alarm = time.alarms.new { rung++ }
            alarm.set(1_000)
            time.advance(999)
            alarm.isLate shouldBe false
            time.advance(6)
            alarm.isLate shouldBe true
            time.advance(5_000)
            rung shouldBe 1
            alarm.set(10)
            alarm.isLate shouldBe false
        }

        test("one that is cleared or closed does not ring") {
            val time = HandTime()
            var rung = 0
            val cleared = time.alarms.new { rung++ }
            val closed = time.alarms.new { rung++ }
            cleared.set(100)
            closed.set(100)
            time.advance(50)
            cleared.clear()
            closed.close()
            time.advance(1_000)
            rung shouldBe 0
            cleared.isLate shouldBe false
        }

        test("one may be set again as it rings") {
            val time = HandTime()
            val rung = ArrayList<Long>()
            time.alarms.new {
                rung += time.now
                if (rung.size < 3) it.set(50)
            }.set(50)
            time.advance(1_000)
            rung.size shouldBe 3
            rung.zipWithNext { a, b -> (b - a).shouldBeBetween(50, 56) }
        }

        test("one whose call fails holds up no other") {
            val time = HandTime()
            var rung = 0
            time.alarms.new { error("broken") }.set(100)
            time.alarms.new { rung++ }.set(100)
            time.alarms.new { rung++ }.set(300)
            time.advance(400)
            time.failures shouldBe 1
            rung shouldBe 2
        }

        test("calls of seconds, each with a long limit and a short one, leave no timers behind") {
            val time = HandTime()
            repeat(100) {
                val long = time.alarms.new {}
                val short = time.alarms.new {}
                long.set(600_000)
                time.advance(700)
                long.close()
                short.set(200)
                time.advance(10)
                short.close()
                time.advance(1_000)
                time.waiting shouldBe 0
            }
        }

        test("waits that end in time, one after the other, do not wind up a timer each") {
            val time = HandTime()
            val alarm = time.alarms.new {}
            repeat(10_000) {
                alarm.set(60_000)
                time.advance(1)
                alarm.clear()
            }
            // One look in every 200 ms while there is something to look at.
            time.timers.toLong().shouldBeBetween(1, 10_000 / 200 + 1)
        }

        test("a time that is for ever does not overflow") {
            val time = HandTime()
            val alarm = time.alarms.new {}
            alarm.set(Long.MAX_VALUE)
            time.advance(100_000)
            alarm.isLate shouldBe false
        }

        // Each step: alarm * 4 + what happens; what happens: 0 clear, else set for so many times 40 ms.
        test("law: whatever is set and cleared, an alarm is never late early, and at most 5 ms late") {
            checkAll(500, Arb.list(Arb.int(0..31), 1..60), Arb.int(1..120)) { steps, pause ->
                val time = HandTime()
                val alarms = List(8) { time.alarms.new {} }
                val due = LongArray(8) { Long.MAX_VALUE }
                for (step in steps) {
                    val (which, what) = step / 4 to step % 4
                    if (what == 0) {
                        alarms[which].clear()
                        due[which] = Long.MAX_VALUE
                    } else {
                        alarms[which].set(what * 40L)
                        due[which] = time.now + what * 40L
                    }
                    time.advance(pause.toLong())
                    alarms.forEachIndexed { i, alarm ->
                        withClue("alarm $i, due at ${due[i]}, now ${time.now}") {
                            if (alarm.isLate) (time.now >= due[i]) shouldBe true
                            if (time.now >= due[i] + 5 && due[i] != Long.MAX_VALUE) alarm.isLate shouldBe true
                        }
                    }
                }
            }
        }
    })

/** Alarms on a time that is moved by hand. */
private class HandTime {
    private class Check(val at: Long, val run: () -> Unit)

    private val checks = ArrayList<Check>()

    /** Not zero: a steady count of milliseconds begins anywhere. */
    var now = 1_234_567L
        private set

    var timers = 0
        private set

    /** Checks that threw. */
    var failures = 0
        private set

    /** Timers that are still to run out. */
    val waiting: Int get() = checks.size

    val alarms = Alarms({ now }) { millis, check ->
        timers++
        checks += Check(now + millis, check)
    }

    fun advance(millis: Long) {
        val end = now + millis
        while (true) {
            val next = checks.filter { it.at <= end }.minByOrNull { it.at } ?: break
            checks -= next
            now = maxOf(now, next.at)
            runCatching { next.run() }.onFailure { failures++ }
        }
        now = end
    }
}
