package dev.sluice.testing.offline.openai.finetuning

import dev.sluice.testing.offline.answer.Tokens
import dev.sluice.testing.offline.request.Body
import dev.sluice.testing.offline.wire.Birth
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject
import java.util.Locale

/**
 * A fine-tuning job. It goes on by one step whenever it is looked at: validating its file, queued, running, succeeded; so a program that
 * polls it sees every status once, at any pace. Used by one thread at a time.
 */
internal class Job(private val birth: Birth, private val request: Body, private val data: TrainingData) {
    val id: String get() = birth.id
    val events = JobEvents(birth)
    val losses: List<Double> by lazy { Losses.of(data.examples) }
    var status: String = "validating_files"
        private set

    /** What came of it, once it has succeeded: the model's name and the file with what was measured. */
    private var made: Pair<String, String>? = null

    val isFinished: Boolean get() = status in FINISHED

    init {
        events.add("Created fine-tuning job: $id")
        events.add("Validating training file: ${request.text("training_file")}")
    }

    /** Goes on by one step. [finish] trains the model, and tells its name and the id of the result file. */
    fun advance(finish: (Job) -> Pair<String, String>) {
        when (status) {
            "validating_files" -> if (data.problem == null) queue() else fail(data.problem)
            "queued" -> start()
            "running" -> succeed(finish(this))
        }
    }

    /** Lets it stand in [status], which its caller wants: `cancelled`, `paused`, `queued`. */
    fun put(status: String, word: String) {
        this.status = status
        events.add(word)
    }

    fun model(): TrainedModel = TrainedModel(data.examples)

    /** The name of the model that it makes. */
    fun modelName(): String {
        val base = request.text("model").orEmpty()
        return "ft:$base:offline:${request.text("suffix").orEmpty()}:${id.takeLast(NAME_LENGTH)}"
    }

    private fun queue() = put("queued", "Files validated, moving job to queued state")

    private fun start() {
        put("running", "Fine-tuning job started")
        losses.forEachIndexed { index, loss ->
            val shown = String.format(Locale.ROOT, "%.2f", loss)
            events.add("Step ${index + 1}/${losses.size}: training loss=$shown", metrics(index))
        }
    }

    private fun succeed(result: Pair<String, String>) {
        made = result
        events.add("New fine-tuned model created: ${result.first}")
        put("succeeded", "The job has successfully completed")
    }

    private fun fail(problem: String) = put("failed", "The job failed due to an invalid training file. $problem")

    /** The figures of step [index]. */
    fun metrics(index: Int): JsonObject = buildJsonObject {
        put("step", index + 1)
        put("train_loss", losses[index])
    }

    fun json(): JsonObject = buildJsonObject {
        put("id", id)
        put("object", "fine_tuning.job")
        put("created_at", birth.seconds)
        put("finished_at", if (isFinished) JsonPrimitive(events.last) else JsonNull)
        put("model", request.text("model"))
        put("fine_tuned_model", made?.first)
        put("organization_id", "org-offline")
        put("status", status)
        put("training_file", request.text("training_file"))
        put("validation_file", request.text("validation_file"))
        put("result_files", JsonArray(listOfNotNull(made).map { JsonPrimitive(it.second) }))
        put("trained_tokens", made?.let { data.examples.sumOf { Tokens.count(it.question) + Tokens.count(it.answer) } })
        putJsonObject("hyperparameters") { put("n_epochs", 1) }
        putJsonArray("integrations") {}
        put("seed", request.int("seed") ?: 0)
        put("user_provided_suffix", request.text("suffix"))
        put("method", request.json["method"] ?: buildJsonObject { put("type", "supervised") })
        put("metadata", request.json["metadata"] ?: JsonNull)
        put("error", error())
    }

    private fun error() = buildJsonObject {
        if (status == "failed") {
            put("code", "invalid_training_file")
            put("message", "The job failed due to an invalid training file. ${data.problem}")
            put("param", "training_file")
        }
    }

    private companion object {
        const val NAME_LENGTH = 8
        val FINISHED = setOf("succeeded", "failed", "cancelled")
    }
}
