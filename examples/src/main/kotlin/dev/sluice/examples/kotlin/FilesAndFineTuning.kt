package dev.sluice.examples.kotlin

import dev.sluice.OpenAI
import dev.sluice.openai.finetuning.FineTuningJob
import dev.sluice.transport.FileContent
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/** Trains a model on a file of examples, asks it, and clears up. With a real key this takes a while, and costs money. */
object FilesAndFineTuning {
    @JvmStatic
    fun main(arguments: Array<String>): Unit = runBlocking {
        val examples = FileContent.of("support.jsonl", inputText("support.jsonl").encodeToByteArray())
        openAi().use { openai ->
            val file = openai.files.create(examples, purpose = "fine-tune")
            println("Uploaded ${file.filename}: ${file.bytes} bytes")

            val started = openai.fineTuning.jobs.create {
                model = "gpt-4o-mini-2024-07-18"
                trainingFile = file.id
                suffix = "support"
            }
            val job = openai.finished(started)
            for (event in openai.fineTuning.jobs.events(job.id).take(3).toList().reversed()) println(event.message)

            val trained = checkNotNull(job.fineTunedModel) { "The job has ${job.status}: ${job.errorMessage}" }
            val answer = openai.chat.completions.create {
                model = trained
                user("Where is my parcel?")
            }
            println("Where is my parcel? ${answer.text}")

            val metrics = openai.files.content(job.resultFiles.first()).toList()
            println("Result file: ${metrics.sumOf { it.size }} bytes")

            openai.models.delete(trained)
            openai.files.delete(file.id)
        }
    }

    /** Looks at the job now and then, ever less often, and tells when its status changes. */
    private suspend fun OpenAI.finished(started: FineTuningJob): FineTuningJob {
        var job = started
        var wait = 100.milliseconds
        while (!job.isFinished) {
            delay(wait)
            wait = minOf(wait * 2, 30.seconds)
            val status = job.status
            job = fineTuning.jobs.retrieve(job.id)
            if (job.status != status) println("Status: ${job.status}")
        }
        return job
    }
}
