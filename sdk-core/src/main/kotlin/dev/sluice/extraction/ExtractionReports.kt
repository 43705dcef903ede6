package dev.sluice.extraction

import dev.sluice.model.ChatModel
import java.util.concurrent.atomic.AtomicLong

/** Tells the [listeners] of one extraction what happens, and keeps what they throw away from it. */
internal class ExtractionReports(private val listeners: List<ExtractionListener>, private val call: ExtractionCall) {
    fun asked(trail: Trail) {
        if (listeners.isNotEmpty()) trail.request.let { request -> tell { onRequest(call, trail.attempts.size + 1, request) } }
    }

    fun partial(partial: Partial<*>) = tell { onPartial(call, partial) }

    fun element(event: ElementEvent<*>) = tell { onElement(call, event) }

    fun attempt(attempt: Attempt) = tell { onAttempt(call, attempt) }

    fun cacheFailure(failure: Exception) = tell { onCacheFailure(call, failure) }

    /** Runs [extract] and tells how it ended. */
    suspend fun <T> around(extract: suspend () -> Extraction<T>): Extraction<T> {
        val extraction = try {
            extract()
        } catch (failure: Throwable) {
            tell { onFailure(call, failure) }
            throw failure
        }
        tell { onResult(call, extraction) }
        return extraction
    }

    private inline fun tell(what: ExtractionListener.() -> Unit) {
        for (listener in listeners) {
            try {
                listener.what()
            } catch (_: Exception) {
                // A listener observes: what goes wrong in it must not go wrong in the extraction.
            }
        }
    }

    companion object {
        private val numbers = AtomicLong()

        fun of(chat: ChatModel, question: Question<*>): ExtractionReports {
            val number = if (question.listeners.isEmpty()) 0 else numbers.incrementAndGet()
            return ExtractionReports(question.listeners, ExtractionCall(number, question.type.name, chat.provider, question.request.model))
        }
    }
}
