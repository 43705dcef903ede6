package dev.sluice.testing.offline.openai

import dev.sluice.testing.offline.Asking
import dev.sluice.testing.offline.double
import dev.sluice.testing.offline.fault
import dev.sluice.testing.offline.get
import dev.sluice.testing.offline.good
import dev.sluice.testing.offline.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonPrimitive

class FineTuningTest :
    FunSpec({
        val asking = Asking()
        afterSpec { asking.close() }

        fun line(question: String, answer: String) =
            """{"messages":[{"role":"user","content":"$question"},{"role":"assistant","content":"$answer"}]}"""

        val subjects = listOf("returns", "shipping", "invoices", "passwords", "repairs", "refunds", "gifts", "stores", "sizes", "colours")
        val examples = subjects.map { line("What about $it?", "Ahoy! On $it, ask the captain.") }

        fun upload(lines: List<String>, purpose: String = "fine-tune") =
            asking.upload("/files", mapOf("purpose" to purpose), "data.jsonl" to lines.joinToString("\n")).good["id"].string

        fun create(file: String, model: String = "gpt-4o-mini", rest: String = "") =
            asking.openAi("POST", "/fine_tuning/jobs", """{"model":"$model","training_file":"$file"$rest}""")

        fun retrieve(id: String) = asking.openAi("GET", "/fine_tuning/jobs/$id").good

        fun started(file: String = upload(examples)) = create(file).good["id"].string

        fun say(model: String, question: String) = asking.openAi(
            "POST",
            "/chat/completions",
            """{"model":"$model","messages":[{"role":"user","content":"$question"}]}""",
        )

        test("a job goes on with every look at it, and its model knows the examples") {
            val job = create(upload(examples), rest = ""","suffix":"pirate"""").good
            job["status"].string shouldBe "validating_files"
            val looks = List(4) { retrieve(job["id"].string) }
            looks.map { it["status"].string } shouldContainExactly listOf("queued", "running", "succeeded", "succeeded")
            looks[1]["fine_tuned_model"] shouldBe JsonNull
            looks[2] shouldBe looks[3]
            val model = looks[2]["fine_tuned_model"].string
            model shouldStartWith "ft:gpt-4o-mini:offline:pirate:"
            say(model, "What about my refunds?").good["choices"][0]["message"]["content"].string shouldBe
                "Ahoy! On refunds, ask the captain."
            say(model, "Explain gravity").good["choices"][0]["message"]["content"].string shouldContain "offline model"
            val shown = asking.openAi("GET", "/models").good["data"].jsonArray.map { it["id"].string }
            (model in shown) shouldBe true
            asking.openAi("DELETE", "/models/$model").good["deleted"].jsonPrimitive.boolean shouldBe true
            say(model, "What about my refunds?").fault.first shouldBe 404
        }

        test("events come in pages, the newest first; the losses fall, and stand in the result file") {
            val id = started()
            val done = List(3) { retrieve(id) }.last()
            val events = generateSequence(asking.openAi("GET", "/fine_tuning/jobs/$id/events?limit=4").good) { page ->
                val last = page["data"].jsonArray.last()["id"].string
                if (page["has_more"].jsonPrimitive.boolean) {
                    asking.openAi("GET", "/fine_tuning/jobs/$id/events?limit=4&after=$last").good
                } else {
                    null
                }
            }.flatMap { it["data"].jsonArray }.toList()
            events shouldHaveSize 16
            events.first()["message"].string shouldBe "The job has successfully completed"
            events.last()["message"].string shouldBe "Created fine-tuning job: $id"
            val losses = events.filter { it["type"].string == "metrics" }.reversed().map { it["data"]["train_loss"].double }
            losses.last() shouldBeLessThan losses.first()
            val table = asking.openAi("GET", "/files/${done["result_files"][0].string}/content").body().lines()
            table.drop(1).map { it.substringAfter(',').toDouble() } shouldContainExactly losses
            val checkpoint = asking.openAi("GET", "/fine_tuning/jobs/$id/checkpoints").good["data"].jsonArray.single()
            checkpoint["fine_tuned_model_checkpoint"] shouldBe done["fine_tuned_model"]
        }

        context("a file that cannot be learned from fails the job, in words that name the line") {
            withData(
                nameFn = { it.second },
                examples.drop(1) to "Training file has 9 example(s), but must have at least 10 examples",
                examples + "{" to "Invalid file format. Line 11 is no JSON object",
                examples + "{}" to "Invalid file format. Line 11, missing key \"messages\"",
                examples + """{"messages":[{"role":"user"}]}""" to "Invalid file format. Line 11, message 1, missing key \"content\"",
                examples + """{"messages":[{"content":"x"}]}""" to "Invalid file format. Line 11, message 1, missing key \"role\"",
                examples + """{"messages":[{"role":"cat","content":"x"}]}""" to
                    "Invalid file format. Line 11, message 1, unknown role \"cat\"",
                examples + """{"messages":[{"role":"user","content":"x"}]}""" to
                    "Invalid file format. Line 11, the last message must be from the assistant",
            ) { (lines, problem) ->
                val job = retrieve(started(upload(lines)))
                job["status"].string shouldBe "failed"
                job["error"]["code"].string shouldBe "invalid_training_file"
                job["error"]["message"].string shouldBe "The job failed due to an invalid training file. $problem"
            }
        }

        test("a job can be paused, resumed and cancelled until it has ended") {
            val id = started()

            fun change(verb: String) = asking.openAi("POST", "/fine_tuning/jobs/$id/$verb")

            change("pause").good["status"].string shouldBe "paused"
            retrieve(id)["status"].string shouldBe "paused"
            change("resume").good["status"].string shouldBe "queued"
            change("cancel").good["status"].string shouldBe "cancelled"
            change("cancel").fault shouldBe (400 to "Job $id has ended already: it has cancelled.")
            asking.openAi("GET", "/fine_tuning/jobs/$id/checkpoints").good["data"].jsonArray.shouldBeEmpty()
        }

        test("jobs are listed by pages, and a list moves nothing on") {
            Asking().use { fresh ->
                val file = fresh.upload(
                    "/files",
                    mapOf("purpose" to "fine-tune"),
                    "d.jsonl" to examples.joinToString("\n"),
                ).good["id"].string
                val ids = List(3) {
                    fresh.openAi("POST", "/fine_tuning/jobs", """{"model":"gpt-4o-mini","training_file":"$file"}""").good["id"].string
                }
                val page = fresh.openAi("GET", "/fine_tuning/jobs?limit=2").good
                page["data"].jsonArray.map { it["id"].string } shouldContainExactly ids.reversed().take(2)
                page["data"].jsonArray.map { it["status"].string }.distinct() shouldContainExactly listOf("validating_files")
            }
        }

        test("what OpenAI refuses when a job is made") {
            create("file-none").fault shouldBe (400 to "invalid training_file: file-none")
            create(upload(examples), model = "claude-haiku-4-5").fault shouldBe
                (400 to "Model claude-haiku-4-5 is not available for fine-tuning.")
            create(upload(examples), model = "nope").fault.first shouldBe 404
            create(upload(examples, purpose = "batch")).fault.first shouldBe 400
            asking.openAi("GET", "/fine_tuning/jobs/none").fault shouldBe (404 to "Could not find fine tune: none")
        }
    })
