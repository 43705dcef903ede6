package dev.sluice.testing.offline

import dev.sluice.testing.offline.filling.Filler
import dev.sluice.testing.offline.filling.Source
import dev.sluice.testing.offline.filling.Topics
import dev.sluice.testing.offline.filling.UnanswerableException
import dev.sluice.testing.offline.reading.Words
import dev.sluice.testing.offline.request.Conversation
import dev.sluice.testing.offline.request.Output
import dev.sluice.testing.offline.request.Question
import dev.sluice.testing.offline.request.RequestFault

/** The offline model itself: a question in, an answer out. A pure function; the same question has the same answer. */
internal object Answerer {
    /** Throws [RequestFault] if the question asks for a type that has no value. */
    fun answer(question: Question): Utterance {
        val conversation = Conversation.of(question.turns)
        val output =
            choose(question.outputs, conversation.source) ?: return Utterance(question, PlainAnswer.to(conversation.source), tool = null)
        val json = try {
            Filler(output.schema, output.name, conversation.source, conversation.amendments).fill()
        } catch (e: UnanswerableException) {
            throw RequestFault(400, "Invalid schema '${output.name}': ${e.message}.", parameter = "schema", code = "invalid_schema")
        }
        return Utterance(question, json.toString(), output.name.takeIf { output.isTool })
    }

    /** Of several tools, the one whose name and description the text speaks of most. */
    private fun choose(outputs: List<Output>, source: Source): Output? = outputs.maxByOrNull { output ->
        val signs = Topics.signs(Words.ofIdentifier(output.name)) + Words.stemsOf(output.description.orEmpty()).filter { it.length > SHORT }
        val stems = source.passage.stems + Words.stemsOf(source.instruction)
        stems.count { it in signs }
    }

    private const val SHORT = 3
}
