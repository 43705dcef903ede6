package dev.sluice.testing

import org.jetbrains.kotlin.abi.tools.AbiFilters
import org.jetbrains.kotlin.abi.tools.AbiToolsFactory
import java.nio.file.Files
import java.nio.file.Path
import java.util.ServiceLoader
import kotlin.io.path.exists
import kotlin.io.path.readText
import kotlin.io.path.writeText

/**
 * Holds a module's public API against the text that is committed for it, so that a change of the API is a decision seen in review.
 * For use in the test of any module; tests run in the module's own directory. What is public for our own modules alone is left out.
 */
object ApiDump {
    /**
     * Compares the API in `target/classes` with `api/<module>.api`; throws [AssertionError] with the first difference. With
     * `-Dapi.update=true` it writes the file instead.
     */
    fun check(module: String) {
        val committed = Path.of("api", "$module.api")
        val now = dump(Path.of("target", "classes"))
        if (System.getProperty("api.update") == "true") {
            Files.createDirectories(committed.parent)
            committed.writeText(now)
            return
        }
        val before = if (committed.exists()) committed.readText() else ""
        if (now != before) throw AssertionError(explain(module, before.lines(), now.lines()))
    }

    private fun dump(classes: Path): String {
        val files = classes.toFile().walk().filter { it.extension == "class" }.toList()
        check(files.isNotEmpty()) { "no classes in ${classes.toAbsolutePath()}" }
        val tools = ServiceLoader.load(AbiToolsFactory::class.java).first().get()
        val filters = AbiFilters(emptySet(), emptySet(), emptySet(), excludedAnnotatedWith = setOf("dev.sluice.InternalSluiceApi"))
        return buildString { tools.printJvmDump(this, files.sorted(), filters) }
    }

    private fun explain(module: String, before: List<String>, now: List<String>): String {
        val line = (0..maxOf(before.size, now.size)).first { before.getOrNull(it) != now.getOrNull(it) }
        return "The public API of $module is not what api/$module.api says, first in line ${line + 1}:\n" +
            "  committed: ${before.getOrNull(line)}\n  now:       ${now.getOrNull(line)}\n" +
            "If that is meant: mvn -pl $module -am test -Dtest=ApiDumpTest -Dsurefire.failIfNoSpecifiedTests=false -Dapi.update=true"
    }
}
