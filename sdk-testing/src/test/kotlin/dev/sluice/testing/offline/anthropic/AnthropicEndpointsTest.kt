package dev.sluice.testing.offline.anthropic

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
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonPrimitive

class AnthropicEndpointsTest :
    FunSpec({
        val asking = Asking()
        afterSpec { asking.close() }

        fun params(question: String, model: String = "claude-haiku-4-5") =
            """{"model":"$model","max_tokens":99,"messages":[{"role":"user","content":"$question"}]}"""

        fun batch(vararg requests: Pair<String, String>) = asking.anthropic(
            "POST",
            "/v1/messages/batches",
            requests.joinToString(",", """{"requests":[""", "]}") { (id, params) -> """{"custom_id":"$id","params":$params}""" },
        )

        test("the count of tokens is what the answer is charged for, and needs no limit") {
            val body = """{"model":"claude-haiku-4-5","messages":[{"role":"user","content":"Explain gravity"}]}"""
            val count = asking.anthropic("POST", "/v1/messages/count_tokens", body).good["input_tokens"]
            count shouldBe asking.anthropic("POST", "/v1/messages", params("Explain gravity")).good["usage"]["input_tokens"]
        }

        test("models are listed in either direction, and found by name") {
            fun page(query: String) = asking.anthropic("GET", "/v1/models?$query").good

            val all = page("limit=100")["data"].jsonArray.map { it["id"].string }
            page("limit=2")["data"].jsonArray.map { it["id"].string } shouldContainExactly all.take(2)
            page("limit=2")["has_more"].jsonPrimitive.boolean shouldBe true
            page("after_id=${all[1]}")["data"].jsonArray.map { it["id"].string } shouldContainExactly all.drop(2)
            val back = page("limit=1&before_id=${all[2]}")
            back["data"][0]["id"].string shouldBe all[1]
            back["has_more"].jsonPrimitive.boolean shouldBe true
            asking.anthropic("GET", "/v1/models/claude-haiku-4-5").good["display_name"].string shouldBe "Claude Haiku 4 5"
            asking.anthropic("GET", "/v1/models/nope").fault shouldBe (404 to "model: nope")
            asking.anthropic("GET", "/v1/models?limit=0").fault.first shouldBe 400
            asking.anthropic("GET", "/v1/models?after_id=nope").fault.first shouldBe 400
        }

        test("a batch's requests are answered each as by itself") {
            val made = batch("one" to params("Explain gravity"), "two" to params("Hi", "nope")).good
            made["processing_status"].string shouldBe "in_progress"
            made["results_url"] shouldBe JsonNull
            val path = "/v1/messages/batches/${made["id"].string}"
            asking.anthropic("GET", "$path/results").fault.second shouldContain "in progress"
            asking.anthropic("GET", path).good["processing_status"].string shouldBe "in_progress"
            val ended = asking.anthropic("GET", path).good
            ended["processing_status"].string shouldBe "ended"
            ended["request_counts"]["errored"].double shouldBe 1.0
            ended["results_url"].string shouldBe "${asking.offline.anthropicBaseUrl}$path/results"
            val (good, bad) = asking.anthropic("GET", "$path/results").body().trim().lines().map(::json)
            good["result"]["message"] shouldBe asking.anthropic("POST", "/v1/messages", params("Explain gravity")).good
            bad["custom_id"].string shouldBe "two"
            bad["result"]["error"]["error"]["type"].string shouldBe "not_found_error"
            asking.anthropic("GET", "/v1/messages/batches?limit=1").good["data"][0]["id"] shouldBe made["id"]
            asking.anthropic("DELETE", path).good["type"].string shouldBe "message_batch_deleted"
            asking.anthropic("GET", path).fault.first shouldBe 404
        }

        test("a batch that is cancelled ends, its requests unanswered") {
            val made = batch("one" to params("Hi")).good
            val path = "/v1/messages/batches/${made["id"].string}"
            asking.anthropic("DELETE", path).fault.first shouldBe 400
            asking.anthropic("POST", "$path/cancel").good["request_counts"]["canceled"].double shouldBe 1.0
        }

        test("what Anthropic refuses") {
            batch().fault shouldBe (400 to "requests: Field required")
            batch("one" to params("Hi"), "one" to params("Hi")).fault shouldBe (400 to "requests: custom_id 'one' is not unique")
        }
    })
