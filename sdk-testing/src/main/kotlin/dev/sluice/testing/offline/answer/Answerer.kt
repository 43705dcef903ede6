package dev.sluice.testing.offline.answer

import dev.sluice.testing.offline.filling.Amendment
import dev.sluice.testing.offline.filling.Filler
import dev.sluice.testing.offline.filling.Source
import dev.sluice.testing.offline.filling.UnanswerableException
import dev.sluice.testing.offline.request.Conversation
import dev.sluice.testing.offline.request.Output
import dev.sluice.testing.offline.request.Question
import dev.sluice.testing.offline.request.RequestFault
import dev.sluice.testing.offline.request.ToolCall
import dev.sluice.testing.offline.request.Tools
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement

/** The offline model itself: a question in, an answer out. A pure function; the same question has the same answer. */
internal object Answerer {
    /** Throws [RequestFault] if the question asks for a type that has no value. */
    fun answer(question: Question): Utterance {
        val conversation = Conversation.of(question.turns)
        val calls = calls(question.tools, conversation)
        return if (calls.isNotEmpty()) {
            Utterance(
                question,
                null,
                calls,
            )
        } else {
            Utterance(question, content(question, conversation), emptyList())
        }
    }

    private fun calls(tools: Tools, conversation: Conversation): List<ToolCall> {
        val chooser = ToolChooser(tools, conversation.source)
        val chosen = when {
            tools.offered.isEmpty() -> emptyList()

            tools.isRequired -> listOf(chooser.best())

            // Tools that were asked have answered: now it is the model's turn.
            conversation.results.isNotEmpty() -> emptyList()

            else -> chooser.fitting()
        }
        return chosen.flatMap { tool ->
            val arguments = fill(tool, conversation.source, conversation.amendments).toString()
            val all = if (tools.isParallel) SeveralCalls.of(tool, arguments, conversation.source) else listOf(arguments)
            all.map { ToolCall(tool.name, it) }
        }.take(if (tools.isParallel) MOST_CALLS else 1)
    }

    private fun content(question: Question, conversation: Conversation): String {
        val output = question.output
        return when {
            output != null -> written(fill(output, sourceOf(conversation), conversation.amendments), output)
            conversation.results.isNotEmpty() -> ResultsAnswer.to(conversation.results)
            else -> ToolChooser(question.tools, conversation.source).askBack() ?: PlainAnswer.to(conversation.source)
        }
    }

    /** As models write JSON that they are asked for in words. */
    private fun written(json: JsonElement, output: Output): String {
        if (!output.isInBlock) return json.toString()
        return "Here is the ${output.name} that I read out of the text:\n\n```json\n" +
            INDENTED.encodeToString(JsonElement.serializer(), json) +
            "\n```"
    }

    /** The text to read facts from: what tools gave, if any was asked. */
    private fun sourceOf(conversation: Conversation): Source {
        val (asked, results) = conversation.source to conversation.results
        return if (results.isEmpty()) asked else Source(asked.passage.text, ResultsAnswer.asText(results), isBare = false)
    }

    private fun fill(output: Output, source: Source, amendments: List<Amendment>) = try {
        Filler(output.schema, output.name, source, amendments).fill()
    } catch (e: UnanswerableException) {
        throw RequestFault(400, "Invalid schema '${output.name}': ${e.message}.", parameter = "schema", code = "invalid_schema")
    }

    @OptIn(ExperimentalSerializationApi::class)
    private val INDENTED = Json {
        prettyPrint = true
        prettyPrintIndent = "  "
    }
    private const val MOST_CALLS = 16
}
