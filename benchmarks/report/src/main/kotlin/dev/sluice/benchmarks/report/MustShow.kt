package dev.sluice.benchmarks.report

/** The targets, and where this run stands: ours, the floor, the best peer, and whether the target is met. Then why not. */
internal class MustShow(private val results: Results) {
    fun text(): String {
        val table = MarkdownTable(listOf("figure", "client", "ours", "floor", "best peer", "÷ floor", "÷ best peer", "target", ""))
        for (target in Targets.ALL) table.row(cells(target))
        val counts = Targets.ALL.groupingBy { it.met(results) }.eachCount()
        return "$table\n${counts[true] ?: 0} met, ${counts[false] ?: 0} missed, ${counts[null] ?: 0} not measured.\n${misses()}"
    }

    private fun misses(): String {
        val missed = Targets.ALL.filter { it.met(results) == false }.groupBy({ it.reason }, { "${it.figure.title} (${it.client})" })
        if (missed.isEmpty()) return ""
        val lines = missed.map { (reason, figures) ->
            "- ${figures.joinToString("; ")}. **${reason ?: "Why is not known: look first whether another run says the same."}**"
        }
        return lines.joinToString("\n", "\nWhere a target is missed, what is known of the reason:\n\n", "\n")
    }

    private fun cells(target: Target): List<String> {
        val figure = target.figure
        val ours = figure.value(results, target.client)
        val floor = floor(target)
        val peer = bestPeer(target)
        return listOf(
            figure.title,
            target.client,
            ours?.let { figure.format(it) } ?: "–",
            floor?.let { figure.format(it) } ?: "–",
            peer?.let { (name, value) -> "$name ${figure.format(value)}" } ?: "–",
            Ratios.ratio(ours, floor),
            Ratios.ratio(ours, peer?.second),
            target.limit.text(figure),
            when (target.met(results)) {
                true -> "met"
                false -> "**missed**"
                null -> "not measured"
            },
        )
    }

    /** What the target itself refers to, or else the raw client of the same scenario. */
    private fun floor(target: Target): Double? = when (val limit = target.limit) {
        is Times -> limit.of.value(results, limit.client)
        else -> (target.figure as? Measured)?.value(results, ClientSpec.FLOOR)
    }

    private fun bestPeer(target: Target): Pair<String, Double>? {
        val peers = ClientSpec.ALL.filter { it.role == Role.PEER && it.api == ClientSpec.named(target.client).api }
        return (target.figure as? Measured)?.best(results, peers)
    }
}
