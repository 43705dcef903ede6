package dev.sluice.examples.kotlin

import dev.sluice.Sluice
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.Serializable

/** A job that a page offers. */
@Serializable
data class JobListing(val title: String, val department: String, val location: String, val salaryRange: String?)

/** Reads all jobs off a page and shows each as soon as the model has written it. */
object IterableExtraction {
    @JvmStatic
    fun main(arguments: Array<String>): Unit = runBlocking {
        val page = inputText("jobs.txt")
        Provider.connect().use { provider ->
            val sluice = Sluice(provider.client) {
                model = provider.model
                maxTokens = 1024
            }
            sluice.extractEach<JobListing> { user("Extract all job listings:\n\n$page") }
                .collect { job -> println("${job.title} — ${job.department}, ${job.location}, ${job.salaryRange ?: "no salary given"}") }
        }
    }
}
