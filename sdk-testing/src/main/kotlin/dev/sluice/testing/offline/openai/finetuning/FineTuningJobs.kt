package dev.sluice.testing.offline.openai.finetuning

import dev.sluice.testing.Answer
import dev.sluice.testing.offline.answer.Utterance
import dev.sluice.testing.offline.openai.Listing
import dev.sluice.testing.offline.openai.ModelCatalog
import dev.sluice.testing.offline.openai.OpenAiFaults
import dev.sluice.testing.offline.openai.files.Files
import dev.sluice.testing.offline.request.RequestFault
import dev.sluice.testing.offline.wire.Call
import dev.sluice.testing.offline.wire.Route
import dev.sluice.testing.offline.wire.Store
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Fine-tuning jobs. A job is done at once, in effect; what a program sees of it goes on with every look at it. */
internal class FineTuningJobs(private val files: Files, private val models: ModelCatalog) {
    private val jobs = Store<Job>("ftjob-")

    val routes = listOf(
        Route("POST", PATH, ::create),
        Route("GET", PATH) { call -> Listing.page(call, jobs.newestFirst.map { job -> synchronized(job) { job.json() } }) },
        Route("GET", "$PATH/{id}") { call -> on(call) { it.advance(::finish) } },
        Route("GET", "$PATH/{id}/events") { call -> Listing.page(call, find(call).let { synchronized(it) { it.events.newestFirst } }) },
        Route("GET", "$PATH/{id}/checkpoints") { call -> Listing.page(call, find(call).let { synchronized(it) { checkpoints(it) } }) },
        Route("POST", "$PATH/{id}/cancel") { call -> on(call) { change(it, "cancelled", "The job was cancelled") } },
        Route("POST", "$PATH/{id}/pause") { call -> on(call) { change(it, "paused", "The job was paused") } },
        Route("POST", "$PATH/{id}/resume") { call -> on(call) { change(it, "queued", "The job was resumed") } },
    )

    private fun create(call: Call): Answer {
        val body = call.body
        val model = body.text("model") ?: throw OpenAiFaults.missing("model")
        val fileId = body.text("training_file") ?: throw OpenAiFaults.missing("training_file")
        models.check(model)
        if (!TRAINABLE.containsMatchIn(model)) {
            throw RequestFault(400, "Model $model is not available for fine-tuning.", "model", "model_not_available")
        }
        val file = files[fileId] ?: throw RequestFault(400, "invalid training_file: $fileId", "training_file", "file_not_found")
        if (file.purpose != "fine-tune") {
            throw RequestFault(
                400,
                "$fileId was uploaded for '${file.purpose}', not for 'fine-tune'.",
                "training_file",
                "invalid_file_purpose",
            )
        }
        return Answer.json(jobs.add { Job(it, body, TrainingData.read(file)) }.json().toString())
    }

    /** Does [what] to the job, and tells how it is then. */
    private fun on(call: Call, what: (Job) -> Unit): Answer {
        val job = find(call)
        return Answer.json(synchronized(job) { job.apply(what).json() }.toString())
    }

    private fun change(job: Job, status: String, word: String) {
        if (job.isFinished) throw RequestFault(400, "Job ${job.id} has ended already: it has ${job.status}.", code = "invalid_job_state")
        job.put(status, word)
    }

    private fun finish(job: Job): Pair<String, String> {
        val name = job.modelName().also { models.add(it, job.model()) }
        val table = job.losses.withIndex().joinToString("\n", "step,train_loss\n") { (index, loss) -> "${index + 1},$loss" }
        return name to files.add("step_metrics.csv", "fine-tune-results", table.toByteArray()).id
    }

    /** The model as it is after its last step. */
    private fun checkpoints(job: Job): List<JsonObject> = if (job.status != "succeeded") {
        emptyList()
    } else {
        listOf(
            buildJsonObject {
                put("id", "ftckpt-${Utterance.fingerprint(job.id)}")
                put("object", "fine_tuning.job.checkpoint")
                put("fine_tuning_job_id", job.id)
                put("fine_tuned_model_checkpoint", job.modelName())
                put("step_number", job.losses.size)
                put("metrics", job.metrics(job.losses.lastIndex))
            },
        )
    }

    private fun find(call: Call): Job =
        jobs[call.path("id")]
            ?: throw RequestFault(404, "Could not find fine tune: ${call.path("id")}", "fine_tune_id", "fine_tune_not_found")

    private companion object {
        const val PATH = "/v1/fine_tuning/jobs"
        val TRAINABLE = Regex("^(?:ft:)?(?:gpt|o\\d)")
    }
}
