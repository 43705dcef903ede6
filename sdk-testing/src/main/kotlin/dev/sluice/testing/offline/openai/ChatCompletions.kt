package dev.sluice.testing.offline.openai

import dev.sluice.testing.Answer
import dev.sluice.testing.OpenAiChatReply
import dev.sluice.testing.offline.answer.Answerer
import dev.sluice.testing.offline.answer.Utterance
import dev.sluice.testing.offline.request.Body
import dev.sluice.testing.offline.request.Question
import dev.sluice.testing.offline.request.Speaker
import dev.sluice.testing.offline.wire.Call
import dev.sluice.testing.offline.wire.Route

/** Chat completions: the model itself. */
internal class ChatCompletions(private val models: ModelCatalog) {
    val routes = listOf(Route("POST", PATH, ::create))

    private fun create(call: Call): Answer = answer(call.body).answer(call.request)

    /** The completion that [body] asks for. */
    fun answer(body: Body): OpenAiChatReply {
        val question = ChatQuestions.read(body)
        models.check(question.model)
        return reply(recalled(question) ?: Answerer.answer(question))
    }

    /** What a trained model knows from its examples; types and tools are asked of the offline model itself. */
    private fun recalled(question: Question): Utterance? {
        val model = models.trained(question.model)?.takeIf { question.output == null && question.tools.offered.isEmpty() }
        val asked = question.turns.lastOrNull { it.speaker == Speaker.USER }?.text.orEmpty()
        return model?.recall(asked)?.let { Utterance(question, it, emptyList()) }
    }

    private fun reply(utterance: Utterance): OpenAiChatReply {
        val builder = OpenAiChatReply.builder().id("chatcmpl-${utterance.id}").model(utterance.question.model)
            .usage(utterance.inputTokens, utterance.outputTokens)
        if (utterance.isCut) builder.finishReason("length")
        if (utterance.pieces.isNotEmpty()) builder.textPieces(*utterance.pieces.toTypedArray())
        utterance.calls.forEach { builder.calls += OpenAiChatReply.Call("call_${it.id}", it.tool, it.pieces) }
        return builder.build()
    }

    companion object {
        const val PATH: String = "/v1/chat/completions"
    }
}
