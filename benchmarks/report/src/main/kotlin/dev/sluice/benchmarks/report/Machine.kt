package dev.sluice.benchmarks.report

import kotlinx.serialization.Serializable
import java.nio.file.Path
import kotlin.io.path.exists
import kotlin.io.path.readLines

/** Where a run took place. [loadAfter] is told once it is over. */
@Serializable
internal class Machine(
    val cpu: String,
    val cores: Int,
    val memoryGigabytes: Int,
    val system: String,
    val descriptors: String,
    val loadBefore: String,
    val loadAfter: String,
) {
    /** The same, at the end of the run. */
    fun after(): Machine = Machine(cpu, cores, memoryGigabytes, system, descriptors, loadBefore, load())

    internal companion object {
        fun here(): Machine = Machine(
            cpu = field("/proc/cpuinfo", "model name") ?: System.getProperty("os.arch"),
            cores = Runtime.getRuntime().availableProcessors(),
            memoryGigabytes = (field("/proc/meminfo", "MemTotal")?.substringBefore(' ')?.toLong() ?: 0).let { (it / (1 shl 20)).toInt() },
            system = "${System.getProperty("os.name")} ${System.getProperty("os.version")}",
            descriptors = line("/proc/self/limits", "Max open files")?.split(Regex(" {2,}"))?.getOrNull(1) ?: "?",
            loadBefore = load(),
            loadAfter = load(),
        )

        private fun load() = lines("/proc/loadavg").firstOrNull()?.split(' ')?.take(3)?.joinToString(" ") ?: "?"

        private fun field(file: String, name: String) = line(file, name)?.substringAfter(':')?.trim()

        private fun line(file: String, beginning: String) = lines(file).firstOrNull { it.startsWith(beginning) }

        private fun lines(file: String) = Path.of(file).takeIf { it.exists() }?.readLines().orEmpty()
    }
}
