package dev.sluice

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.shouldBe
import java.io.File

/** Holds the direction of imports: packages are stages of the work, and siblings do not meet. */
internal class ImportRulesTest :
    FunSpec({
        val allowed: Map<String, Set<String>> = mapOf(
            "extraction" to setOf("model", "schema", "json", "errors"),
            "openai" to PROVIDER,
            "anthropic" to PROVIDER,
            "gemini" to PROVIDER,
            "wire" to setOf("sse", "limits", "transport", "paging", "errors"),
            "model" to setOf("schema", "json", "errors"),
            "schema" to setOf("json", "errors"),
            "json" to setOf("errors"),
            "sse" to setOf("transport", "errors"),
            "limits" to setOf("transport", "errors"),
            "transport" to setOf("errors"),
            "paging" to setOf("transport", "errors"),
            "errors" to emptySet(),
        )
        val root = File("src/main/kotlin/dev/sluice")
        val sources = root.walk().filter { it.extension == "kt" && it.parentFile != root }.toList()

        test("each package imports only what stands before it in the flow") {
            sources.shouldNotBeEmpty()
            sources.flatMap { file ->
                val home = file.relativeTo(root).invariantSeparatorsPath.substringBefore('/')
                val mayImport = allowed[home] ?: error("package $home has no rule: add it here and in the design")
                file.readLines().mapNotNull { IMPORT.matchEntire(it)?.groupValues?.get(1) }
                    .filter { it != home && it !in mayImport }
                    .map { "${file.path}: $home imports $it" }
            }.shouldBeEmpty()
        }

        test("only the transport package knows Ktor and java.net.http") {
            sources.filter { it.parentFile.name != "transport" }
                .filter { file -> file.readLines().any { it.startsWith("import io.ktor") || it.startsWith("import java.net.http") } }
                .shouldBeEmpty()
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

        test("the rule sees an import") {
            IMPORT.matchEntire("import dev.sluice.openai.ChatCompletions")?.groupValues?.get(1) shouldBe "openai"
        }
    }) {
    private companion object {
        val PROVIDER = setOf("model", "schema", "json", "wire", "sse", "transport", "paging", "errors")
        val IMPORT = Regex("""import dev\.sluice\.([a-z]+)\..*""")
    }
}
