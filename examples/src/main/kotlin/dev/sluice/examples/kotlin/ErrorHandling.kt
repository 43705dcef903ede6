package dev.sluice.examples.kotlin

import dev.sluice.OpenAI
import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiStatusException
import dev.sluice.errors.InvalidRequestException
import dev.sluice.errors.NotFoundException
import dev.sluice.errors.RateLimitException
import dev.sluice.limits.RetryPolicy
import kotlinx.coroutines.runBlocking

/** What can go wrong has a class of its own, with what the provider said. What may pass by itself was tried again before you see it. */
object ErrorHandling {
    @JvmStatic
    fun main(arguments: Array<String>): Unit = runBlocking {
        openAi().use { openai ->
            println(openai.hello(GPT))
            println(openai.hello("no-such-model"))
            println(openai.hello(GPT, limit = 0))
            println(openai.hello(""))

            val nowhere = openai.withOptions {
                baseUrl = "http://127.0.0.1:1"
                retries = RetryPolicy.NEVER
            }
            println(nowhere.hello(GPT))
        }
    }

    private suspend fun OpenAI.hello(name: String, limit: Int? = null): String = try {
        chat.completions.create {
            model = name
            maxCompletionTokens = limit
            user("Hello!")
        }.text
    } catch (e: RateLimitException) {
        "Too many requests, try again in ${e.retryAfterMillis} ms: ${e.message}"
    } catch (e: NotFoundException) {
        "There is no such thing (${e.code}): ${e.message}"
    } catch (e: ApiStatusException) {
        "The provider refused with status ${e.status}, for ${e.param}: ${e.message}"
    } catch (e: ApiConnectionException) {
        "The provider was not reached: ${e.message}"
    } catch (e: InvalidRequestException) {
        "Nothing was sent: ${e.message}"
    }
}
