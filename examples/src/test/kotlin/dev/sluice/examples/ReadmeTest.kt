package dev.sluice.examples

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.io.File

/** The README's code is code that compiles, and its first block is the two commands that a newcomer runs. */
internal class ReadmeTest :
    FunSpec({
        val readme = File("../README.md").readText()

        fun blocks(language: String) = Regex("```$language\n(.*?)```", RegexOption.DOT_MATCHES_ALL).findAll(readme).map {
            it.groupValues[1]
        }

        for ((language, sources) in listOf("kotlin" to KOTLIN, "java" to JAVA)) {
            test("every line of the $language snippets stands in ${sources.first()}, or in an example of a module of its own") {
                val compiled = bare(sources.joinToString("\n") { File(it).readText() })
                val lines = blocks(language).flatMap { it.lines() }.map(::bare).filter { it.isNotEmpty() }.toList()
                (lines.size > 5) shouldBe true
                for (line in lines) withClue(line) { compiled shouldContain line }
            }
        }

        test("the first block holds the two commands") {
            val commands = blocks("sh").first().trim().lines()
            commands shouldHaveSize 2
            commands.first() shouldContain "-Pexample"
            commands.last() shouldBe "mvn verify"
        }

        test("every file that a command reads is there") {
            val files = blocks("sh").flatMap { Regex("-Dinput=([^\\s-]\\S*)").findAll(it) }.map { it.groupValues[1] }.toList()
            (files.isNotEmpty()) shouldBe true
            for (file in files) withClue(file) { File("..", file).isFile shouldBe true }
        }

        test("every example in the table is there, and every example is in the table") {
            val named = Regex("`((?:kotlin|java)\\.[A-Z]\\w+)`").findAll(readme).map { it.groupValues[1] }.toSortedSet()
            val there = sequenceOf("kotlin", "java").flatMap { language ->
                File("src/main/$language/dev/sluice/examples/$language").listFiles()!!
                    .filter { it.readText().contains(Regex("fun main\\(|void main\\(")) }
                    .map { "$language.${it.nameWithoutExtension}" }
            }.toSortedSet()
            there shouldBe named
        }
    }) {
    private companion object {
        val KOTLIN = listOf(
            "src/test/kotlin/dev/sluice/examples/readme/Readme.kt",
            "../examples-android/src/main/kotlin/dev/sluice/examples/android/AnalysisViewModel.kt",
        )
        val JAVA = listOf(
            "src/test/java/dev/sluice/examples/readme/Readme.java",
            "../examples-web/src/main/java/dev/sluice/examples/web/spring/AnalysisController.java",
        )

        /** Without comments, and without what a formatter may change: spaces, line ends, and a semicolon for a line end. */
        fun bare(code: String): String = code.replace(Regex(" +//.*"), "").replace(Regex("[\\s;]"), "")
    }
}
