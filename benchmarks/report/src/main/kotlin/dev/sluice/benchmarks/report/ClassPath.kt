package dev.sluice.benchmarks.report

import java.io.File
import java.nio.file.Path
import kotlin.io.path.exists
import kotlin.io.path.fileSize
import kotlin.io.path.isRegularFile
import kotlin.io.path.name
import kotlin.io.path.readText

/** What a module's process is started with: its own classes or jar, then the jars that its build wrote down. */
internal class ClassPath(private val target: Path) {
    private val written = target.resolve("class-path.txt")

    /** Whether the module has been built. */
    val exists: Boolean get() = written.exists()

    val text: String get() = (listOf(target.resolve("classes")) + jars).joinToString(File.pathSeparator)

    private val jars: List<Path> by lazy {
        written.readText().trim().split(File.pathSeparator).filter { it.isNotEmpty() }.map { Path.of(it) }.filter { it.isRegularFile() }
    }

    /** The jars that the library brings to its users, without what measures it and the floors' few lines of parsing; largest first. */
    val brought: List<Path> by lazy {
        jars.filterNot { it.name.startsWith("benchmarks-harness") || it.name.startsWith("client-parsing") }
            .sortedByDescending { it.fileSize() }
    }

    /** The names, with their versions, of those jars that begin with one of [beginnings] and a version. */
    fun versions(beginnings: List<String>): List<String> = beginnings.flatMap { beginning ->
        val pattern = Regex("""${Regex.escape(beginning)}(-jvm)?-\d.*""")
        brought.map { it.name.removeSuffix(".jar") }.filter { pattern.matches(it) }
    }
}
