package dev.sluice.benchmarks.report

import java.nio.file.Path
import kotlin.io.path.exists
import kotlin.io.path.isExecutable
import kotlin.io.path.listDirectoryEntries

/** A JDK on this machine. [name] is what it says of itself. */
internal class Jdk private constructor(home: Path, val feature: Int, val name: String) {
    val java: String = home.resolve("bin/java").toString()

    companion object {
        private val INSTALLED = Path.of("/usr/lib/jvm")

        fun at(home: Path): Jdk {
            val java = home.resolve("bin/java")
            require(java.isExecutable()) { "no JDK at $home: there is no bin/java" }
            val process = ProcessBuilder(java.toString(), "-version").redirectErrorStream(true).start()
            val said = process.inputStream.bufferedReader().readLines()
            process.waitFor()
            val feature = Regex(""""(\d+)""").find(said.first())?.groupValues?.get(1) ?: error("no version in: ${said.first()}")
            return Jdk(home, feature.toInt(), said.getOrElse(1) { said.first() })
        }

        /** The one that runs this. */
        fun running(): Jdk = at(Path.of(System.getProperty("java.home")))

        /** An installed one of that feature version, or null. */
        fun installed(feature: Int): Jdk? {
            if (!INSTALLED.exists()) return null
            return INSTALLED.listDirectoryEntries("*$feature*").filter { it.resolve("bin/java").isExecutable() }
                .sorted().map { at(it) }.firstOrNull { it.feature == feature }
        }
    }
}
