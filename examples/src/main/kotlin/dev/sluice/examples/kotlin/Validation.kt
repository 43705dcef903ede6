package dev.sluice.examples.kotlin

import dev.sluice.Sluice
import dev.sluice.extraction.Attempt
import dev.sluice.extraction.InvalidOutputException
import dev.sluice.schema.MaxItems
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.Serializable

private const val LINE = 40

/** A text in short, for a notice board: its points are three at most, which the model is told, and its headline fits in a line. */
@Serializable
data class Notice(val headline: String, @MaxItems(3) val keyPoints: List<String>, val summary: String) {
    init {
        require(headline.length <= LINE) { "headline must have at most $LINE characters, has ${headline.length}" }
    }
}

/** Sends an answer back that breaks a rule, with what is wrong with it, and shows what each attempt looked like. */
object Validation {
    private const val ROOM = 120

    @JvmStatic
    fun main(arguments: Array<String>): Unit = runBlocking {
        val text = inputText("product.txt")
        Provider.connect().use { provider ->
            val sluice = Sluice(provider.client) {
                model = provider.model
                maxTokens = 1024
            }
            val attempts = try {
                val extraction = sluice.extractDetailed<Notice> {
                    user("Write a notice about this text:\n\n$text")
                    // A check of our own, which may suspend: to ask a database, for instance.
                    validate { notice ->
                        val length = notice.summary.length
                        if (length > ROOM) reject(Notice::summary, "must have at most $ROOM characters, has $length")
                    }
                }
                show(extraction.value)
                extraction.attempts
            } catch (invalid: InvalidOutputException) {
                println("No attempt was valid.")
                invalid.attempts
            }
            attempts.forEach(::show)
        }
    }

    private fun show(notice: Notice) {
        println(notice.headline)
        notice.keyPoints.forEach { println("- $it") }
        println(notice.summary)
    }

    private fun show(attempt: Attempt) {
        val verdict = if (attempt.violations.isEmpty()) "accepted" else "rejected"
        println("Attempt ${attempt.number} (${attempt.usage.totalTokens} tokens): $verdict")
        attempt.violations.forEach { println("  ${it.path}: ${it.message}") }
    }
}
