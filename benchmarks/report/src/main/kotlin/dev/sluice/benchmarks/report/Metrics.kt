package dev.sluice.benchmarks.report

import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.jsonPrimitive

/** The figures of each kind of scenario. The first one is what clients are ranked and compared by. */
internal object Metrics {
    fun of(kind: Kind, unit: String): List<Metric> = when (kind) {
        Kind.ROUNDS -> rounds(unit)
        Kind.HOLD -> HOLD
        Kind.COLD -> COLD
        Kind.SIZES -> SIZES
    }

    private fun rounds(unit: String): List<Metric> {
        val count = if (unit == "stream") "calls" else "units"
        val first = Metric("first", "first chunk p50, µs", plotted = true) { it.micros("firstP50Nanos") }
        return listOfNotNull(
            first.takeIf { unit == "stream" },
            Metric("cpu", "CPU, µs per $unit", 2, plotted = true) { it.cpuMicros()?.per(it.number(count)) },
            Metric("bytes", "bytes per $unit", plotted = true) { it.allocated()?.per(it.number(count)) },
            Metric("switches", "switches per $unit", 2) { it.number("switches")?.per(it.number(count)) },
            Metric("threads", "threads at most") { it.number("peakThreads") },
            Metric("connections", "new connections a round") { it.number("newConnections") },
            Metric("p50", "p50, µs") { it.micros("callP50Nanos") }.takeIf { unit == "request" },
            Metric("p99", "p99, µs") { it.micros(if (unit == "stream") "firstP99Nanos" else "callP99Nanos") }.takeIf { unit != "chunk" },
            Metric("rate", "${unit}s a second", moreIsBetter = true) { it.number(count)?.per(it.number("wallNanos"))?.times(1e9) },
            Metric("failures", "failures a round") { it.number("failures") },
        )
    }

    private val HOLD = listOf(
        Metric("threads", "threads", plotted = true) { it.number("threads") },
        Metric("started", "first chunk 3 s after the last was opened", moreIsBetter = true) { it.number("startedMid") },
        Metric("finished", "finished", moreIsBetter = true) { it.number("finished") },
        Metric("failures", "failed") { it.number("failures") },
        Metric("unfinished", "given up") { it.number("unfinished") },
        Metric("heap", "heap, KB per stream", 1, plotted = true) { it.number("heapBytesPerStream")?.div(KB) },
        Metric("rss", "RSS, KB per stream", 1, plotted = true) { it.number("residentBytesPerStream")?.div(KB) },
        Metric("rate", "chunks a second", moreIsBetter = true) { it.number("units")?.per(it.number("wallNanos"))?.times(1e9) },
        Metric("cpu", "CPU, µs per chunk", 1) { it.cpuMicros()?.per(it.number("units")) },
        Metric("connections", "connections") { it.number("newConnections") },
    )

    private val COLD = listOf(
        Metric("cold-cpu", "process CPU, ms", plotted = true) { it.number("cpuNanos")?.div(1e6) },
        Metric("wall", "wall since JVM start, ms") { it.number("wallMillis") },
        Metric("classes", "classes loaded", plotted = true) { it.number("classes") },
        Metric("rss", "RSS, MB", 1) { it.number("residentKilobytes")?.times(1.024)?.div(KB) },
    )

    private val SIZES = listOf(
        Metric("size", "MB", 1, plotted = true) { it.number("bytes")?.div(1e6) },
        Metric("jars", "jars") { it.number("jars") },
    )

    private const val KB = 1e3

    /** The JIT compiler's time is no cost of a call. */
    private fun JsonObject.cpuMicros(): Double? = number("cpuNanos")?.let { (it - (number("compilerNanos") ?: 0.0)) / 1e3 }

    private fun JsonObject.allocated(): Double? = number("allocatedBytes")?.takeIf {
        getValue("allocationComparable").jsonPrimitive.boolean
    }

    private fun JsonObject.micros(name: String): Double? = number(name)?.div(1e3)

    private fun Double.per(count: Double?): Double? = if (count == null || count == 0.0) null else this / count
}
