package dev.sluice.benchmarks.report

import java.nio.file.Files
import java.nio.file.Path
import kotlin.system.exitProcess

/** Runs what the options ask for, from the repository's root, and writes the report. */
internal fun main(arguments: Array<String>) {
    try {
        val options = Options(arguments)
        when (val earlier = options.from) {
            null -> if (options.help) println(Options.USAGE) else Runner(options).run()
            else -> Report(Results.read(earlier), options.out).write()
        }
    } catch (failure: IllegalArgumentException) {
        System.err.println(failure.message)
        exitProcess(2)
    }
}

internal class Runner(private val options: Options) {
    private val logs: Path = Files.createDirectories(options.out.resolve("logs"))
    private val jdk = options.jdk
    private val older = options.second(jdk)
    private val machine = Machine.here()
    private val clients = ClientSpec.ALL.filter { options.wants(it) && classPath(it).exists }
    private val done = mutableListOf<ScenarioResult>()
    private var jmh = emptyList<JmhResult>()

    fun run() {
        val scenarios = Scenarios(options.quick, options.rounds)
        StandIn(jdk, options.benchmarks, logs).use { server ->
            pass(Lab(options.benchmarks, logs, server, jdk), scenarios.all(), clients)
            val floorsAndOurs = clients.filter { it.role != Role.PEER }
            if (older != null) pass(Lab(options.benchmarks, logs, server, older), scenarios.compared(), floorsAndOurs)
        }
        if (options.wants("jmh")) jmh = JmhRun(jdk, options).results()
        Report(save(), options.out).write()
        println("report: ${options.out.resolve("report.md")}")
    }

    private fun pass(lab: Lab, scenarios: List<Scenario>, clients: List<ClientSpec>) {
        for (scenario in scenarios.filter { options.wants(it.name) }) {
            val entrants = scenario.entrants(clients, done)
            lab.tell("${scenario.name} on JDK ${lab.jdk.feature}: ${entrants.joinToString(" ") { it.name }}")
            val results = scenario.run(lab, entrants)
            done += ScenarioResult(
                scenario.name,
                scenario.kind,
                scenario.title,
                scenario.unit,
                scenario.about,
                lab.jdk.feature,
                results,
            )
            save()
        }
    }

    private fun save(): Results {
        val results = Results(machine.after(), settings(), clients.map { info(it) }, done, jmh)
        results.write(options.out.resolve("results.json"))
        return results
    }

    private fun settings() = mapOf(
        "JDK" to jdk.name,
        "JDK beside it" to (older?.name ?: "none found"),
        "server" to "own process, one event loop thread, ${StandIn.FLAGS.joinToString(" ")}",
        "run" to if (options.quick) "quick: small counts, few rounds" else "full",
    )

    private fun info(client: ClientSpec) =
        ClientInfo(client.name, classPath(client).versions(client.libraries).ifEmpty { listOf("java.net.http of the JDK") })

    private fun classPath(client: ClientSpec) = ClassPath(options.benchmarks.resolve("clients/${client.folder}/target"))
}
