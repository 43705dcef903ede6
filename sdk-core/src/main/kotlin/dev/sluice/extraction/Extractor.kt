package dev.sluice.extraction

import dev.sluice.model.ChatModel
import dev.sluice.schema.OutputType
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.withContext

/** The extraction engine over one provider: the one way from an [Ask] and an [OutputType] to values. */
internal class Extractor(private val chat: ChatModel, private val defaults: AskOptions) {
    suspend fun <T> extract(type: OutputType<T>, ask: Ask<T>): Extraction<T> = withContext(Dispatchers.Default) {
        failingIfCancelledBelow("The call") { conversation(question(type, ask)).run() }
    }

    fun <T> partials(type: OutputType<T>, ask: Ask<T>): Flow<Partial<T>> = flow {
        val question = question(type, ask)
        readAhead(Channel.CONFLATED, question.partialIntervalMillis) { partials ->
            conversation(question).stream { partials.trySend(it) }
        }
    }

    fun <T> elementEvents(type: OutputType<T>, ask: Ask<T>): Flow<ElementEvent<T>> = flow {
        val question = elementQuestion(type, ask)
        ElementStream(chat, question, ExtractionReports.of(chat, question), failsOnRejected = false).collectInto(this)
    }

    fun <T> elements(type: OutputType<T>, ask: Ask<T>): Flow<T> = flow<ElementEvent<T>> {
        val question = elementQuestion(type, ask)
        ElementStream(chat, question, ExtractionReports.of(chat, question), failsOnRejected = true).collectInto(this)
    }.elementValues()

    fun <T> explain(type: OutputType<T>, ask: Ask<T>): Explanation = question(type, ask).explain(chat)

    private fun <T> conversation(question: Question<T>) = Conversation(chat, question, ExtractionReports.of(chat, question))

    private fun <T> question(type: OutputType<T>, ask: Ask<T>) =
        Question.of(chat, defaults, type, ask, Envelope.ofValue(type.schema))

    private fun <T> elementQuestion(type: OutputType<T>, ask: Ask<T>) =
        Question.of(chat, defaults, type, ask, Envelope.ofList(type.schema))

    private fun <T> Flow<ElementEvent<T>>.elementValues(): Flow<T> {
        val events = this
        return flow { events.collect { if (it is ElementEvent.Element) emit(it.value) } }
    }

    override fun toString(): String = "$chat"
}
