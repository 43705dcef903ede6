package dev.sluice.extraction

import dev.sluice.errors.ApiException
import dev.sluice.json.JsonPath
import dev.sluice.model.ChatModel
import dev.sluice.model.ModelReply
import dev.sluice.model.Rejection
import dev.sluice.schema.Violation

/** Asks until the answer is valid or the attempts are spent. The rejected answers stay in the conversation, each with its errors. */
internal class Conversation<T>(private val chat: ChatModel, private val question: Question<T>) {
    private val attempts = mutableListOf<Attempt>()
    private val rejections = mutableListOf<Rejection>()

    suspend fun run(): Extraction<T> {
        while (true) {
            val reply = ask()
            val verdict = if (reply.isUsable) judge(reply) else Verdict.Rejected(emptyList())
            attempts += attempt(attempts.size + 1, reply, (verdict as? Verdict.Rejected)?.violations.orEmpty())
            reply.throwIfUnusable(null, attempts)
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
        attempts.lastOrNull()?.let { failure.addSuppressed(invalidOutput(it.violations, null, null, attempts)) }
        throw failure
    }

    private suspend fun judge(reply: ModelReply): Verdict<T> {
        val root = when (val answer = parseAnswer(reply.text, question.limits)) {
            is ParsedAnswer.Whole -> answer.root
            is ParsedAnswer.Broken -> return Verdict.Rejected(listOf(answer.violation), answer.cause)
        }
        val json = question.envelope.open(root) ?: return Verdict.Rejected(listOf(missing(question.envelope)))
        return question.judge.judge(json)
    }

    private fun reject(reply: ModelReply, verdict: Verdict.Rejected) {
        if (attempts.size >= question.attempts) throw invalidOutput(verdict.violations, verdict.cause, null, attempts)
        rejections += Rejection(reply, errorsMessage(verdict.violations))
    }
}

internal fun missing(envelope: Envelope) = Violation(JsonPath.ROOT, "the answer must be an object with the property \"${envelope.key}\"")

internal fun attempt(number: Int, reply: ModelReply, violations: List<Violation>) =
    Attempt(number, reply.text, violations, reply.usage, reply.finishReason, reply.model, reply.requestId)
