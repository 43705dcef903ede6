@file:Suppress("unused")

package dev.sluice.examples.readme

import dev.sluice.Anthropic
import dev.sluice.OpenAI
import dev.sluice.Sluice
import dev.sluice.examples.kotlin.JobListing
import dev.sluice.examples.kotlin.Summary
import dev.sluice.extraction.ElementEvent
import dev.sluice.extraction.onComplete
import dev.sluice.limits.CallLog
import dev.sluice.limits.RateLimits
import dev.sluice.model.withFallback
import dev.sluice.provider
import dev.sluice.schema.Description
import dev.sluice.schema.MaxItems
import dev.sluice.schema.Maximum
import dev.sluice.schema.Minimum
import dev.sluice.transport.Interceptor
import dev.sluice.transport.Timeouts
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
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

suspend fun kotlin(text: String, page: String, documents: List<String>) {
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

        sluice.extractAll<_, Summary>(documents, concurrency = 50) { user("Summarise:\n$it") }
            .collect { outcome -> println("${outcome.index}: ${outcome.getOrNull()?.title}") }
        println(whole)
    }
}

suspend fun chat(openai: OpenAI) {
    openai.chat.completions.stream {
        model = "gpt-4o-mini"
        user("Hello!")
    }.collect { print(it.text) }
}

@Serializable
data class Ticket(val subject: String)

suspend fun asking(sluice: Sluice, text: String, page: String, subjects: Set<String>) = coroutineScope {
    val sorted = sluice.extractDetailed<Ticket> {
        system("You sort the messages of customers.")
        user(text)
        attempts = 2
        tokenBudget = 20_000
        validate { ticket -> if (ticket.subject !in subjects) reject(Ticket::subject, "must be one of $subjects") }
    }
    println("${sorted.value}: ${sorted.usage}, ${sorted.attempts.size} attempts, ${sorted.requestIds}")

    sluice.extractPartial<ProductAnalysis> { user(text) }
        .onComplete(ProductAnalysis::productName) { name -> launch { showPictures(name) } }
        .collect { partial -> draw(partial.text(ProductAnalysis::reasoning), partial.attempt) }

    sluice.extractEachDetailed<JobListing> { user(page) }.collect { event ->
        when (event) {
            is ElementEvent.Element -> println(event.value.title)
            is ElementEvent.Rejected -> println("${event.index} is invalid: ${event.violations}")
            is ElementEvent.Finished -> println(event.extraction.usage)
        }
    }

    println(sluice.explain<Ticket> { user(text) })
}

private fun showPictures(name: String) = println("pictures of $name")

private fun draw(reasoning: CharSequence, attempt: Int) = println("$attempt: $reasoning")

suspend fun clients(prompts: List<String>, text: String) {
    val claude = Anthropic.fromEnvironment()
    val openai = OpenAI {
        fromEnvironment()
        rateLimiter = RateLimits {
            requestsPerMinute = 500
            tokensPerMinute = 200_000
            maxConcurrent = 50
        }
        interceptors = listOf(Interceptor { request, next -> next.proceed(request.withHeader("X-Team", "search")) })
        listener = CallLog(::println)
    }

    coroutineScope {
        val answers = prompts.map { prompt ->
            async {
                openai.chat.completions.create {
                    model = "gpt-4o-mini"
                    user(prompt)
                }.text
            }
        }.awaitAll()
        println(answers)
    }
    openai.fineTuning.jobs.list { limit = 20 }.collect { job -> println(job.id) }

    val hasty = openai.withOptions { timeouts = Timeouts.Builder().totalMillis(5_000).build() }
    val sluice = Sluice(openai.withFallback(claude, "claude-haiku-4-5")) {
        model = "gpt-4o-mini"
        maxTokens = 1024
    }
    println("$hasty $sluice")

    provider("groq/llama-3.3-70b-versatile").use { groq -> Sluice(groq.client) { model = groq.model }.extract<Ticket> { user(text) } }
}
