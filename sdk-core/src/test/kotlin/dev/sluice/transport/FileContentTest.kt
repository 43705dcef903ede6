package dev.sluice.transport

import dev.sluice.errors.InvalidRequestException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempfile
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain

class FileContentTest :
    FunSpec({
        val file = tempfile(suffix = ".jsonl")

        beforeTest { file.writeText("one\ntwo\n") }

        suspend fun readAll(content: FileContent) = content.body.open().use { it.text() }

        test("a file is read anew each time") {
            val content = FileContent.of(file)
            content.length shouldBe 8
            repeat(2) { readAll(content) shouldBe "one\ntwo\n" }
        }

        context("a file that was changed is not sent as something else") {
            listOf("shorter" to "one\n", "longer" to "one\ntwo\nthree\n").forEach { (what, text) ->
                test(what) {
                    val content = FileContent.of(file)
                    file.writeText(text)
                    shouldThrow<InvalidRequestException> { readAll(content) }.message shouldContain "it had 8 bytes, and now ${text.length}"
                }
            }
        }
    })
