package dev.sluice.extraction

import dev.sluice.json.ArrayValue
import dev.sluice.json.JsonPath
import dev.sluice.json.JsonValue
import dev.sluice.model.ChatModel
import dev.sluice.model.Usage
import dev.sluice.schema.Violation
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.FlowCollector

/** One answer that is a list, as a stream of its elements: each is judged and handed on when it closes. */
internal class ElementStream<T>(chat: ChatModel, private val question: Question<T>, private val failOnRejected: Boolean) {
    private val answer = AnswerStream(chat, question, PartialView(ListType(question.type)))
    private val values = mutableListOf<T>()
    private var next = 0
    private var validationUsage = Usage.NONE

    suspend fun collectInto(collector: FlowCollector<ElementEvent<T>>) {
        collector.readAhead(Channel.UNLIMITED) { events ->
            val whole = answer.read { take((answer.json as? ArrayValue)?.closed.orEmpty(), events) }
            if (whole !is ArrayValue) throw invalid(listOf(Violation(JsonPath.ROOT, "must be a list")), null)
            events.send(ElementEvent.Finished(Extraction(values.toList(), listOf(answer.attempt(validationUsage = validationUsage)))))
        }
    }

    private suspend fun take(closed: List<JsonValue>, events: Channel<ElementEvent<T>>) {
        while (next < closed.size) {
            val index = next++
            val json = closed[index]
            val verdict = question.judge.judge(json, JsonPath.ROOT + index)
            validationUsage += verdict.usage
            when (verdict) {
                is Verdict.Accepted -> {
                    values += verdict.value
                    events.send(ElementEvent.Element(index, verdict.value))
                }

                is Verdict.Rejected -> {
                    if (failOnRejected) throw invalid(verdict.violations, verdict.cause)
                    events.send(ElementEvent.Rejected(index, json.toString(), verdict.violations))
                }
            }
        }
    }

    private fun invalid(violations: List<Violation>, cause: Throwable?) =
        invalidOutput(violations, cause, answer.partial, listOf(answer.attempt(violations, validationUsage)))
}
