package dev.sluice.benchmarks.report

import java.util.Locale

/** A figure that a target can be set for. */
internal interface Figure {
    val title: String

    fun value(results: Results, client: String): Double?

    fun format(value: Double): String
}

/** A scenario's figure, a median of rounds. */
internal class Measured(val scenario: String, private val key: String) : Figure {
    private val definition = checkNotNull(Scenarios.definition(scenario)) { "no scenario $scenario" }
    val metric: Metric = Metrics.of(definition.kind, definition.unit).first { it.key == key }

    override val title: String get() = "${definition.title}: ${metric.title}"

    override fun value(results: Results, client: String): Double? = metric.summary(results.of(scenario)?.of(client))?.median

    override fun format(value: Double): String = metric.format(value)

    /** The best of those [peers] that were measured, with its name. */
    fun best(results: Results, peers: List<ClientSpec>): Pair<String, Double>? {
        val values = peers.filter { results.of(scenario)?.of(it.name)?.sound == true }
            .mapNotNull { peer -> value(results, peer.name)?.let { peer.name to it } }
        return if (metric.moreIsBetter) values.maxByOrNull { it.second } else values.minByOrNull { it.second }
    }
}

/** A score of JMH, divided by [per]. There is no client in it but ours. */
internal class Scored(
    override val title: String,
    private val benchmark: String,
    private val params: Map<String, String>,
    private val per: Double = 1.0,
    private val decimals: Int = 0,
) : Figure {
    override fun value(results: Results, client: String): Double? =
        results.jmh.firstOrNull { it.benchmark == benchmark && it.params.entries.containsAll(params.entries) }?.let { it.score / per }

    override fun format(value: Double): String = "%,.${decimals}f".format(Locale.ROOT, value)
}
