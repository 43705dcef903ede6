package dev.sluice.testing.offline

import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe

class FailuresTest :
    FunSpec({
        fun chat(model: String, text: String = "Hi") = """{"model":"$model","messages":[{"role":"user","content":"$text"}]}"""

        fun message(model: String) = """{"model":"$model","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}"""

        context("a model of no known family does not exist") {
            withData(
                "gpt-4o-mini" to 200,
                "o3" to 200,
                "gpt-9000-not-out-yet" to 200,
                "anthropic/claude-haiku-4-5" to 200,
                "llama3.2" to 200,
                "no-such-model" to 404,
                "gptlike" to 404,
                "ft:gpt-4o-mini:me::1" to 404,
            ) { (model, status) ->
                Asking().use { it.openAi("POST", "/chat/completions", chat(model)).statusCode() shouldBe status }
            }
        }

        test("and is refused in the provider's words") {
            Asking().use { asking ->
                val reply = asking.openAi("POST", "/chat/completions", chat("no-such-model"))
                reply.fault shouldBe (404 to "The model `no-such-model` does not exist or you do not have access to it.")
                reply.json["error"]["code"].string shouldBe "model_not_found"
                val other = asking.anthropic("POST", "/v1/messages", message("no-such-model"))
                other.fault shouldBe (404 to "model: no-such-model")
                other.json["error"]["type"].string shouldBe "not_found_error"
            }
        }

        test("a limit on requests refuses each one after so many, and says how many are left") {
            Asking { requestLimit = 2 }.use { asking ->
                val replies = List(7) { asking.openAi("POST", "/chat/completions", chat("gpt-4o-mini", "Question $it")) }
                replies.map { it.statusCode() } shouldContainExactly listOf(200, 200, 429, 200, 200, 429, 200)
                replies.map { it.headers().firstValue("x-ratelimit-remaining-requests").get() } shouldContainExactly
                    listOf("1", "0", "0", "1", "0", "0", "1")
                replies[2].json["error"]["code"].string shouldBe "rate_limit_exceeded"
                replies[2].headers().firstValue("retry-after-ms").get() shouldBe "20"
            }
        }

        test("whoever was refused is served when coming again, and that does not count") {
            Asking { requestLimit = 1 }.use { asking ->
                val statuses = List(3) { asking.openAi("POST", "/chat/completions", chat("gpt-4o-mini")).statusCode() }
                statuses shouldContainExactly listOf(200, 429, 200)
                asking.openAi("POST", "/chat/completions", chat("gpt-4o-mini", "Another")).statusCode() shouldBe 200
                asking.openAi("POST", "/chat/completions", chat("gpt-4o-mini", "A third")).statusCode() shouldBe 429
            }
        }

        test("Anthropic's clients hear it in its words") {
            Asking { requestLimit = 1 }.use { asking ->
                asking.anthropic("POST", "/v1/messages", message("claude-haiku-4-5")).statusCode() shouldBe 200
                val refused = asking.anthropic("POST", "/v1/messages", message("claude-haiku-4-5"))
                refused.statusCode() shouldBe 429
                refused.json["error"]["type"].string shouldBe "rate_limit_error"
                refused.headers().firstValue("anthropic-ratelimit-requests-limit").get() shouldBe "1"
            }
        }
    })
