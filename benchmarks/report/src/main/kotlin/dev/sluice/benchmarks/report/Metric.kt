package dev.sluice.benchmarks.report

import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.double
import kotlinx.serialization.json.jsonPrimitive
import java.util.Locale
import kotlin.math.abs

/** A figure of a round. Less of it is better unless [moreIsBetter]; bars are drawn of it if [plotted]. */
internal class Metric(
    val key: String,
    val title: String,
    val decimals: Int = 0,
    val moreIsBetter: Boolean = false,
    val plotted: Boolean = false,
    val of: (JsonObject) -> Double?,
) {
    fun summary(result: ClientResult?): Summary? = result?.rounds?.mapNotNull(of)?.takeIf { it.isNotEmpty() }?.let { Summary(it) }

    /** With three digits or so; those behind them are noise. */
    fun format(value: Double): String {
        val kept = if (abs(value) >= 100) {
            0
        } else if (abs(value) >= 10) {
            minOf(decimals, 1)
        } else {
            decimals
        }
        return "%,.${kept}f".format(Locale.ROOT, value)
    }
}

/** Several rounds of the same, of which the median counts. */
internal class Summary(values: List<Double>) {
    private val sorted = values.sorted()
    val median: Double = (sorted[(sorted.size - 1) / 2] + sorted[sorted.size / 2]) / 2
    val min: Double = sorted.first()
    val max: Double = sorted.last()
}

internal fun JsonObject.number(name: String): Double? = this[name]?.jsonPrimitive?.double
