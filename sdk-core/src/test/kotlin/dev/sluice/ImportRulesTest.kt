package dev.sluice

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.shouldBe
import java.io.File

/** Holds the direction of imports: packages are stages of the work, and siblings do not meet. */
internal class ImportRulesTest :
    FunSpec({
        // Each stands before all that it may import, so that there is no circle.
        val allowed: Map<String, Set<String>> = mapOf(
            "extraction" to setOf("model", "schema", "json", "errors"),
            "openai" to PROVIDER,
            "anthropic" to PROVIDER,
            "gemini" to PROVIDER,
            "wire" to setOf("sse", "limits", "transport", "paging", "errors"),
            "calls" to setOf("model", "schema", "json", "errors"),
            "model" to setOf("schema", "errors"),
            "schema" to setOf("json", "errors"),
            "json" to setOf("errors"),
            "sse" to setOf("transport", "errors"),
            "limits" to setOf("transport", "errors"),
            "paging" to setOf("transport", "errors"),
            "transport" to setOf("errors"),
            "errors" to emptySet(),
        )
        val root = File("src/main/kotlin/dev/sluice")
        val sources = root.walk().filter { it.extension == "kt" && it.parentFile != root }.toList()

        fun homeOf(file: File) = file.relativeTo(root).invariantSeparatorsPath.substringBefore('/')

        fun usedBy(file: File) = packagesUsedBy(file) - homeOf(file)

        fun File.imports(name: String) = readLines().any { it.startsWith("import $name.") }

        test("each package uses only what stands before it in the flow") {
            sources.shouldNotBeEmpty()
            sources.flatMap { file ->
                val home = homeOf(file)
                val mayUse = allowed[home] ?: error("package $home has no rule: add it here and in the design")
                (usedBy(file) - mayUse).map { "${file.path}: $home uses $it" }
            }.shouldBeEmpty()
        }

        test("no package may use what it does not use") {
            val used = sources.groupBy(::homeOf, ::usedBy).mapValues { it.value.flatten().toSet() }
            allowed.flatMap { (home, mayUse) -> (mayUse - used[home].orEmpty()).map { "$home may use $it and does not" } }.shouldBeEmpty()
        }

        test("the rules have no circle") {
            val order = allowed.keys.toList()
            allowed.flatMap { (home, mayUse) -> mayUse.filter { order.indexOf(it) <= order.indexOf(home) }.map { "$home uses $it" } }
                .shouldBeEmpty()
        }

        test("only the transport package knows java.net.http, and none knows Ktor") {
            sources.filter { it.parentFile.name != "transport" && it.imports("java.net.http") }.shouldBeEmpty()
            root.walk().filter { it.extension == "kt" && it.imports("io.ktor") }.toList().shouldBeEmpty()
        }

        test("CompletableFuture and Jackson stay out of the core") {
            val futures = root.walk().filter { it.extension == "kt" }.filter { file ->
                file.readLines().any {
                    it.startsWith("import com.fasterxml") || it.startsWith("import tools.jackson") ||
                        it == "import java.util.concurrent.CompletableFuture"
                }
            }
            // The bridge to java.net.http meets its futures; nothing of them leaves it.
            futures.filter { it.parentFile.name != "transport" }.toList().shouldBeEmpty()
        }

        test("the rule sees an import, a name in full and the root, and no comment") {
            packagesIn("import dev.sluice.openai.ChatCompletions") shouldBe listOf("openai")
            packagesIn("import dev.sluice.openai.responses.Response as Answer") shouldBe listOf("openai")
            packagesIn("    val chat: dev.sluice.model.ChatModel = dev.sluice.Sluice(it)") shouldBe listOf("model", "Sluice")
            packagesIn("import dev.sluice.*") shouldBe listOf("*")
            packagesIn("package dev.sluice.openai") shouldBe emptyList()
            packagesIn("import dev.sluice.InternalSluiceApi") shouldBe emptyList()
            packagesIn(" * As in [dev.sluice.extraction.Partial].") shouldBe emptyList()
        }
    }) {
    private companion object {
        val PROVIDER = setOf("calls", "model", "schema", "wire", "sse", "transport", "paging", "errors")
    }
}
