package dev.sluice.benchmarks.report

/**
 * What is measured, with its counts: the full ones, or those of a quick look that shows whether everything runs. The clock of a process
 * moves in steps of 10 ms: a full round costs even the cheapest client a few hundred.
 */
internal class Scenarios(private val quick: Boolean, private val rounds: Int?) {
    /** In the order in which they run. */
    fun all(): List<Scenario> = listOf(SizeScenario) + compared() + listOf(tls(), short(), long(), first()) + holds() + colds()

    /** Those that are run again on the older JDK, by the floors and by ours. */
    fun compared(): List<Scenario> = listOf(requests(), fast(), paced())

    private fun requests() = RoundScenario(
        "requests",
        "Plain requests, 64 at once",
        "request",
        "requests ${pick(4_000, 2_000)} 64",
        rounds(6),
        mostWarmUpSeconds,
        refill = "requests 256 64",
    )

    private fun tls() = RoundScenario(
        "tls",
        "Plain requests over TLS, 16 at once",
        "request",
        "requests ${pick(2_000, 1_000)} 16",
        rounds(5),
        mostWarmUpSeconds,
        refill = "requests 64 16",
        tls = true,
    )

    private fun fast() = RoundScenario(
        "fast",
        "Streams of 200,000 chunks, one after the other",
        "chunk",
        "streams ${pick(2, 1)} 1 200000 0",
        rounds(5),
        mostWarmUpSeconds,
        warmUp = listOf("streams 2 1 20000 0"),
        refill = "streams 1 1 200 0",
        length = 200_000,
    )

    private fun short() = RoundScenario(
        "fast-200",
        "Streams of 200 chunks, one after the other",
        "chunk",
        "streams ${pick(2_000, 500)} 1 200 0",
        rounds(5),
        mostWarmUpSeconds,
        warmUp = listOf("streams 500 1 200 0"),
        refill = "streams 1 1 200 0",
    )

    private fun long() = RoundScenario(
        "fast-20000",
        "Streams of 20,000 chunks, one after the other",
        "chunk",
        "streams ${pick(20, 5)} 1 20000 0",
        rounds(5),
        mostWarmUpSeconds,
        warmUp = listOf("streams 2 1 20000 0"),
        refill = "streams 1 1 200 0",
    )

    private fun paced() = RoundScenario(
        "paced",
        "50 streams of 100 chunks a second each",
        "chunk",
        "streams 50 50 ${pick(1_000, 400)} 10",
        rounds(3),
        mostWarmUpSeconds,
        warmUp = listOf("streams 50 50 200 0", "streams 50 50 200 10"),
        refill = "streams 50 50 10 10",
    )

    private fun first() = RoundScenario(
        "first",
        "Streams of 20 chunks, one after the other",
        "stream",
        "streams 1000 1 20 0",
        rounds(4),
        mostWarmUpSeconds,
        refill = "streams 20 1 20 0",
    )

    private fun holds(): List<Scenario> =
        if (quick) {
            listOf(HoldScenario(1_000, seconds = 12))
        } else {
            listOf(
                HoldScenario(1_000, HOLD_SECONDS),
                HoldScenario(5_000, HOLD_SECONDS, step = 1_000),
                HoldScenario(10_000, HOLD_SECONDS, step = 5_000),
            )
        }

    private fun colds() = listOf("complete", "stream").map { ColdScenario(it, rounds(5)) }

    /** A quick look need not be fair. */
    private val mostWarmUpSeconds = if (quick) 5L else 30L

    private fun rounds(full: Int) = rounds ?: pick(full, 2)

    private fun pick(full: Int, short: Int) = if (quick) short else full

    internal companion object {
        private const val HOLD_SECONDS = 25
        private val FULL = Scenarios(quick = false, rounds = null).all()

        /** The scenario of that name, or null. */
        fun definition(name: String): Scenario? = FULL.firstOrNull { it.name == name }
    }
}
