package dev.sluice.extraction

import dev.sluice.json.JsonValue
import dev.sluice.model.ChatModel
import dev.sluice.model.FinishReason
import dev.sluice.model.MediaPart
import dev.sluice.model.ModelRequest
import dev.sluice.model.Usage
import dev.sluice.model.digestInto
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import java.security.MessageDigest

/** The [ResponseCache] of one question, if it has one. */
internal class CachedAnswers<T>(private val chat: ChatModel, private val question: Question<T>, private val reports: ExtractionReports) {
    private val cache: ResponseCache? = question.cache
    private var key: String? = null

    /** An answer out of the cache. */
    class Known<T>(val extraction: Extraction<T>, val json: JsonValue)

    /** The answer that is known, if it is still a valid one. */
    suspend fun find(): Known<T>? {
        val text = reporting { cache?.get(key()) } ?: return null
        val answer = AnswerReader(question.envelope, question.reading).apply {
            feed(text)
            finish()
        }
        val json = answer.json.takeIf { answer.fault == null } ?: return null
        val verdict = question.judge.judge(json) as? Verdict.Accepted ?: return null
        val model = question.request.model
        val attempt =
            Attempt(1, text, emptyList(), Usage.NONE, FinishReason.STOP, model, null, answer.warnings, answer.repairs, verdict.usage)
        return Known(Extraction(verdict.value, listOf(attempt), isCached = true), json)
    }

    suspend fun keep(extraction: Extraction<*>) {
        if (cache != null) reporting { cache.put(key(), extraction.attempts.last().text) }
    }

    private suspend fun <R> reporting(ask: suspend () -> R): R? = try {
        failingIfCancelledBelow("The cache") { ask() }
    } catch (cancelled: CancellationException) {
        throw cancelled
    } catch (failed: Exception) {
        reports.cacheFailure(failed)
        null
    }

    private suspend fun key(): String = key ?: withContext(Dispatchers.IO) { keyOf(question.request).also { key = it } }

    /** A plan has a note in the place of a file, so what the files hold is told beside it. */
    private fun keyOf(request: ModelRequest): String {
        val plan = chat.plan(request)
        val digest = MessageDigest.getInstance("SHA-256")
        for (part in listOf(chat.provider, plan.method, plan.url, question.envelope.document.toString(), plan.body.toString())) {
            digest.update(part.toByteArray())
            digest.update(0)
        }
        val headers = request.extraHeaders.mapKeys { it.key.lowercase() }.toSortedMap()
        headers.forEach { (name, value) -> digest.update("$name: $value\n".toByteArray()) }
        request.messages.flatMap { it.content }.filterIsInstance<MediaPart>().forEach { it.media.digestInto(digest) }
        return digest.digest().joinToString("") { "%02x".format(it) }
    }
}
