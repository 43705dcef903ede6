package dev.sluice.testing.offline.openai.batches

import dev.sluice.testing.Answer
import dev.sluice.testing.offline.answer.Utterance
import dev.sluice.testing.offline.openai.Listing
import dev.sluice.testing.offline.openai.OpenAiFaults
import dev.sluice.testing.offline.openai.files.Files
import dev.sluice.testing.offline.request.Body
import dev.sluice.testing.offline.request.RequestFault
import dev.sluice.testing.offline.wire.Call
import dev.sluice.testing.offline.wire.Route
import dev.sluice.testing.offline.wire.Store
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/** Files of requests, each answered as it would be by itself; [endpoints] answer them, by their paths. */
internal class Batches(
    private val files: Files,
    private val endpoints: Map<String, (Body) -> JsonElement>,
    private val errorOf: (RequestFault) -> String,
) {
    private val batches = Store<BatchJob>("batch_")

    val routes = listOf(
        Route("POST", PATH, ::create),
        Route("GET", PATH) { call -> Listing.page(call, batches.newestFirst.map { batch -> synchronized(batch) { batch.json() } }) },
        Route("GET", "$PATH/{id}") { call -> on(call) { it.advance { lines -> work(it, lines) } } },
        Route("POST", "$PATH/{id}/cancel") { call -> on(call, ::cancel) },
    )

    private fun create(call: Call): Answer {
        val body = call.body
        val fileId = body.text("input_file_id") ?: throw OpenAiFaults.missing("input_file_id")
        val endpoint = body.text("endpoint") ?: throw OpenAiFaults.missing("endpoint")
        if (endpoint !in endpoints) throw OpenAiFaults.invalid("endpoint", endpoint)
        if (body.text("completion_window") != "24h") throw OpenAiFaults.invalid("completion_window", body.text("completion_window"))
        val file = files[fileId] ?: throw RequestFault(400, "No such file object: $fileId", "input_file_id", "file_not_found")
        return Answer.json(batches.add { BatchJob(it, body, BatchLines.read(file, endpoint)) }.json().toString())
    }

    private fun on(call: Call, what: (BatchJob) -> Unit): Answer {
        val batch = batches[call.path("id")] ?: throw OpenAiFaults.noSuch("batch", call.path("id"))
        return Answer.json(synchronized(batch) { batch.apply(what).json() }.toString())
    }

    private fun cancel(batch: BatchJob) {
        if (batch.isFinished) throw RequestFault(409, "Batch ${batch.id} has ended already.", code = "invalid_batch_state")
        batch.cancel()
    }

    private fun work(batch: BatchJob, lines: BatchLines): BatchResults {
        val answers = lines.requests.map { answer(batch, it) }
        val (good, bad) = answers.partition { it.isGood }
        return BatchResults(fileOf(batch, "output", good), fileOf(batch, "error", bad), good.size, bad.size)
    }

    private fun answer(batch: BatchJob, line: BatchLine): Line {
        val answer = endpoints.getValue(batch.endpoint)
        return try {
            Line(batch, line, 200, answer(line.body))
        } catch (fault: RequestFault) {
            Line(batch, line, fault.status, Json.parseToJsonElement(errorOf(fault)))
        }
    }

    private fun fileOf(batch: BatchJob, kind: String, lines: List<Line>): String? {
        if (lines.isEmpty()) return null
        val text = lines.joinToString("") { "${it.json}\n" }
        return files.add("${batch.id}_$kind.jsonl", "batch_output", text.toByteArray()).id
    }

    /** What became of one request. */
    private class Line(batch: BatchJob, request: BatchLine, status: Int, body: JsonElement) {
        val isGood = status == 200
        val json: JsonObject = buildJsonObject {
            val id = Utterance.fingerprint("${batch.id} ${request.customId}")
            put("id", "batch_req_$id")
            put("custom_id", request.customId)
            putJsonObject("response") {
                put("status_code", status)
                put("request_id", "req_$id")
                put("body", body)
            }
            put("error", JsonNull)
        }
    }

    private companion object {
        const val PATH = "/v1/batches"
    }
}
