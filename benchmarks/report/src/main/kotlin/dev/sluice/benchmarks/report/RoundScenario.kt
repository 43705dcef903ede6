package dev.sluice.benchmarks.report

import kotlinx.serialization.json.JsonObject
import java.util.concurrent.TimeUnit

/**
 * Rounds in turn: each client does one, then each its next, so that a slow spell of the machine falls on all of them. Only one works at a
 * time; the processes of the others wait.
 *
 * [warmUp] is repeated before the first round until the JIT compiler has little left to do: what it has not reached yet runs at a fraction
 * of its speed, and the more code a client has the later it is through; for [mostWarmUpSeconds] at most. [refill] comes before each:
 * connections have been given up while others were working, and those would count as the round's.
 */
internal class RoundScenario(
    override val name: String,
    override val title: String,
    override val unit: String,
    private val round: String,
    private val rounds: Int,
    private val mostWarmUpSeconds: Long,
    private val refill: String,
    private val warmUp: List<String> = listOf(round),
    private val tls: Boolean = false,
    /** In chunks, for streams. */
    private val length: Int = 0,
) : Scenario {
    override val kind: Kind get() = Kind.ROUNDS
    override val about: String
        get() = "$rounds rounds of `$round`${if (tls) " over TLS" else ""}, JVM flags ${ClientRun.FLAGS.joinToString(" ")}"

    override fun entrants(clients: List<ClientSpec>, earlier: List<ScenarioResult>): List<ClientSpec> =
        clients.filter { it.longestStream >= length }

    override fun run(lab: Lab, clients: List<ClientSpec>): List<ClientResult> {
        val contestants = clients.map { Contestant(lab, it, name) }
        val running = mutableMapOf<ClientSpec, ClientRun>()
        try {
            for (each in contestants) each.attempt { client -> warm(running.getOrPut(client) { start(lab, client) }) }
            lab.tell("$name: all are warm")
            repeat(rounds) { number ->
                for (each in contestants) each.attempt { client -> running.getValue(client).counted() }
                lab.tell("$name: round ${number + 1} of $rounds")
            }
        } finally {
            running.values.forEach { it.close() }
        }
        return contestants.map { it.result }
    }

    private fun start(lab: Lab, client: ClientSpec) = ClientRun(lab, client, name, ClientRun.FLAGS, tls)

    private fun warm(client: ClientRun): Nothing? {
        val begun = System.nanoTime()
        var times = 0
        do {
            val last = warmUp.map { client.ask(it, LIMIT_SECONDS) }.last()
            val seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun)
            val isWarm = ++times >= WARM_UP_TIMES && seconds >= WARM_UP_SECONDS && last.compilerShare <= WARM_COMPILER_SHARE
        } while (!isWarm && seconds < mostWarmUpSeconds)
        return null
    }

    /** Of the CPU time; 0 where the compiler's cannot be told. */
    private val JsonObject.compilerShare: Double get() = (number("compilerNanos") ?: 0.0) / number("cpuNanos")!!

    private fun ClientRun.counted() = ask(refill, LIMIT_SECONDS).let { watched(round, LIMIT_SECONDS) }

    internal companion object {
        private const val WARM_UP_SECONDS = 5L
        private const val WARM_UP_TIMES = 3
        private const val WARM_COMPILER_SHARE = 0.05
        const val LIMIT_SECONDS = 180L
    }
}
