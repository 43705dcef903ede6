package dev.sluice.extraction

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiException
import dev.sluice.json.JsonValue
import dev.sluice.model.ChatModel
import dev.sluice.model.FinishReason
import dev.sluice.model.ModelEvent
import dev.sluice.model.ModelReply
import dev.sluice.model.Usage
import dev.sluice.model.estimatedFrom
import dev.sluice.schema.OutputType
import dev.sluice.schema.Violation
import kotlinx.coroutines.flow.catch
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.takeWhile

/**
 * One time of asking: reads the answer at once or while it streams, seen through [type].
 *
 * It ends with complete JSON, or with a [fault] that asking again may mend. When asking again would not help, [throwIfUnusable] says so,
 * with what arrived, now and before: it is for whoever checks the answer to call, once it has checked all that it is going to.
 */
internal class Turn(private val question: Question<*>, private val trail: Trail, type: OutputType<*>) {
    private val number = trail.attempts.size + 1
    private val view = PartialView(type, number)
    private val answer = AnswerReader(question.envelope, question.reading)
    private var started: ModelEvent.Started? = null
    private var reply: ModelReply? = null

    /** Why the stream ended too early, if the call failed. */
    private var failure: ApiException? = null

    /** Whether the rest of the stream was not wanted. */
    private var isLeft = false

    /** What checks of this answer have spent with models of their own. They may run while it is read: who reads leaves this alone. */
    var validationUsage: Usage = Usage.NONE

    /** The answer so far, out of its envelope. */
    val json: JsonValue? get() = answer.json

    /** Why the answer's text is no JSON, if it is none. */
    val fault: AnswerFault? get() = answer.fault

    /** That [fault] as a verdict. */
    val rejection: Verdict.Rejected? get() = fault?.let { Verdict.Rejected(listOf(it.violation), it.cause) }

    /** Whether the provider has said the last of it. */
    val isEnded: Boolean get() = reply != null

    /** Whether more of it shows than when this was last asked, by what the type says of its parts. */
    fun hasVisiblyChanged(): Boolean = view.hasChanged(json, answer.candidate)

    /** What shows of it. */
    val partial: Partial<*>? get() = json?.let { view.show(it, candidate = answer.candidate) }

    /** What shows of it; with [whole], the last partial of all. */
    @Suppress("UNCHECKED_CAST") // The view is of the type that the caller gave.
    fun <T> show(whole: Whole<T>? = null): Partial<T> = (view as PartialView<T>).show(json, whole, answer.candidate)

    suspend fun readWhole(chat: ChatModel) {
        val reply = try {
            chat.complete(trail.request)
        } catch (failed: ApiException) {
            throw withEarlier(failed)
        }
        this.reply = reply
        answer.feed(reply.text)
        answer.finish()
    }

    /**
     * Returns when the answer or its call has ended, well or not, or when [changed] has said false: the rest is not read, and not paid for.
     * What [changed] throws leaves as it is.
     */
    suspend fun readStream(chat: ChatModel, changed: suspend () -> Boolean) {
        chat.stream(trail.request).catch { failure = it as? ApiException ?: throw it }
            .takeWhile { event -> take(event, changed).also { isLeft = !it } }
            .collect()
        if (!isLeft && failure == null && reply?.isUsable == true && answer.finish()) changed()
    }

    /** Throws if what was read is no answer, good or bad: the call failed, or broke off, or what it gave is cut or refused. */
    fun throwIfUnusable() {
        failure?.let { throw failureOf(it) }
        if (isLeft) return
        val reply = reply ?: throw brokenOff("The stream ended without its terminal event.", null)
        reply.throwIfUnusable(partial, trail.attempts + attempt())
    }

    /** This time of asking, as it stands now. */
    fun attempt(violations: List<Violation> = emptyList()): Attempt {
        val reply = toReply()
        return Attempt(
            number,
            reply.text,
            violations,
            reply.usage,
            this.reply?.finishReason,
            reply.model,
            reply.requestId,
            answer.warnings,
            answer.repairs,
            validationUsage,
        )
    }

    /** The answer as the conversation keeps it; where it was not read to its end, as text. */
    fun toReply(): ModelReply =
        reply ?: ModelReply(answer.text, FinishReason.OTHER, usageSoFar(), model = started?.model, requestId = started?.requestId)

    private suspend fun take(event: ModelEvent, changed: suspend () -> Boolean): Boolean {
        when (event) {
            is ModelEvent.Started -> started = event
            is ModelEvent.Delta -> return feed(event.text, changed)
            is ModelEvent.Reasoning -> Unit
            is ModelEvent.Finished -> reply = event.reply
        }
        return true
    }

    // Prose is no JSON from its first character on, and may be a refusal: only the end of the stream tells. So a fault waits for it,
    // unless the text passes the limit that it has as JSON.
    private suspend fun feed(piece: String, changed: suspend () -> Boolean): Boolean {
        val goesOn = if (answer.feed(piece)) changed() else true
        return goesOn && !(answer.isTooLong && fault != null)
    }

    private fun failureOf(thrown: ApiException): Exception {
        val hasBegun = started != null || answer.length > 0
        // Before anything arrived it is a failed call; afterwards it is half an answer.
        if (thrown is ApiConnectionException && hasBegun) return brokenOff("The stream broke off: ${thrown.message}", thrown)
        // A failed call stays what it is; what had arrived must not be lost.
        if (answer.length == 0) return withEarlier(thrown)
        return thrown.apply { addSuppressed(brokenOff("The call failed before the answer was whole.", null)) }
    }

    private fun withEarlier(failed: ApiException) = failed.apply { trail.earlierFailure()?.let(::addSuppressed) }

    /** An answer that was wrong already stays so, however the stream went on. */
    private fun brokenOff(reason: String, cause: Throwable?): OutputException {
        val fault = fault?.takeUnless { it.isOpen } ?: return incompleteOutput(reason, cause, partial, trail.attempts + attempt())
        val violations = listOf(fault.violation)
        return invalidOutput(violations, fault.cause, partial, trail.attempts + attempt(violations)).apply { cause?.let(::addSuppressed) }
    }

    /** The provider counts at the end; a stream that was left or broke off leaves us with what it said at the start and a guess. */
    private fun usageSoFar(): Usage = (started?.usage ?: Usage.NONE).estimatedFrom(answer.length)
}
