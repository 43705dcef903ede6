package dev.sluice.examples.kotlin

import dev.sluice.errors.ApiException
import dev.sluice.limits.CallAttempt
import dev.sluice.limits.CallListener
import dev.sluice.limits.RateLimits
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.runBlocking
import java.util.concurrent.atomic.AtomicInteger

/** Starts twenty requests at once, and keeps within what the provider allows. */
object RateLimiting {
    @JvmStatic
    fun main(arguments: Array<String>): Unit = runBlocking {
        val refusals = AtomicInteger()
        val limited = openAi {
            rateLimiter = RateLimits {
                requestsPerMinute = 500
                tokensPerMinute = 200_000
                maxConcurrent = 5
            }
            listener = object : CallListener {
                override fun onRetry(call: CallAttempt, failure: ApiException, waitMillis: Long) {
                    refusals.incrementAndGet()
                }
            }
        }
        limited.use { openai ->
            val answers = List(20) { number ->
                async {
                    openai.chat.completions.create {
                        model = GPT
                        user("Question ${number + 1}")
                    }.text
                }
            }.awaitAll()
            println("Completed ${answers.size} requests")
            println("The server refused $refusals of them at first; they were made again when it allowed")
        }
    }
}
