package dev.sluice.testing.offline.wire

import dev.sluice.testing.AnthropicReply
import dev.sluice.testing.RecordedRequest
import dev.sluice.testing.Reply
import dev.sluice.testing.offline.Utterance
import dev.sluice.testing.offline.request.AnthropicQuestions
import dev.sluice.testing.offline.request.Question
import dev.sluice.testing.offline.request.RequestFault
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/** Anthropic's messages. */
internal object AnthropicProvider : Provider {
    override val path = "/v1/messages"
    override val requestIdHeader = "request-id"

    override fun checkHeaders(request: RecordedRequest) {
        if (request.header("x-api-key").isNullOrBlank() && request.bearer() == null) {
            throw RequestFault(401, "x-api-key header is required; the offline model takes any key")
        }
        if (request.header("anthropic-version") == null) throw RequestFault(400, "anthropic-version: header is required")
    }

    override fun read(body: String): Question = AnthropicQuestions.read(body)

    override fun reply(utterance: Utterance): Reply {
        val builder = AnthropicReply.builder().id("msg_${utterance.id}").requestId("req_${utterance.id}").model(utterance.question.model)
            .usage(utterance.inputTokens, utterance.outputTokens)
        if (utterance.isCut) builder.stopReason("max_tokens")
        builder.blocks += if (utterance.tool == null) {
            AnthropicReply.Block.Text(utterance.pieces)
        } else {
            AnthropicReply.Block.ToolUse(inputPieces(utterance), "toolu_${utterance.id}", utterance.tool)
        }
        return builder.build()
    }

    /** A tool's input has to be an object: where the answer is sent whole, one that was cut is sent empty. */
    private fun inputPieces(utterance: Utterance): List<String> =
        if (utterance.isCut && !utterance.question.isStream) emptyList() else utterance.pieces

    override fun error(fault: RequestFault, requestId: String): String = buildJsonObject {
        put("type", "error")
        putJsonObject("error") {
            put("type", TYPES[fault.status] ?: "invalid_request_error")
            put("message", fault.message)
        }
        put("request_id", requestId)
    }.toString()

    private val TYPES = mapOf(401 to "authentication_error", 404 to "not_found_error")
}
