package dev.sluice.android

import dev.sluice.testing.AnthropicReply
import dev.sluice.testing.ScriptedServer
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.shouldBe
import java.nio.file.Path
import java.util.zip.ZipEntry
import java.util.zip.ZipFile

internal class SmallAppTest :
    FunSpec({
        test("what R8 leaves of the app still reads by property reference, and goes through Ktor") {
            val app = Shrinker.classFiles()
            entries(app).map { it.name }.filter { RENAMED.containsMatchIn(it) }.shouldBeEmpty()
            ScriptedServer.start().use { server ->
                server.enqueue(AnthropicReply.text(ORDER).stream(), AnthropicReply.text(ORDER).whole())
                run(app, server.url).shouldContainExactly(
                    "number A-17",
                    "address 1010 Wien",
                    "line a kettle x 2",
                    "line a cup x 6",
                    "payment card 4242, urgent",
                    "whole A-17, Wien, 2 lines",
                    "payment card 4242, urgent",
                )
                // Ktor's CIO opens a connection for every POST.
                server.connectionsOpened shouldBe 2
            }
        }

        test("the dex of a small app stays small") {
            val bytes = entries(Shrinker.dex()).filter { it.name.endsWith(".dex") }.sumOf { it.size }
            println("dex of a small app with the SDK: %.2f MB (limit %.2f)".format(bytes / MB, LIMIT / MB))
            bytes shouldBeLessThan LIMIT
        }
    }) {
    private companion object {
        const val MB = 1_000_000.0
        const val LIMIT = 1_500_000L

        val RENAMED = Regex("Order|Partial|Sluice\\.class")

        const val ORDER =
            """{"order_number":"A-17","ship_to":{"post_code":"1010","city":"Wien"},""" +
                """"order_lines":[{"line_text":"a kettle","quantity":2},{"line_text":"a cup","quantity":6}],""" +
                """"paid_by":{"type":"by_card","last_digits":"4242"},"how_soon":"as_soon_as_possible"}"""

        fun entries(zip: Path): List<ZipEntry> = ZipFile(zip.toFile()).use { it.entries().toList() }

        /** In a JVM of its own that has `java.base` and nothing else: like Android it has no `java.net.http`. */
        fun run(app: Path, vararg arguments: String): List<String> {
            val java = Path.of(System.getProperty("java.home"), "bin", "java").toString()
            val command = listOf(java, "--limit-modules", "java.base", "-cp", app.toString(), "dev.sluice.android.SmallApp") + arguments
            // Ktor's logging library says there, once, that it found no log to write to.
            val complaints = Path.of("target", "small-app.err").toFile()
            val process = ProcessBuilder(command).redirectError(complaints).start()
            val lines = process.inputStream.reader().readLines()
            withClue({ complaints.readText() }) { process.waitFor() shouldBe 0 }
            return lines
        }
    }
}
