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

    private fun calls(tools: Tools, conversation: Conversation): List<ToolCall> = when {
        tools.offered.isEmpty() -> emptyList()

        tools.isRequired -> required(tools, conversation)

        // Tools that were asked have answered: now it is the model's turn.
        conversation.results.isNotEmpty() -> emptyList()

        else -> ToolChooser(tools, conversation.source).fitting().flatMap { callsOf(it, tools, conversation) }.take(most(tools))
    }

    private fun required(tools: Tools, conversation: Conversation): List<ToolCall> {
        val records = RecordCalls(tools, conversation.source, conversation.amendments)
        val chooser = ToolChooser(tools, conversation.source)
        val parts = if (tools.isParallel && records.areAskedFor()) answered(tools) { records.all() } else emptyList()
        return when {
            parts.isNotEmpty() -> parts
            chooser.isSilent() -> listOfNotNull(answered(tools) { records.one() })
            else -> emptyList()
        }.ifEmpty { callsOf(chooser.best(), tools, conversation).take(most(tools)) }
    }

    private fun callsOf(tool: Output, tools: Tools, conversation: Conversation): List<ToolCall> {
        val arguments = fill(tool, conversation.source, conversation.amendments).toString()
        val all = if (tools.isParallel) SeveralCalls.of(tool, arguments, conversation.source) else listOf(arguments)
        return all.map { ToolCall(tool.name, it) }
    }

    private fun most(tools: Tools) = if (tools.isParallel) MOST_CALLS else 1

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

    private fun fill(output: Output, source: Source, amendments: List<Amendment>) =
        answered(output.name) { Filler(output.schema, output.name, source, amendments).fill() }

    private fun <R> answered(tools: Tools, fill: () -> R): R = answered(tools.offered.joinToString { it.name }, fill)

    private fun <R> answered(name: String, fill: () -> R): R = try {
        fill()
    } catch (e: UnanswerableException) {
        throw RequestFault(400, "Invalid schema '$name': ${e.message}.", parameter = "schema", code = "invalid_schema")
    }

    @OptIn(ExperimentalSerializationApi::class)
    private val INDENTED = Json {
        prettyPrint = true
        prettyPrintIndent = "  "
    }
    private const val MOST_CALLS = 16
}
