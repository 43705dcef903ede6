package dev.sluice.benchmarks.report

import java.util.concurrent.TimeUnit
import kotlin.io.path.exists

/** Runs what is measured inside one process, if it has been built. */
internal class JmhRun(private val jdk: Jdk, private val options: Options) {
    private val jar = options.benchmarks.resolve("inside/target/benchmarks.jar")
    private val file = options.out.resolve("jmh.json")

    /** Empty if there is nothing to run, or if it failed. */
    fun results(): List<JmhResult> {
        if (!jar.exists()) return emptyList()
        val log = options.out.resolve("logs/jmh.log")
        println("jmh: running, its output goes to $log")
        val process = ProcessBuilder(listOf(jdk.java, "-jar", "$jar", "-rf", "json", "-rff", "$file", "-prof", "gc") + counts())
            .redirectErrorStream(true).redirectOutput(log.toFile()).start()
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly()
            println("jmh: not done in $LIMIT_MINUTES minutes")
        }
        return if (file.exists()) JmhResults.read(file) else emptyList()
    }

    private fun counts() = if (options.quick) listOf("-f", "1", "-wi", "3", "-w", "500ms", "-i", "3", "-r", "500ms") else emptyList()

    private companion object {
        const val LIMIT_MINUTES = 60L
    }
}
