package dev.sluice.benchmarks.report

import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.writeText

/** What came out, for people: `report.md` and its plots. */
internal class Report(private val results: Results, private val out: Path) {
    fun write() {
        Files.createDirectories(out)
        val jmh = JmhSection(results.jmh)
        val plots = jmh.plots()
        plots.forEach { (file, drawing) -> out.resolve(file).writeText(drawing) }
        val text = buildString {
            appendLine("# Benchmarks\n")
            append(circumstances())
            appendLine("\n## Targets\n\n$TARGETS\n")
            append(MustShow(results).text())
            for ((jdk, scenarios) in results.scenarios.groupBy { it.jdk }) {
                appendLine("\n## Scenarios on JDK $jdk\n\n$SCENARIOS\n")
                append(scenarios.joinToString("\n") { section(it) })
            }
            if (results.jmh.isNotEmpty()) append("\n").append(jmh.text(plots.keys))
        }
        out.resolve("report.md").writeText(text)
    }

    private fun section(result: ScenarioResult): String {
        val section = ScenarioSection(result)
        val file = "${result.scenario}-jdk${result.jdk}.svg"
        val plot = section.plot { metric -> target(result, metric) } ?: return section.text(null)
        out.resolve(file).writeText(plot)
        return section.text(file)
    }

    /** Targets are held against the newest JDK. */
    private fun target(result: ScenarioResult, metric: Metric): Double? {
        if (result !== results.of(result.scenario)) return null
        val target = Targets.ALL.firstOrNull {
            val figure = it.figure as? Measured
            it.client == ClientSpec.OURS && figure?.scenario == result.scenario && figure.metric.key == metric.key
        }
        return target?.limit?.bound(results)
    }

    private fun circumstances(): String {
        val machine = results.machine
        val table = MarkdownTable(listOf("what", "which"))
        table.row(listOf("machine", "${machine.cpu}, ${machine.cores} cores, ${machine.memoryGigabytes} GiB, ${machine.system}"))
        table.row(listOf("load before and after", "${machine.loadBefore}; ${machine.loadAfter}"))
        table.row(listOf("open files at most", machine.descriptors))
        results.settings.forEach { (name, value) -> table.row(listOf(name, value)) }
        results.clients.forEach { table.row(listOf(it.name, it.libraries.joinToString())) }
        return table.toString()
    }

    private companion object {
        const val TARGETS =
            "Floor: the raw JDK client with the least parsing, in the same run; for a target that names another figure, that figure. " +
                "Best peer: the best of those that speak the same API. Medians."
        const val SCENARIOS =
            "Medians of rounds taken in turn, with the least and the most in brackets. CPU is that of the process, user and kernel, " +
                "garbage collection included, less the JIT compiler's threads. Switches of threads that ended within a round are lost. " +
                "sluice-anthropic and anthropic-java read Anthropic's events, which are half as long."
    }
}
