package dev.sluice.benchmarks.report

import java.util.Locale

/** Whom a client's figures are set beside: the floor, and the best of the peers that speak the same API. */
internal class Ratios(private val result: ScenarioResult, private val metric: Metric) {
    fun toFloor(client: ClientSpec): String = when {
        client.api == Api.ANTHROPIC && result.unit == "chunk" -> "–"
        else -> ratio(median(client), median(ClientSpec.named(ClientSpec.FLOOR)))
    }

    fun toBestPeer(client: ClientSpec): String {
        val peers = ClientSpec.ALL.filter { it.role == Role.PEER && it.api == client.api && result.of(it.name)?.sound == true }
        return if (client.role == Role.PEER) "" else ratio(median(client), peers.mapNotNull { median(it) }.minOrNull())
    }

    private fun median(client: ClientSpec) = metric.summary(result.of(client.name))?.median

    internal companion object {
        fun ratio(value: Double?, of: Double?): String =
            if (value == null || of == null || of == 0.0) "–" else "%.2f".format(Locale.ROOT, value / of)
    }
}
