package dev.sluice.extraction

import dev.sluice.model.ChatModel
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.FlowCollector

/** One answer as a stream of [Partial]s, the last of them validated. */
internal class PartialStream<T>(chat: ChatModel, private val question: Question<T>) {
    private val view = PartialView(question.type)
    private val answer = AnswerStream(chat, question, view)

    suspend fun collectInto(collector: FlowCollector<Partial<T>>) {
        collector.readAhead(Channel.CONFLATED) { partials ->
            val json = answer.read { if (view.hasChanged(answer.json)) partials.trySend(view.show(answer.json)) }
            when (val verdict = question.judge.judge(json)) {
                is Verdict.Accepted -> {
                    val whole = Whole(verdict.value, Extraction(verdict.value, listOf(answer.attempt(validationUsage = verdict.usage))))
                    partials.trySend(view.show(json, whole))
                }

                is Verdict.Rejected ->
                    throw invalidOutput(
                        verdict.violations,
                        verdict.cause,
                        answer.partial,
                        listOf(answer.attempt(verdict.violations, verdict.usage)),
                    )
            }
        }
    }
}
