package dev.sluice.benchmarks.report

/**
 * Many streams of a chunk a second at once, each client by itself. Only those take part that held [step] streams, all finished, on
 * fewer threads than streams: the others have shown where they end.
 */
internal class HoldScenario(private val streams: Int, private val seconds: Int, private val step: Int? = null) : Scenario {
    private val command = "hold $streams ${minOf(streams, OPENED_A_SECOND)} $seconds"

    override val name: String = nameOf(streams)
    override val kind: Kind get() = Kind.HOLD
    override val title: String = "%,d streams of a chunk a second at once".format(streams)
    override val unit: String get() = "chunk"
    override val about: String get() = "`$command`, JVM flags ${FLAGS.joinToString(" ")}"

    override fun entrants(clients: List<ClientSpec>, earlier: List<ScenarioResult>): List<ClientSpec> {
        val before = earlier.lastOrNull { it.scenario == nameOf(step ?: return clients) } ?: return clients
        return clients.filter { client ->
            before.of(client.name)?.rounds?.any { held(it.number("finished"), it.number("threads")) } == true
        }
    }

    override fun run(lab: Lab, clients: List<ClientSpec>): List<ClientResult> = clients.map { client ->
        Contestant(lab, client, name).apply { attempt { one(lab, it) } }.result
    }

    private fun one(lab: Lab, client: ClientSpec) = ClientRun(lab, client, name, FLAGS).use { process ->
        repeat(2) { WARM_UP.forEach { process.ask(it, RoundScenario.LIMIT_SECONDS) } }
        process.watched(command, streams / OPENED_A_SECOND + seconds + PATIENCE_SECONDS).also { lab.tell("$name: ${client.name}") }
    }

    private fun held(finished: Double?, threads: Double?): Boolean =
        finished == step?.toDouble() && threads != null && threads < checkNotNull(step)

    private companion object {
        const val OPENED_A_SECOND = 1_000

        /** Those that the process itself waits for what does not end, and more. */
        const val PATIENCE_SECONDS = 45L

        /** A small heap to begin with: pages that the warm-up has touched and the streams use again would count for nobody. */
        val FLAGS = listOf("-Xms16m", "-Xmx4g") + ClientRun.FLAGS.filterNot { it.startsWith("-Xm") }
        val WARM_UP = listOf("streams 200 50 50 0", "streams 50 50 50 10")

        fun nameOf(streams: Int) = "hold-$streams"
    }
}
