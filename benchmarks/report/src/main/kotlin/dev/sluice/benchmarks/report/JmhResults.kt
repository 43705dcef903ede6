package dev.sluice.benchmarks.report

import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.doubleOrNull
import java.nio.file.Path
import kotlin.io.path.readText

/** Reads the file that JMH writes with `-rf json`. */
internal object JmhResults {
    private const val ALLOCATED = "gc.alloc.rate.norm"
    private val FORMAT = Json { ignoreUnknownKeys = true }

    fun read(file: Path): List<JmhResult> = FORMAT.decodeFromString<List<Entry>>(file.readText()).map { it.result() }

    @Serializable
    private class Entry(
        val benchmark: String,
        val params: Map<String, String> = emptyMap(),
        val primaryMetric: Metric,
        val secondaryMetrics: Map<String, Metric> = emptyMap(),
    ) {
        /** Benchmarks are named by class and function. */
        fun result() = JmhResult(
            benchmark.split('.').takeLast(2).joinToString("."),
            params,
            primaryMetric.score,
            primaryMetric.error,
            primaryMetric.scoreUnit,
            secondaryMetrics.entries.firstOrNull { it.key.endsWith(ALLOCATED) }?.value?.score,
        )
    }

    /** The error of a single iteration is the string NaN. */
    @Serializable
    private class Metric(val score: Double, val scoreError: JsonPrimitive, val scoreUnit: String) {
        val error: Double? get() = scoreError.doubleOrNull?.takeUnless { it.isNaN() }
    }
}
