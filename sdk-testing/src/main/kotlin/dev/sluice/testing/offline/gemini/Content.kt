package dev.sluice.testing.offline.gemini

import dev.sluice.testing.Answer
import dev.sluice.testing.GeminiReply
import dev.sluice.testing.offline.answer.Answerer
import dev.sluice.testing.offline.answer.Utterance
import dev.sluice.testing.offline.request.ModelFamilies
import dev.sluice.testing.offline.request.RequestFault
import dev.sluice.testing.offline.wire.Call
import dev.sluice.testing.offline.wire.Route
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.add
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray

/** Generated content: the model itself; and the models there are. */
internal class Content {
    val routes = listOf(
        Route("POST", "$PATH/{model}:generateContent", ::generate),
        Route("POST", "$PATH/{model}:streamGenerateContent", ::generate),
        Route("POST", "$PATH/{model}:countTokens", ::count),
        Route("GET", PATH) { list() },
        Route("GET", "$PATH/{model}") { call -> Answer.json(describe(modelOf(call)).toString()) },
    )

    private fun generate(call: Call): Answer {
        val question = ContentQuestions.read(modelOf(call), call.body, isStream = call.request.path.endsWith("streamGenerateContent"))
        return reply(Answerer.answer(question)).answer(call.request)
    }

    private fun reply(utterance: Utterance): GeminiReply {
        val builder = GeminiReply.builder().id(utterance.id).model(utterance.question.model)
            .usage(utterance.inputTokens, utterance.outputTokens)
        if (utterance.isCut) builder.finishReason("MAX_TOKENS")
        if (utterance.pieces.isNotEmpty()) builder.textPieces(*utterance.pieces.toTypedArray())
        // A call comes whole, or not at all.
        if (!utterance.isCut) utterance.calls.forEach { builder.functionCall(it.tool, it.pieces.joinToString("")) }
        return builder.build()
    }

    private fun count(call: Call): Answer {
        val question = ContentQuestions.read(modelOf(call), call.body, isStream = false)
        return Answer.json(buildJsonObject { put("totalTokens", Utterance.inputTokens(question)) }.toString())
    }

    private fun list(): Answer = Answer.json(buildJsonObject { putJsonArray("models") { SHOWN.forEach { add(describe(it)) } } }.toString())

    private fun modelOf(call: Call): String = call.path("model").also { name ->
        if (!ModelFamilies.has(name)) throw RequestFault(404, "models/$name is not found for API version v1beta.")
    }

    private fun describe(name: String): JsonObject = buildJsonObject {
        put("name", "models/$name")
        put("displayName", name)
        putJsonArray("supportedGenerationMethods") { listOf("generateContent", "countTokens").forEach { add(it) } }
    }

    private companion object {
        const val PATH = "/v1beta/models"
        val SHOWN = listOf("gemini-2.5-flash", "gemini-2.5-pro")
    }
}
