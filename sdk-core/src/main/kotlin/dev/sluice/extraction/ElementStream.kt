package dev.sluice.extraction

import dev.sluice.json.ArrayValue
import dev.sluice.json.JsonPath
import dev.sluice.json.JsonValue
import dev.sluice.model.ChatModel
import dev.sluice.schema.Violation
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.FlowCollector

/**
 * A list as a stream of its elements: each is judged and handed on when it closes.
 *
 * As long as nothing was handed on, an answer that is no list is asked for again as any other. Afterwards only single elements are: what
 * the caller has is not taken back.
 */
internal class ElementStream<T>(
    private val chat: ChatModel,
    private val question: Question<T>,
    private val reports: ExtractionReports,
    /** Whether a rejected element that is not asked for again ends the flow. */
    private val failsOnRejected: Boolean,
) {
    private val trail = Trail(question, reports)
    private val type = ListType(question.type)

    suspend fun collectInto(collector: FlowCollector<ElementEvent<T>>) {
        collector.readAhead(Channel.UNLIMITED) { channel ->
            val extraction = reports.around {
                read(Elements(question, trail, failsOnRejected) { channel.trySend(it.also(reports::element)) })
            }
            channel.send(ElementEvent.Finished(extraction))
        }
    }

    private suspend fun read(elements: Elements<T>): Extraction<List<T>> {
        try {
            while (!elements.isListRead) readList(elements)
            while (elements.areWaiting) readCorrections(elements)
        } catch (failed: Exception) {
            // Each element is accounted for, whatever ends the flow.
            if (failed !is CancellationException && elements.areHandedOut) elements.giveUp()
            throw failed
        }
        return Extraction(elements.values, trail.attempts)
    }

    private suspend fun readList(elements: Elements<T>) {
        val turn = trail.begin(type)
        readAndJudge(turn, elements)?.let { fail(turn, it) }
        turn.throwIfUnusable()
        val fault = faultOf(turn)
        when {
            fault == null && elements.canStand -> end(elements, turn)
            fault != null && elements.areHandedOut -> fail(turn, fault)
            else -> askAgain(elements, turn, fault)
        }
    }

    /**
     * Judges elements as they close; gives what is to end the flow. The network does not wait for the checks: one that asks a model itself
     * may need the place of this very stream in a rate limit.
     */
    private suspend fun readAndJudge(turn: Turn, elements: Elements<T>): Verdict.Rejected? = ahead<List<JsonValue>, _>(
        Channel.CONFLATED,
        { closed ->
            turn.readStream(chat) {
                closed.trySend((turn.json as? ArrayValue)?.closed.orEmpty())
                true
            }
        },
    ) { closed, _ -> elements.take(closed, turn) }

    /** The list is here; what of it waits for its correction is asked for next. */
    private fun end(elements: Elements<T>, turn: Turn) {
        elements.isListRead = true
        close(elements, turn)
    }

    /** Nothing of the answer is any good. */
    private fun askAgain(elements: Elements<T>, turn: Turn, fault: Verdict.Rejected?) {
        val verdict = fault ?: Verdict.Rejected(elements.violations)
        val again = trail.reject(turn, verdict.violations, errorsMessage(verdict.violations))
        if (!again && fault != null) throw trail.failure(verdict, turn.fault)
        if (again) elements.forget() else settle(elements)
    }

    private suspend fun readCorrections(elements: Elements<T>) {
        val turn = trail.begin(type)
        turn.readStream(chat) { true }
        turn.throwIfUnusable()
        val fault = faultOf(turn) ?: elements.correct((turn.json as ArrayValue).elements, turn)
        if (fault == null) close(elements, turn) else reject(elements, turn, fault)
    }

    private fun close(elements: Elements<T>, turn: Turn) {
        if (elements.areWaiting) return reject(elements, turn)
        trail.accept(turn)
    }

    /** The list is not whole yet; [fault] is what is wrong with this answer itself. */
    private fun reject(elements: Elements<T>, turn: Turn, fault: Verdict.Rejected? = null) {
        val again = trail.reject(turn, fault?.violations ?: elements.violations, elements.errors(fault))
        if (!again) settle(elements)
    }

    /** No more attempts: what waits will not come. */
    private fun settle(elements: Elements<T>) {
        elements.isListRead = true
        if (failsOnRejected) throw trail.invalid(elements.violations, elements.cause)
        elements.giveUp()
    }

    private fun faultOf(turn: Turn): Verdict.Rejected? =
        turn.rejection ?: if (turn.json is ArrayValue) null else Verdict.Rejected(listOf(Violation(JsonPath.ROOT, "must be a list")))

    private fun fail(turn: Turn, verdict: Verdict.Rejected): Nothing {
        trail.reject(turn, verdict.violations, errors = "")
        throw trail.failure(verdict, turn.fault)
    }
}
