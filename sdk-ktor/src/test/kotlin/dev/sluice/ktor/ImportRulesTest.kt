package dev.sluice.ktor

import dev.sluice.packagesUsedBy
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import java.io.File

internal class ImportRulesTest :
    FunSpec({
        val sources = File("src/main/kotlin").walk().filter { it.extension == "kt" }.toList()

        test("of the core it uses the seam and the errors alone") {
            sources.flatMap(::packagesUsedBy).toSet() shouldBe setOf("transport", "errors")
        }

        test("its package is its own, since no two jars may share one") {
            sources.filter { "package dev.sluice.ktor" !in it.readLines() }.shouldBeEmpty()
        }
    })
