package dev.sluice.testing.offline.openai

import dev.sluice.testing.offline.Asking
import dev.sluice.testing.offline.double
import dev.sluice.testing.offline.fault
import dev.sluice.testing.offline.get
import dev.sluice.testing.offline.good
import dev.sluice.testing.offline.json
import dev.sluice.testing.offline.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.jsonArray

private const val CHAT = "/v1/chat/completions"

class BatchesTest :
    FunSpec({
        val asking = Asking()
        afterSpec { asking.close() }

        fun chat(id: String, question: String, model: String = "gpt-4o-mini") = """{"custom_id":"$id","method":"POST","url":"$CHAT",""" +
            """"body":{"model":"$model","messages":[{"role":"user","content":"$question"}]}}"""

        fun start(vararg lines: String, endpoint: String = CHAT): JsonElement {
            val file = asking.upload("/files", mapOf("purpose" to "batch"), "r.jsonl" to lines.joinToString("\n")).good["id"]
            val body = """{"input_file_id":$file,"endpoint":"$endpoint","completion_window":"24h"}"""
            return asking.openAi("POST", "/batches", body).good
        }

        fun look(batch: JsonElement) = asking.openAi("GET", "/batches/${batch["id"].string}").good

        fun lines(file: JsonElement) = asking.openAi("GET", "/files/${file.string}/content").body().trim().lines().map(::json)

        test("each request is answered as it would be by itself, and what failed stands apart") {
            val batch = start(chat("one", "Explain gravity"), chat("two", "Hi", model = "nope"), chat("three", "Explain time"))
            batch["status"].string shouldBe "validating"
            val looks = List(3) { look(batch) }
            looks.map { it["status"].string } shouldContainExactly listOf("in_progress", "finalizing", "completed")
            looks.last()["request_counts"]["completed"].double shouldBe 2.0
            val good = lines(looks.last()["output_file_id"])
            good.map { it["custom_id"].string } shouldContainExactly listOf("one", "three")
            val alone = asking.openAi(
                "POST",
                "/chat/completions",
                """{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Explain gravity"}]}""",
            )
            good[0]["response"]["body"] shouldBe alone.good
            val bad = lines(looks.last()["error_file_id"]).single()
            bad["custom_id"].string shouldBe "two"
            bad["response"]["status_code"].double shouldBe 404.0
            bad["response"]["body"]["error"]["code"].string shouldBe "model_not_found"
        }

        test("embeddings come in batches too") {
            val url = "/v1/embeddings"
            val batch = start(
                """{"custom_id":"a","method":"POST","url":"$url","body":{"model":"text-embedding-3-small","input":"Hi","dimensions":3}}""",
                endpoint = url,
            )
            val done = List(3) { look(batch) }.last()
            lines(done["output_file_id"]).single()["response"]["body"]["data"][0]["embedding"].jsonArray.size shouldBe 3
        }

        test("lines that are no requests fail the batch, each named") {
            val failed = look(start(chat("one", "Hi"), "{", chat("one", "Hi"), chat("two", "Hi").replace(CHAT, "/v1/embeddings")))
            failed["status"].string shouldBe "failed"
            val errors = failed["errors"]["data"].jsonArray
            errors.map { it["line"].double } shouldContainExactly listOf(2.0, 3.0, 4.0)
            errors[1]["message"].string shouldContain "duplicate"
        }

        test("a batch can be cancelled until it has ended") {
            val batch = start(chat("one", "Hi"))
            val path = "/batches/${batch["id"].string}/cancel"
            asking.openAi("POST", path).good["status"].string shouldBe "cancelled"
            asking.openAi("POST", path).fault.first shouldBe 409
            asking.openAi("GET", "/batches?limit=1").good["data"][0]["id"] shouldBe batch["id"]
        }

        test("what OpenAI refuses") {
            asking.openAi("POST", "/batches", """{"input_file_id":"x","endpoint":"$CHAT","completion_window":"24h"}""").fault shouldBe
                (400 to "No such file object: x")
            asking.openAi("POST", "/batches", """{"input_file_id":"x","endpoint":"/v1/files","completion_window":"24h"}""").fault shouldBe
                (400 to "Invalid value for 'endpoint': '/v1/files'.")
        }
    })
