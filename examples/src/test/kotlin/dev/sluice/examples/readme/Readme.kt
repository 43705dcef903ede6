@file:Suppress("unused")

package dev.sluice.examples.readme

import dev.sluice.Anthropic
import dev.sluice.OpenAI
import dev.sluice.Sluice
import dev.sluice.examples.kotlin.JobListing
import dev.sluice.schema.Description
import dev.sluice.schema.MaxItems
import dev.sluice.schema.Maximum
import dev.sluice.schema.Minimum
import kotlinx.serialization.Serializable

// The README's Kotlin, so that it compiles; ReadmeTest compares the two.

@Serializable
data class ProductAnalysis(
    @Description("Step by step, before any verdict") val reasoning: String,
    val productName: String,
    @MaxItems(5) val strengths: List<String>,
    val weaknesses: List<String>,
    val verdict: String,
    @Minimum(0.0) @Maximum(10.0) val score: Double? = null,
) {
    init {
        require(verdict.isNotBlank()) { "a verdict is needed" }
    }
}

suspend fun kotlin(text: String, page: String) {
    Anthropic.fromEnvironment().use { claude ->
        val sluice = Sluice(claude) {
            model = "claude-haiku-4-5"
            maxTokens = 1024
        }

        val whole: ProductAnalysis = sluice.extract { user(text) }

        sluice.extractPartial<ProductAnalysis> { user(text) }.collect { partial ->
            partial[ProductAnalysis::productName]?.let { print("\rAnalysing: $it") }
            partial.value?.let { println("\nScore: ${it.score}") }
        }

        sluice.extractEach<JobListing> { user(page) }.collect { job -> println(job.title) }
        println(whole)
    }
}

suspend fun chat(openai: OpenAI) {
    openai.chat.completions.stream {
        model = "gpt-4o-mini"
        user("Hello!")
    }.collect { print(it.text) }
}
