package dev.sluice.benchmarks.report

import java.util.Locale

/** What [client] has to reach, and what is known of the [reason] where it does not. */
internal class Target(val figure: Figure, val limit: Limit, val client: String = ClientSpec.OURS, val reason: String? = null) {
    fun because(reason: String) = Target(figure, limit, client, reason)

    /** Whether it is met, or null if something of it was not measured. */
    fun met(results: Results): Boolean? {
        val value = figure.value(results, client) ?: return null
        val bound = limit.bound(results) ?: return null
        return if (limit is AtLeast) value >= bound else value <= bound
    }
}

/** A bound that is fixed, or moves with another figure of the same run. */
internal sealed interface Limit {
    fun bound(results: Results): Double?

    fun text(figure: Figure): String
}

internal class AtMost(private val value: Double) : Limit {
    override fun bound(results: Results): Double = value

    override fun text(figure: Figure): String = "≤ ${figure.format(value)}"
}

internal class AtLeast(private val value: Double) : Limit {
    override fun bound(results: Results): Double = value

    override fun text(figure: Figure): String = "≥ ${figure.format(value)}"
}

/** So many times what [of] is for [client]; [name] says what that is. */
internal class Times(private val factor: Double, val of: Figure, val client: String, private val name: String) : Limit {
    override fun bound(results: Results): Double? = of.value(results, client)?.times(factor)

    override fun text(figure: Figure): String = "≤ ${"%.2f".format(Locale.ROOT, factor).trimEnd('0').trimEnd('.')} × $name"
}
