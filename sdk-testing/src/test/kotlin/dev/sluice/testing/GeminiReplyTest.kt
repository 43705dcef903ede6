package dev.sluice.testing

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

class GeminiReplyTest :
    FunSpec({
        fun events(reply: GeminiReply): List<JsonObject> =
            reply.events().map { Json.parseToJsonElement(String((it as Step.Bytes).bytes).removePrefix("data: ").trimEnd()).jsonObject }

        fun parts(event: JsonObject) = event.at("candidates", 0, "content").jsonObject["parts"]?.jsonArray.orEmpty().map { it.jsonObject }

        fun reason(event: JsonObject) = event.at("candidates", 0).jsonObject["finishReason"]?.jsonPrimitive?.content

        fun whole(reply: GeminiReply): JsonObject = ScriptedServer.start { handler(reply) }.use { server ->
            Json.parseToJsonElement(clientOf(server).text(postTo(server)).body()).jsonObject
        }

        test("a stream tells its parts in pieces, and ends with the reason for it") {
            val reply = GeminiReply.builder().pieces(
                2,
            ).thought("hm").text("Grüße").functionCall("f", """{"a":1}""", "c1").usage(5, 9).build()
            val told = events(reply)
            told.flatMap(::parts).map { it.toString() } shouldBe listOf(
                """{"text":"hm","thought":true}""",
                """{"text":"Gr"}""",
                """{"text":"üß"}""",
                """{"text":"e"}""",
                """{"functionCall":{"id":"c1","name":"f","args":{"a":1}}}""",
            )
            told.map(::reason) shouldBe listOf(null, null, null, null, "STOP")
            told.map { it.at("usageMetadata", "totalTokenCount").jsonPrimitive.int } shouldBe listOf(5, 5, 5, 5, 14)
        }

        test("the pieces make the whole, part by part") {
            val reply = GeminiReply.builder().pieces(1).thought("hm").text("Ada").text("Bob").functionCall("f", "").build()
            parts(whole(reply)).map { it.toString() } shouldBe listOf(
                """{"text":"hm","thought":true}""",
                """{"text":"Ada"}""",
                """{"text":"Bob"}""",
                """{"functionCall":{"name":"f","args":{}}}""",
            )
            whole(reply).textAt("responseId") shouldBe "req_1"
        }

        test("a reply may have no end, no words and no usage") {
            events(GeminiReply.builder().text("Hi").withoutFinishReason().build()).map(::reason) shouldBe listOf(null)
            val silent = GeminiReply.builder().finishReason("MAX_TOKENS").omit("usageMetadata").build()
            events(silent).map(::reason) shouldBe listOf("MAX_TOKENS")
            ("usageMetadata" in whole(silent)) shouldBe false
        }

        test("a blocked prompt has a reason and no candidates") {
            val blocked = GeminiReply.builder().blocked("SAFETY").build()
            for (response in listOf(whole(blocked), events(blocked).single())) {
                response.textAt("promptFeedback", "blockReason") shouldBe "SAFETY"
                ("candidates" in response) shouldBe false
            }
        }

        test("it streams by the request's path") {
            ScriptedServer.start { handler(GeminiReply.text("Hi")) }.use { server ->
                val client = clientOf(server)
                client.text(postTo(server, "/v1beta/models/m:streamGenerateContent?alt=sse")).body().startsWith("data: ") shouldBe true
                client.text(postTo(server, "/v1beta/models/m:generateContent")).body().startsWith("{") shouldBe true
            }
        }

        test("an error has Google's form, as an answer and in a stream") {
            val body = """{"error":{"code":429,"message":"Slow","status":"RESOURCE_EXHAUSTED"}}"""
            String((GeminiReply.errorEvent(429, "RESOURCE_EXHAUSTED", "Slow") as Step.Bytes).bytes) shouldBe "data: $body\n\n"
            ScriptedServer.start().use { server ->
                server.enqueue(GeminiReply.error(429, "RESOURCE_EXHAUSTED", "Slow"))
                clientOf(server).text(postTo(server)).run { listOf(statusCode(), body()) } shouldBe listOf(429, body)
            }
        }
    })
