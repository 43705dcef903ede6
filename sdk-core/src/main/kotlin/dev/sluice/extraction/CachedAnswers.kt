package dev.sluice.extraction

import dev.sluice.json.JsonValue
import dev.sluice.model.ChatModel
import dev.sluice.model.FinishReason
import dev.sluice.model.Usage
import kotlinx.coroutines.CancellationException
import java.security.MessageDigest

/** The [ResponseCache] of one question, if it has one. */
internal class CachedAnswers<T>(chat: ChatModel, private val question: Question<T>, private val reports: ExtractionReports) {
    private val cache: ResponseCache? = question.cache
    private val key: String by lazy { keyOf(chat, question) }

    /** An answer out of the cache. */
    class Known<T>(val extraction: Extraction<T>, val json: JsonValue)

    /** The answer that is known, if it is still a valid one. */
    suspend fun find(): Known<T>? {
        val text = reporting { cache?.get(key) } ?: return null
        val answer = AnswerReader(question.envelope, question.limits).apply {
            feed(text)
            finish()
        }
        val json = answer.json.takeIf { answer.fault == null } ?: return null
        val verdict = question.judge.judge(json) as? Verdict.Accepted ?: return null
        val attempt = Attempt(1, text, emptyList(), Usage.NONE, FinishReason.STOP, question.request.model, null, answer.warnings)
        return Known(Extraction(verdict.value, listOf(attempt), isCached = true), json)
    }

    suspend fun keep(extraction: Extraction<*>) {
        if (cache != null) reporting { cache.put(key, extraction.attempts.last().text) }
    }

    private suspend fun <R> reporting(ask: suspend () -> R): R? = try {
        failingIfCancelledBelow("The cache") { ask() }
    } catch (cancelled: CancellationException) {
        throw cancelled
    } catch (failed: Exception) {
        reports.cacheFailure(failed)
        null
    }

    private fun keyOf(chat: ChatModel, question: Question<T>): String {
        val plan = chat.plan(question.request)
        val told = listOf(chat.provider, plan.method, plan.url, question.envelope.document.toString(), plan.body.toString())
        val digest = MessageDigest.getInstance("SHA-256").digest(told.joinToString("\n").toByteArray())
        return digest.joinToString("") { "%02x".format(it) }
    }
}
