package dev.sluice.testing

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

class OpenAiResponsesReplyTest :
    FunSpec({
        fun events(steps: List<Step>) = steps.map { step ->
            val lines = String((step as Step.Bytes).bytes).trimEnd().lines()
            val data = Json.parseToJsonElement(lines.last().removePrefix("data: ")).jsonObject
            lines.first() shouldBe "event: ${data.textAt("type")}"
            data
        }

        val full = OpenAiResponsesReply.builder().pieces(3).reasoning("Hm, so").text("Hello").functionCall("call_1", "f", """{"a":1}""")

        test("a stream has its opening, each item from its announcement to its end, and the response at last") {
            val events = events(full.build().events())
            events.map { it.textAt("type").removePrefix("response.") } shouldBe listOf(
                "created", "in_progress",
                "output_item.added", "reasoning_summary_part.added", "reasoning_summary_text.delta", "reasoning_summary_text.delta",
                "reasoning_summary_text.done", "reasoning_summary_part.done", "output_item.done",
                "output_item.added", "content_part.added", "output_text.delta", "output_text.delta",
                "output_text.done", "content_part.done", "output_item.done",
                "output_item.added", "function_call_arguments.delta", "function_call_arguments.delta", "function_call_arguments.delta",
                "function_call_arguments.done", "output_item.done",
                "completed",
            )
            events.map { it.textAt("sequence_number").toInt() } shouldBe events.indices.toList()
            val output = events.last().at("response", "output") as JsonArray
            output.map { it.textAt("id") } shouldBe listOf("rs_1", "msg_2", "fc_3")
            output.textAt(1, "content", 0, "text") shouldBe "Hello"
            output.textAt(2, "arguments") shouldBe """{"a":1}"""
        }

        test("the pieces of a text make the whole") {
            val events = events(OpenAiResponsesReply.builder().pieces(2).text("Grüße 👋🏽").build().events())
            val deltas = events.mapNotNull { it["delta"]?.jsonPrimitive?.content }
            deltas.joinToString("") shouldBe "Grüße 👋🏽"
            events.first { it.textAt("type").endsWith("output_text.done") }.textAt("text") shouldBe "Grüße 👋🏽"
        }

        test("what is left out is left out") {
            val events = events(OpenAiResponsesReply.builder().text("x").withoutPlaces().withoutEnd().omit("id", "usage").build().events())
            events.flatMap { it.keys }.toSet() shouldBe setOf("type", "response", "item", "part", "delta", "text")
            events.last().textAt("type") shouldBe "response.output_item.done"
            events.first().at("response").jsonObject.keys shouldBe
                setOf("object", "created_at", "status", "error", "incomplete_details", "model", "output")
        }

        test("a response may end before its answer, and refuse") {
            val last = events(OpenAiResponsesReply.builder().refusal("No.").incomplete("content_filter").build().events()).last()
            last.textAt("type") shouldBe "response.incomplete"
            last.textAt("response", "incomplete_details", "reason") shouldBe "content_filter"
            last.textAt("response", "output", 0, "content", 0, "refusal") shouldBe "No."
        }

        test("over the wire it gives what the request asks for") {
            ScriptedServer.start { handler(full.requestId("req_9").usage(3, 4).build()) }.use { server ->
                val http = clientOf(server)
                val whole = http.text(postTo(server, body = "{}"))
                Json.parseToJsonElement(whole.body()).textAt("usage", "total_tokens") shouldBe "7"
                whole.headers().firstValue("x-request-id").get() shouldBe "req_9"
                val stream = http.text(postTo(server, body = """{"stream":true}"""))
                stream.headers().firstValue("content-type").get() shouldBe "text/event-stream"
            }
        }

        test("errors of each kind") {
            events(listOf(OpenAiResponsesReply.errorEvent("busy"))).single() shouldBe
                Json.parseToJsonElement("""{"type":"error","code":"server_error","message":"busy","param":null}""")
            events(listOf(OpenAiResponsesReply.failedEvent("slow down", "rate_limit_exceeded"))).single()
                .textAt("response", "error", "code") shouldBe "rate_limit_exceeded"
            OpenAiResponsesReply.error(429, "slow down").status shouldBe 429
        }
    })
