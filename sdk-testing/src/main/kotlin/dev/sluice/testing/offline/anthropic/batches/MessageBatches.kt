package dev.sluice.testing.offline.anthropic.batches

import dev.sluice.testing.Answer
import dev.sluice.testing.offline.anthropic.Listing
import dev.sluice.testing.offline.anthropic.Messages
import dev.sluice.testing.offline.request.Body
import dev.sluice.testing.offline.request.RequestFault
import dev.sluice.testing.offline.wire.Call
import dev.sluice.testing.offline.wire.Route
import dev.sluice.testing.offline.wire.Store
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Many requests for messages at once, each answered as it would be by itself. */
internal class MessageBatches(private val messages: Messages, private val errorOf: (RequestFault) -> String) {
    private val batches = Store<MessageBatch>("msgbatch_")

    val routes = listOf(
        Route("POST", PATH, ::create),
        Route("GET", PATH) { call -> Listing.page(call, batches.newestFirst.map { described(it, call) }) },
        Route("GET", "$PATH/{id}") { call -> on(call) { it.advance(::work) } },
        Route("GET", "$PATH/{id}/results", ::results),
        Route("POST", "$PATH/{id}/cancel") { call -> on(call) { if (!it.isEnded) it.end(canceled(it)) } },
        Route("DELETE", "$PATH/{id}", ::delete),
    )

    private fun create(call: Call): Answer {
        val requests = call.body.objects("requests")
        if (requests.isEmpty()) throw RequestFault(400, "requests: Field required", "requests")
        val ids = requests.mapIndexed { index, it ->
            it.text("custom_id")
                ?: throw RequestFault(400, "requests.$index.custom_id: Field required")
        }
        ids.groupBy {
            it
        }.values.firstOrNull { it.size > 1 }?.let { throw RequestFault(400, "requests: custom_id '${it.first()}' is not unique") }
        return answer(batches.add { MessageBatch(it, requests) }, call)
    }

    private fun on(call: Call, what: (MessageBatch) -> Unit): Answer {
        val batch = find(call)
        synchronized(batch) { what(batch) }
        return answer(batch, call)
    }

    private fun answer(batch: MessageBatch, call: Call) = Answer.json(described(batch, call).toString())

    private fun described(batch: MessageBatch, call: Call): JsonObject =
        synchronized(batch) { batch.json("http://${call.request.header("host")}$PATH/${batch.id}/results") }

    private fun results(call: Call): Answer {
        val batch = find(call)
        val lines = synchronized(batch) { batch.results }
            ?: throw RequestFault(400, "Batch ${batch.id} has no results yet: it is still in progress")
        return Answer.builder().header("Content-Type", "application/x-jsonl").text(lines.joinToString("") { "$it\n" }).build()
    }

    private fun delete(call: Call): Answer {
        val batch = find(call)
        if (!synchronized(batch) { batch.isEnded }) throw RequestFault(400, "Batch ${batch.id} is still in progress: cancel it first")
        batches.remove(batch.id)
        return Answer.json(
            buildJsonObject {
                put("id", batch.id)
                put("type", "message_batch_deleted")
            }.toString(),
        )
    }

    private fun work(batch: MessageBatch): List<JsonObject> = batch.requests.map { request ->
        try {
            result(request, "succeeded", "message" to messages.answer(request.at("params")).wholeJson())
        } catch (fault: RequestFault) {
            result(request, "errored", "error" to Json.parseToJsonElement(errorOf(fault)))
        }
    }

    private fun canceled(batch: MessageBatch): List<JsonObject> = batch.requests.map { result(it, "canceled") }

    private fun result(request: Body, type: String, vararg more: Pair<String, JsonElement>): JsonObject = buildJsonObject {
        put("custom_id", request.text("custom_id"))
        put("result", JsonObject(mapOf("type" to JsonPrimitive(type)) + more))
    }

    private fun find(call: Call): MessageBatch =
        batches[call.path("id")] ?: throw RequestFault(404, "No batch is called ${call.path("id")}")

    private companion object {
        const val PATH = "/v1/messages/batches"
    }
}
