package dev.sluice.testing.offline.anthropic

import dev.sluice.testing.Answer
import dev.sluice.testing.AnthropicReply
import dev.sluice.testing.offline.answer.Answerer
import dev.sluice.testing.offline.answer.SpokenCall
import dev.sluice.testing.offline.answer.Utterance
import dev.sluice.testing.offline.request.Body
import dev.sluice.testing.offline.request.ModelFamilies
import dev.sluice.testing.offline.request.Question
import dev.sluice.testing.offline.request.RequestFault
import dev.sluice.testing.offline.wire.Call
import dev.sluice.testing.offline.wire.Route
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Messages: the model itself, and the count of what it would read. */
internal class Messages {
    val routes = listOf(Route("POST", PATH, ::create), Route("POST", "$PATH/count_tokens", ::count))

    private fun create(call: Call): Answer = answer(call.body).answer(call.request)

    private fun count(call: Call): Answer {
        val question = MessageQuestions.read(call.body, needsLimit = false).also(::check)
        return Answer.json(buildJsonObject { put("input_tokens", Utterance.inputTokens(question)) }.toString())
    }

    /** The message that answers [body]. */
    fun answer(body: Body): AnthropicReply = reply(Answerer.answer(MessageQuestions.read(body).also(::check)))

    private fun check(question: Question) {
        if (!ModelFamilies.has(question.model)) throw RequestFault(404, "model: ${question.model}")
    }

    private fun reply(utterance: Utterance): AnthropicReply {
        val builder = AnthropicReply.builder().id("msg_${utterance.id}").model(utterance.question.model)
            .usage(utterance.inputTokens, utterance.outputTokens)
        if (utterance.isCut) builder.stopReason("max_tokens")
        if (utterance.calls.isEmpty()) builder.blocks += AnthropicReply.Block.Text(utterance.pieces)
        builder.blocks += utterance.calls.map { AnthropicReply.Block.ToolUse(inputPieces(it, utterance), "toolu_${it.id}", it.tool) }
        return builder.build()
    }

    /** A tool's input has to be an object: where the answer is sent whole, one that was cut is sent empty. */
    private fun inputPieces(call: SpokenCall, utterance: Utterance): List<String> {
        val mayBeCut = utterance.isCut && call == utterance.calls.last()
        return if (mayBeCut && !utterance.question.isStream) emptyList() else call.pieces
    }

    companion object {
        const val PATH: String = "/v1/messages"
    }
}
