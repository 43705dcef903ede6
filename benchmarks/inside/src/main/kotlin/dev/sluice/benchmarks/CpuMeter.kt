package dev.sluice.benchmarks

import com.sun.management.OperatingSystemMXBean
import java.lang.management.ManagementFactory

/**
 * Measures work in CPU time, so that what else runs on the machine does not count (it still costs cache and clock rate).
 * Run one measurement at a time.
 */
internal class CpuMeter(private val warmUpMillis: Long = 1_500, private val roundMillis: Long = 40, private val rounds: Int = 15) {
    private val threads = ManagementFactory.getThreadMXBean()
    private val system = ManagementFactory.getOperatingSystemMXBean() as OperatingSystemMXBean

    /** Where results go, so that no work is optimized away. */
    @Volatile
    private var sink: Any? = null

    /** Lets the JIT compiler see [work]. */
    fun warmUp(work: () -> Any?) {
        repeatFor(warmUpMillis, work)
    }

    /**
     * The median microseconds of thread CPU that one run of each of [works] costs. Their rounds take turns, so that a slow spell of the
     * machine falls on all of them.
     */
    fun medians(works: List<() -> Any?>): List<Double> {
        for (work in works) repeatFor(roundMillis, work)
        val byRound = List(rounds) { works.map { repeatFor(roundMillis, it) } }
        return works.indices.map { at -> byRound.map { it[at].threadMicros }.sorted()[rounds / 2] }
    }

    /**
     * The mean microseconds of CPU, garbage collection included, that one run of [work] costs when nothing else runs in between: what
     * it keeps is then what the collector has to carry. The clock of the process is coarse: good to a few per cent.
     */
    fun meanWithCollection(work: () -> Any?): Double = repeatFor(roundMillis * rounds, work).processMicros

    private fun repeatFor(millis: Long, work: () -> Any?): Round {
        val processStart = system.processCpuTime
        val start = threads.currentThreadCpuTime
        var runs = 0
        var spent: Long
        do {
            sink = work()
            runs++
            spent = threads.currentThreadCpuTime - start
        } while (spent < millis * 1_000_000)
        return Round(spent / 1e3 / runs, (system.processCpuTime - processStart) / 1e3 / runs)
    }

    /** What one run cost on average. */
    private class Round(val threadMicros: Double, val processMicros: Double)
}
