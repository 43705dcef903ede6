package dev.sluice.testing.offline.openai.batches

import dev.sluice.testing.offline.request.Body
import dev.sluice.testing.offline.wire.Birth
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.addJsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject

/** A batch. It goes on by one step whenever it is looked at, as a fine-tuning job does. Used by one thread at a time. */
internal class BatchJob(private val birth: Birth, private val request: Body, val lines: BatchLines) {
    val id: String get() = birth.id
    val endpoint: String get() = request.text("endpoint").orEmpty()
    private var status = "validating"
    private var results: BatchResults? = null

    val isFinished: Boolean get() = status in FINISHED

    /** Goes on by one step; [work] answers the requests. */
    fun advance(work: (BatchLines) -> BatchResults) {
        when (status) {
            "validating" -> status = if (lines.problems.isEmpty()) "in_progress" else "failed"

            "in_progress" -> {
                results = work(lines)
                status = "finalizing"
            }

            "finalizing" -> status = "completed"
        }
    }

    fun cancel() {
        status = "cancelled"
    }

    fun json(): JsonObject = buildJsonObject {
        put("id", id)
        put("object", "batch")
        put("endpoint", endpoint)
        put("input_file_id", request.text("input_file_id"))
        put("completion_window", request.text("completion_window"))
        put("status", status)
        put("created_at", birth.seconds)
        // A batch's files are there once it is completed, and not before.
        val done = results.takeIf { isFinished }
        put("output_file_id", done?.outputFile)
        put("error_file_id", done?.errorFile)
        put("errors", if (status == "failed") errors() else JsonNull)
        putJsonObject("request_counts") {
            put("total", lines.requests.size)
            put("completed", results?.completed ?: 0)
            put("failed", results?.failed ?: 0)
        }
        put("metadata", request.json["metadata"] ?: JsonNull)
    }

    private fun errors() = buildJsonObject {
        put("object", "list")
        putJsonArray("data") {
            lines.problems.forEach { (line, problem) ->
                addJsonObject {
                    put("code", "invalid_request")
                    put("message", problem)
                    put("line", line)
                }
            }
        }
    }

    private companion object {
        val FINISHED = setOf("completed", "failed", "cancelled")
    }
}

/** The files that a batch left, and how many requests went well and ill. */
internal class BatchResults(val outputFile: String?, val errorFile: String?, val completed: Int, val failed: Int)
