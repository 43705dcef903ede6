package dev.sluice.extraction

import dev.sluice.json.JsonPath
import dev.sluice.model.ChatModel
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.FlowCollector

/** One answer as a stream of [Partial]s, the last of them validated. */
internal class PartialStream<T>(chat: ChatModel, private val question: Question<T>) {
    private val answer = AnswerStream(chat, question)
    private val decoded = DecodedValues()
    private var newest: Partial<T>? = null

    suspend fun collectInto(collector: FlowCollector<Partial<T>>) {
        answer.partial = { newest }
        collector.readAhead(Channel.CONFLATED) { partials ->
            val json = answer.read { partials.trySend(snapshot()) }
            when (val verdict = question.judge.judge(json)) {
                is Verdict.Accepted -> partials.trySend(last(verdict.value))

                is Verdict.Rejected ->
                    throw invalidOutput(verdict.violations, verdict.cause, newest, listOf(answer.attempt(verdict.violations)))
            }
        }
    }

    private fun snapshot(): Partial<T> = RealPartial(node(), FIRST_ATTEMPT).also { newest = it }

    private fun last(value: T): Partial<T> =
        RealPartial(node(), FIRST_ATTEMPT, Whole(value, Extraction(value, listOf(answer.attempt()))))

    private fun node() = TypedJson(question.type, question.type.schema, question.type.schema.root, JsonPath.ROOT, answer.json, decoded)

    private companion object {
        const val FIRST_ATTEMPT = 1
    }
}
