package dev.sluice.examples

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import java.awt.Color
import java.awt.image.BufferedImage
import java.io.File
import javax.imageio.ImageIO

/** Each example runs against the offline model, says the same in both languages, and answers another text differently. */
internal class ExamplesTest :
    FunSpec({
        for (example in Examples.all) {
            test("${example.name}: does its task, the same in Kotlin and in Java, and on another text another") {
                val names = listOf("kotlin", "java").filter { language -> example.name in named(language) }.map { "$it.${example.name}" }
                val runs = names.map { ExampleRun(it) }
                val others = example.other?.let { runsOn(it.text, names) }.orEmpty()

                val said = runs.map { it.output() }.distinct()
                said shouldHaveSize 1
                for (part in example.says) said.single() shouldContain part
                example.other?.let { other ->
                    val answers = others.map { it.output() }.distinct()
                    answers shouldHaveSize 1
                    answers.single() shouldContain other.says
                    said.single() shouldNotContain other.says
                }
            }
        }

        test("an image of one's own is looked at, in both languages") {
            val image = File.createTempFile("night", ".png").apply { deleteOnExit() }
            val night = BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB)
            for (x in 100 until 150) for (y in 50 until 150) night.setRGB(x, y, Color.YELLOW.rgb)
            ImageIO.write(night, "png", image)
            for (language in listOf("kotlin", "java")) {
                val said = ExampleRun("$language.ImageInput", image.path).output()
                said shouldContain "300 x 200 pixels, mostly black, dark\n"
                said shouldContain "- yellow: "
            }
        }

        test("every example is tried") {
            named("kotlin") shouldContainExactlyInAnyOrder Examples.all.map { it.name }
        }

        test("a file that is not there, or is none, is named") {
            for (language in listOf("kotlin", "java")) {
                ExampleRun("$language.PartialStreaming", "no-such-file.txt").complaint() shouldContain
                    "there is no file no-such-file.txt to read (-Dinput)"
                ExampleRun("$language.PartialStreaming", "src").complaint() shouldContain
                    "src is a directory, not a file to read (-Dinput)"
            }
        }
    }) {
    private companion object {
        /** The first of [names] reads [text] from a file, the last from standard input. */
        fun runsOn(text: String, names: List<String>): List<ExampleRun> {
            val file = File.createTempFile("other", ".txt").apply {
                deleteOnExit()
                writeText(text)
            }
            return listOf(ExampleRun(names.first(), file.path), ExampleRun(names.last(), "-", text))
        }

        /** The names of the programs among the examples of [language]. */
        fun named(language: String): List<String> = File("src/main/$language/dev/sluice/examples/$language").listFiles()!!
            .filter { it.readText().contains(Regex("fun main\\(|void main\\(")) }.map { it.nameWithoutExtension }
    }
}
