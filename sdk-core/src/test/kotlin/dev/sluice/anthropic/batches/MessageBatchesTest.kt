package dev.sluice.anthropic.batches

import dev.sluice.anthropic.AnthropicCalls
import dev.sluice.anthropic.ApiVersion
import dev.sluice.anthropic.EndpointScene
import dev.sluice.anthropic.MessageRequest
import dev.sluice.errors.InvalidRequestException
import dev.sluice.wire.ScriptedExchanges
import dev.sluice.wire.callsOver
import dev.sluice.wire.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.flow.toList

class MessageBatchesTest :
    FunSpec({
        fun scene(vararg answers: String) = EndpointScene(::MessageBatches, *answers)

        fun hello(options: MessageRequest.Builder.() -> Unit = {}) =
            MessageRequest.Builder().model("m").maxTokens(9).user("Hello!").apply(options).build()

        val hello = """{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hello!"}]}"""
        val batch = """{"id":"b1","type":"message_batch","processing_status":"ended","request_counts":{"processing":1,"succeeded":2,
            "errored":3,"canceled":4,"expired":5},"created_at":"c","expires_at":"x","ended_at":"e","cancel_initiated_at":"i",
            "archived_at":null,"results_url":"https://elsewhere.test/r"}"""

        test("a batch carries its requests, each under its id, and one header for what they need") {
            val scene = scene(batch)
            val made = scene.endpoint.create {
                add("ada", hello())
                add("bob", hello { betas = listOf("x") })
                add("eve") {
                    model = "m"
                    maxTokens = 9
                    user("Hello!")
                    betas = listOf("x", "y")
                }
                extraBody = json("""{"workspace_id":"w"}""")
            }
            scene.exchanges.lastBody() shouldBe json(
                """{"requests":[{"custom_id":"ada","params":$hello},{"custom_id":"bob","params":$hello},
                {"custom_id":"eve","params":$hello}],"workspace_id":"w"}""",
            )
            scene.asked shouldBe listOf("POST /v1/messages/batches")
            scene.exchanges.requests.single().headers["anthropic-beta"] shouldBe "x,y"
            made.run {
                listOf(id, processingStatus, isEnded, processing, succeeded, errored, canceled, expired) shouldBe
                    listOf("b1", "ended", true, 1L, 2L, 3L, 4L, 5L)
                listOf(createdAt, expiresAt, endedAt, cancelInitiatedAt, archivedAt, resultsUrl) shouldBe
                    listOf("c", "x", "e", "i", null, "https://elsewhere.test/r")
            }
        }

        test("each call has its path") {
            val scene = scene(batch, batch, """{"id":"b1","type":"message_batch_deleted"}""", """{"data":[$batch],"has_more":false}""")
            scene.endpoint.retrieve("b1").succeeded shouldBe 2
            scene.endpoint.cancel("b1").id shouldBe "b1"
            scene.endpoint.delete("b1").run { listOf(id, isDeleted) } shouldBe listOf("b1", true)
            scene.endpoint.list { limit = 5 }.toList().single().id shouldBe "b1"
            scene.asked shouldBe listOf(
                "GET /v1/messages/batches/b1",
                "POST /v1/messages/batches/b1/cancel",
                "DELETE /v1/messages/batches/b1",
                "GET /v1/messages/batches?limit=5",
            )
            scene.exchanges.requests.map { it.body } shouldBe List(4) { null }
        }

        test("does without what is not there") {
            scene("{}").endpoint.retrieve("b1").run { listOf(id, isEnded, processing, resultsUrl) } shouldBe listOf("", false, 0L, null)
        }

        test("what cannot be sent is refused, and the message says why") {
            fun message(add: MessageBatchRequest.Builder.() -> Unit) =
                shouldThrow<InvalidRequestException> { MessageBatchRequest.Builder().apply(add).build() }.message!!
            message {} shouldContain "needs requests"
            message { add(" ", hello()) } shouldContain "blank"
            message { add("a", hello()).add("a", hello()) } shouldContain "\"a\""
            message { add("a", hello { maxTokens = null }) } shouldContain "set maxTokens"
            message { add("a", hello { extraHeaders = mapOf("X-A" to "b") }) } shouldContain "set them on the batch"
            message { add("a", hello { extraQuery = mapOf("q" to "r") }) } shouldContain "set them on the batch"
            shouldThrow<InvalidRequestException> { scene().endpoint.retrieve("") }
            shouldThrow<InvalidRequestException> { scene().endpoint.results("..") }
        }

        test("the newer version of the API refuses a sampling parameter in any of the requests") {
            val newer = MessageBatches(AnthropicCalls(callsOver(ScriptedExchanges()), ApiVersion("2026-10-21")))
            shouldThrow<InvalidRequestException> { newer.create { add("a", hello { temperature = 0.5 }) } }
        }

        test("the requests are not shown") {
            MessageBatchRequest.Builder().add("a", hello()).build().toString() shouldNotContain "Hello"
        }
    })
