package dev.sluice.testing.offline.wire

import dev.sluice.testing.OpenAiChatReply
import dev.sluice.testing.RecordedRequest
import dev.sluice.testing.Reply
import dev.sluice.testing.offline.Utterance
import dev.sluice.testing.offline.request.OpenAiQuestions
import dev.sluice.testing.offline.request.Question
import dev.sluice.testing.offline.request.RequestFault
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/** OpenAI's chat completions. */
internal object OpenAiProvider : Provider {
    override val path = "/v1/chat/completions"
    override val requestIdHeader = "x-request-id"

    override fun checkHeaders(request: RecordedRequest) {
        if (request.bearer() == null) {
            throw RequestFault(
                401,
                "No API key was sent. Send one as 'Authorization: Bearer <key>'; the offline model takes any.",
                code = "invalid_api_key",
            )
        }
    }

    override fun read(body: String): Question = OpenAiQuestions.read(body)

    override fun reply(utterance: Utterance): Reply {
        val builder = OpenAiChatReply.builder().id(
            "chatcmpl-${utterance.id}",
        ).requestId("req_${utterance.id}").model(utterance.question.model)
            .usage(utterance.inputTokens, utterance.outputTokens)
        if (utterance.isCut) builder.finishReason("length")
        if (utterance.tool == null) {
            builder.textPieces(*utterance.pieces.toTypedArray())
        } else {
            builder.calls += OpenAiChatReply.Call("call_${utterance.id}", utterance.tool, utterance.pieces)
        }
        return builder.build()
    }

    override fun error(fault: RequestFault, requestId: String): String = buildJsonObject {
        putJsonObject("error") {
            put("message", fault.message)
            put("type", "invalid_request_error")
            put("param", fault.parameter)
            put("code", fault.code)
        }
    }.toString()
}
