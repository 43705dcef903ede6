package dev.sluice.extraction

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiException
import dev.sluice.json.JsonValue
import dev.sluice.model.ChatModel
import dev.sluice.model.ModelEvent
import dev.sluice.model.ModelReply
import dev.sluice.model.Usage
import dev.sluice.model.estimatedFrom
import dev.sluice.schema.Violation
import kotlinx.coroutines.flow.catch

/**
 * Reads one answer while it streams: JSON grows, and whoever reads hears of every visible change.
 *
 * It ends well, with the whole reply and complete JSON, or it fails with an [OutputException] that carries what arrived, as [view]
 * shows it.
 */
internal class AnswerStream(private val chat: ChatModel, private val question: Question<*>, private val view: PartialView<*>) {
    private val answer = AnswerReader(question.envelope, question.limits)
    private var started: ModelEvent.Started? = null
    private var reply: ModelReply? = null

    /** The answer so far, out of its envelope. */
    val json: JsonValue? get() = answer.json

    /** What shows of it, for an exception to carry. */
    val partial: Partial<*>? get() = json?.let { view.show(it) }

    /** Returns when the stream has ended well; the value is complete JSON. What [changed] throws leaves as it is. */
    suspend fun read(changed: suspend () -> Unit): JsonValue {
        chat.stream(question.request).catch { throw failureOf(it) }.collect { take(it, changed) }
        val reply = reply ?: throw brokenOff("The stream ended without its terminal event.", null)
        reply.throwIfUnusable(partial, listOf(attempt()))
        if (answer.finish()) changed()
        answer.fault?.let { throw failureOf(it) }
        return checkNotNull(json)
    }

    /** This time of asking, as it stands now. */
    fun attempt(violations: List<Violation> = emptyList(), validationUsage: Usage = Usage.NONE): Attempt {
        reply?.let { return attempt(view.attempt, it, violations, answer.warnings, validationUsage) }
        return Attempt(
            view.attempt,
            answer.text,
            violations,
            usageSoFar(),
            null,
            started?.model,
            started?.requestId,
            answer.warnings,
            validationUsage,
        )
    }

    private suspend fun take(event: ModelEvent, changed: suspend () -> Unit) {
        when (event) {
            is ModelEvent.Started -> started = event
            is ModelEvent.Delta -> feed(event.text, changed)
            is ModelEvent.Reasoning -> Unit
            is ModelEvent.Finished -> reply = event.reply
        }
    }

    // Prose is no JSON from its first character on, and may be a refusal: only the end of the stream tells. So a fault waits for it,
    // unless the text passes the limit that it has as JSON.
    private suspend fun feed(piece: String, changed: suspend () -> Unit) {
        if (answer.feed(piece)) changed()
        if (answer.isTooLong) answer.fault?.let { throw failureOf(it) }
    }

    private fun failureOf(thrown: Throwable): Throwable {
        if (thrown !is ApiException) return thrown
        if (thrown is ApiConnectionException) {
            // Before anything arrived it is a failed call; afterwards it is half an answer.
            return if (started == null && answer.length == 0) thrown else brokenOff("The stream broke off: ${thrown.message}", thrown)
        }
        // A failed call stays what it is; what had arrived must not be lost.
        if (answer.length > 0) thrown.addSuppressed(brokenOff("The call failed before the answer was whole.", null))
        return thrown
    }

    private fun failureOf(fault: AnswerFault): OutputException = when {
        !fault.isOpen -> listOf(fault.violation).let { invalidOutput(it, fault.cause, partial, listOf(attempt(it))) }
        answer.text.isBlank() -> incomplete("The answer is empty.", fault.cause)
        else -> incomplete("The answer ended with its JSON still open, at ${fault.violation.path}.", fault.cause)
    }

    /** An answer that was wrong already stays so, however the stream went on. */
    private fun brokenOff(reason: String, cause: Throwable?): OutputException {
        val fault = answer.fault ?: return incomplete(reason, cause)
        return failureOf(fault).apply { cause?.let(::addSuppressed) }
    }

    private fun incomplete(reason: String, cause: Throwable?) = incompleteOutput(reason, cause, partial, attempt())

    /** The provider counts at the end; a stream that broke off leaves us with what it said at the start and a guess. */
    private fun usageSoFar(): Usage = (started?.usage ?: Usage.NONE).estimatedFrom(answer.length)
}
