package dev.sluice.testing.offline.openai.responses

import dev.sluice.testing.Answer
import dev.sluice.testing.OpenAiResponsesReply
import dev.sluice.testing.ResponseFunctionCall
import dev.sluice.testing.ResponseItem
import dev.sluice.testing.ResponseMessage
import dev.sluice.testing.offline.answer.Answerer
import dev.sluice.testing.offline.answer.Utterance
import dev.sluice.testing.offline.openai.Deleted
import dev.sluice.testing.offline.openai.Listing
import dev.sluice.testing.offline.openai.ModelCatalog
import dev.sluice.testing.offline.openai.OpenAiFaults
import dev.sluice.testing.offline.request.Body
import dev.sluice.testing.offline.request.RequestFault
import dev.sluice.testing.offline.wire.Call
import dev.sluice.testing.offline.wire.Route
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Responses: the model itself, with what was said kept for the next request. */
internal class Responses(private val models: ModelCatalog) {
    private val kept = KeptResponses()

    val routes = listOf(
        Route("POST", PATH) { call -> answer(call.body).answer(call.request) },
        Route("POST", "$PATH/input_tokens", ::count),
        Route("GET", "$PATH/{id}") { call -> find(call.path("id")).reply.answer(call.request) },
        Route("DELETE", "$PATH/{id}", ::delete),
        Route("POST", "$PATH/{id}/cancel", ::cancel),
        Route("GET", "$PATH/{id}/input_items") { call -> Listing.page(call, find(call.path("id")).input.asReversed()) },
    )

    /** The response that [body] asks for. */
    fun answer(body: Body): OpenAiResponsesReply {
        val before = before(body)
        val question = ResponseQuestions.read(body, before)
        models.check(question.model)
        val utterance = Answerer.answer(question)
        val id = "resp_${utterance.id}"
        val output = items(utterance)
        val reply = reply(id, utterance, output)
        if (body.json["store"] != JsonPrimitive(false)) kept[id] = KeptResponse(id, reply, before, ResponseQuestions.input(body), output)
        return reply
    }

    private fun before(body: Body): List<JsonObject> = body.text("previous_response_id")?.let { id ->
        kept[id]?.conversation ?: throw RequestFault(
            400,
            "Previous response with id '$id' not found.",
            "previous_response_id",
            "previous_response_not_found",
        )
    }.orEmpty()

    private fun items(utterance: Utterance): List<ResponseItem> {
        val calls = utterance.calls.map { ResponseFunctionCall("fc_${it.id}", it.pieces, "call_${it.id}", it.tool) }
        return calls.ifEmpty { listOf(ResponseMessage("msg_${utterance.id}", utterance.pieces, refuses = false)) }
    }

    private fun reply(id: String, utterance: Utterance, output: List<ResponseItem>): OpenAiResponsesReply {
        val builder = OpenAiResponsesReply.builder().id(id).model(utterance.question.model)
            .usage(utterance.inputTokens, utterance.outputTokens)
        if (utterance.isCut) builder.incomplete("max_output_tokens")
        builder.items += output
        return builder.build()
    }

    private fun count(call: Call): Answer {
        val question = ResponseQuestions.read(call.body, before(call.body))
        return Answer.json(
            buildJsonObject {
                put("object", "response.input_tokens")
                put("input_tokens", Utterance.inputTokens(question))
            }.toString(),
        )
    }

    private fun delete(call: Call): Answer {
        val id = find(call.path("id")).id
        kept.remove(id)
        return Deleted.answer(id, "response")
    }

    private fun cancel(call: Call): Answer {
        find(call.path("id"))
        throw RequestFault(400, "Cannot cancel a synchronous response.")
    }

    private fun find(id: String): KeptResponse = kept[id] ?: throw OpenAiFaults.noSuch("response", id)

    companion object {
        const val PATH: String = "/v1/responses"
    }
}
