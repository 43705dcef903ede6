package dev.sluice.benchmarks.report

/** The first answer of fresh processes, in turn. [what] is `complete` or `stream`. */
internal class ColdScenario(private val what: String, private val processes: Int) : Scenario {
    override val name: String = "cold-$what"
    override val kind: Kind get() = Kind.COLD
    override val title: String =
        "A fresh JVM to " + if (what == "complete") "its first plain answer" else "the end of its first stream of 20 chunks"
    override val unit: String get() = "process"
    override val about: String get() = "$processes processes in turn, no JVM flags; CPU counts the start of the JVM and the JIT compiler"

    override fun run(lab: Lab, clients: List<ClientSpec>): List<ClientResult> {
        val contestants = clients.map { Contestant(lab, it, name) }
        repeat(processes) { number ->
            for (each in contestants) each.attempt { client -> first(lab, client) }
            lab.tell("$name: process ${number + 1} of $processes")
        }
        return contestants.map { it.result }
    }

    private fun first(lab: Lab, client: ClientSpec) =
        ClientRun(lab, client, name, flags = emptyList()).use { it.watched("cold $what", RoundScenario.LIMIT_SECONDS) }
}
