package dev.sluice.extraction

import dev.sluice.errors.ApiException
import dev.sluice.json.JsonWarning
import dev.sluice.model.ChatModel
import dev.sluice.model.ModelReply
import dev.sluice.model.Rejection
import dev.sluice.model.Usage
import dev.sluice.schema.Violation

/** Asks until the answer is valid or the attempts are spent. The rejected answers stay in the conversation, each with its errors. */
internal class Conversation<T>(private val chat: ChatModel, private val question: Question<T>) {
    private val attempts = mutableListOf<Attempt>()
    private val rejections = mutableListOf<Rejection>()

    /** What shows of the last answer. */
    private var partial: Partial<T>? = null

    suspend fun run(): Extraction<T> {
        while (true) {
            val reply = ask()
            val answer = AnswerReader(question.envelope, question.limits).apply {
                feed(reply.text)
                finish()
            }
            val verdict = if (reply.isUsable) judge(answer) else Verdict.Rejected(emptyList())
            attempts +=
                attempt(attempts.size + 1, reply, (verdict as? Verdict.Rejected)?.violations.orEmpty(), answer.warnings, verdict.usage)
            partial = answer.json?.let { PartialView(question.type, attempts.size).show(it) }
            reply.throwIfUnusable(partial, attempts)
            when (verdict) {
                is Verdict.Accepted -> return Extraction(verdict.value, attempts.toList())
                is Verdict.Rejected -> reject(reply, verdict)
            }
        }
    }

    private suspend fun ask(): ModelReply = try {
        chat.complete(question.request.with(rejections))
    } catch (failure: ApiException) {
        // The provider failed while an answer was being mended: what the earlier answers were must not be lost.
        attempts.lastOrNull()?.let { failure.addSuppressed(invalidOutput(it.violations, null, partial, attempts)) }
        throw failure
    }

    private suspend fun judge(answer: AnswerReader): Verdict<T> =
        answer.fault?.let { Verdict.Rejected(listOf(it.violation), it.cause) } ?: question.judge.judge(checkNotNull(answer.json))

    private fun reject(reply: ModelReply, verdict: Verdict.Rejected) {
        if (attempts.size >= question.attempts) throw invalidOutput(verdict.violations, verdict.cause, partial, attempts)
        rejections += Rejection(reply, errorsMessage(verdict.violations))
    }
}

internal fun attempt(
    number: Int,
    reply: ModelReply,
    violations: List<Violation>,
    warnings: List<JsonWarning>,
    validationUsage: Usage = Usage.NONE,
) = Attempt(number, reply.text, violations, reply.usage, reply.finishReason, reply.model, reply.requestId, warnings, validationUsage)
