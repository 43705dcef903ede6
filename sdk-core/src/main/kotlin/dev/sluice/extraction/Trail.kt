package dev.sluice.extraction

import dev.sluice.json.JsonLimitException
import dev.sluice.model.ModelReply
import dev.sluice.model.ModelRequest
import dev.sluice.model.Rejection
import dev.sluice.model.Usage
import dev.sluice.model.estimatedTokens
import dev.sluice.schema.OutputType
import dev.sluice.schema.Violation
import dev.sluice.schema.cut

/** What was answered so far and why it was not accepted: what the next request says, and whether there is one. Tells [reports] of it. */
internal class Trail(private val question: Question<*>, private val reports: ExtractionReports) {
    private val ended = mutableListOf<Attempt>()
    private val rejections = mutableListOf<Rejection>()

    /** What shows of the last answer. */
    private var partial: Partial<*>? = null

    /** Every time that the model was asked and has answered, in order. */
    val attempts: List<Attempt> get() = ended.toList()

    /** The question, with the rejected answers in the conversation, each followed by its errors. */
    val request: ModelRequest get() = question.request.with(rejections)

    /** Whether the answer that is being read now may be followed by another. */
    val mayAskAgain: Boolean get() = ended.size + 1 < question.attempts && budgetIsEnoughFor(ended.lastOrNull())

    /** The next time of asking; its answer is seen through [type]. */
    fun begin(type: OutputType<*>): Turn {
        reports.asked(this)
        return Turn(question, this, type)
    }

    /** The answer of [turn] stands. */
    fun accept(turn: Turn): List<Attempt> {
        end(turn.attempt())
        return attempts
    }

    /** The answer of [turn] does not stand; [errors] is what the model is told. Tells whether it may be asked again. */
    fun reject(turn: Turn, violations: List<Violation>, errors: String): Boolean {
        val attempt = turn.attempt(violations)
        partial = turn.partial
        rejections += Rejection(replayed(turn), errors)
        end(attempt)
        return ended.size < question.attempts && budgetIsEnoughFor(attempt)
    }

    private fun end(attempt: Attempt) {
        ended += attempt
        reports.attempt(attempt)
    }

    /** That nothing is asked for again after an answer that was rejected for [violations]. */
    fun invalid(violations: List<Violation>, cause: Throwable?): InvalidOutputException =
        invalidOutput(violations, cause, partial, attempts, budgetNote())

    /** The same for an answer that [verdict] is on: where its [fault] is that its JSON ends open, it is incomplete rather than [invalid]. */
    fun failure(verdict: Verdict.Rejected, fault: AnswerFault?): OutputException = when {
        fault?.isOpen != true -> invalid(verdict.violations, verdict.cause)

        ended.last().text.isBlank() -> incompleteOutput("The answer is empty.", fault.cause, partial, attempts)

        else ->
            incompleteOutput("The answer ended with its JSON still open, at ${fault.violation.path}.", fault.cause, partial, attempts)
    }

    /** What was wrong with the answers before one that could not be had: they must not be lost with it. Null if it was the first. */
    fun earlierFailure(): InvalidOutputException? = ended.lastOrNull()?.let { invalid(it.violations, null) }

    /** The answer as the conversation keeps it. Of one that is over the limits only the beginning: the model must not be sent all that again. */
    private fun replayed(turn: Turn): ModelReply {
        val reply = turn.toReply()
        val text = reply.text
        val isTooLarge = turn.fault?.cause is JsonLimitException || text.length > question.reading.limits.maxLength
        if (!isTooLarge || text.length <= REPLAYED) return reply
        return reply.with("${text.cut(REPLAYED)}\n[The rest of these ${text.length} characters is left out.]", message = null)
    }

    // The next answer will cost about what the last one did; the conversation only grows.
    private fun budgetIsEnoughFor(next: Attempt?): Boolean {
        val budget = question.tokenBudget ?: return true
        return spent() + (next?.usage?.atLeast() ?: 0) <= budget
    }

    private fun budgetNote(): String? = question.tokenBudget
        ?.takeIf { ended.size < question.attempts && !budgetIsEnoughFor(ended.lastOrNull()) }
        ?.let { "The token budget of $it leaves no room for another attempt: ${spent()} are spent." }

    private fun spent(): Long = ended.sumOf { it.usage.atLeast() }

    /** A stream that was stopped may not have told what the question cost. */
    private fun Usage.atLeast(): Long {
        val isInputUnknown = !isExact && inputTokens == 0L
        val input = if (isInputUnknown) estimatedTokens(question.request.messages.sumOf { it.text.length }) else inputTokens
        return input + maxOf(outputTokens, estimatedOutputTokens)
    }

    private companion object {
        /** How much of an answer that is too large goes back. */
        const val REPLAYED = 2_000
    }
}
