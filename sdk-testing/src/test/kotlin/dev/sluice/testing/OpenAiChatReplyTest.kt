package dev.sluice.testing

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

class OpenAiChatReplyTest :
    FunSpec({
        fun datas(steps: List<Step>) = steps.map { String((it as Step.Bytes).bytes).removePrefix("data: ").trimEnd() }

        fun chunks(reply: OpenAiChatReply) = datas(reply.events()).filter { it != "[DONE]" }.map { Json.parseToJsonElement(it).jsonObject }

        fun JsonObject.hasChoice() = at("choices").jsonArray.isNotEmpty()

        fun JsonObject.delta() = at("choices", 0, "delta").jsonObject

        test("text arrives in pieces that make the whole, and no character is split") {
            val text = "Grüße 👋🏽 {\"a\": 1}"
            for (size in 1..5) {
                val chunks = chunks(OpenAiChatReply.builder().pieces(size).text(text).build())
                val contents = chunks.filter { it.hasChoice() }.mapNotNull { it.delta()["content"]?.jsonPrimitive?.content }
                contents.joinToString("") shouldBe text
                contents.filter { it.isNotEmpty() }.none { it.first().isLowSurrogate() || it.last().isHighSurrogate() } shouldBe true
            }
        }

        test("a stream has its role first, then the content, the finish, the usage and DONE") {
            val reply = OpenAiChatReply.builder().textPieces("a", "b").usage(3, 4).id("id-1").model("m").build()
            val chunks = chunks(reply)
            chunks.first().delta()["role"] shouldBe JsonPrimitive("assistant")
            chunks.dropLast(1).map { it.textAt("choices", 0, "finish_reason") } shouldBe listOf("null", "null", "null", "stop")
            chunks.last().at("choices").jsonArray.size shouldBe 0
            chunks.last().at("usage", "total_tokens").jsonPrimitive.int shouldBe 7
            chunks.map { it.textAt("object") }.distinct() shouldBe listOf("chat.completion.chunk")
            chunks.map { it.textAt("id") }.distinct() shouldBe listOf("id-1")
            datas(reply.events()).last() shouldBe "[DONE]"
        }

        test("tool calls arrive in fragments by index, in turns if wanted") {
            fun calls(interleaved: Boolean) = OpenAiChatReply.builder().pieces(3)
                .toolCall("call_1", "f", """{"a":1}""").toolCall("call_2", "g", """{"b":2}""")
                .also { if (interleaved) it.interleaved() }.build()
            for (interleaved in listOf(false, true)) {
                val fragments = chunks(calls(interleaved)).filter { it.hasChoice() }.mapNotNull { it.delta()["tool_calls"] }
                val indexes = fragments.map { it.at(0, "index").jsonPrimitive.int }
                indexes shouldBe if (interleaved) listOf(0, 1, 0, 1, 0, 1, 0, 1) else listOf(0, 0, 0, 0, 1, 1, 1, 1)
                val second = fragments.filter { it.at(0, "index").jsonPrimitive.int == 1 }
                second.first().textAt(0, "function", "name") shouldBe "g"
                second.joinToString("") { it.textAt(0, "function", "arguments") } shouldBe """{"b":2}"""
            }
            chunks(calls(false)).last { it.hasChoice() }.textAt("choices", 0, "finish_reason") shouldBe "tool_calls"
        }

        test("what is left out is left out") {
            val reply = OpenAiChatReply.builder().text("x").omit("id", "created", "usage").withoutDone().withoutFinish().build()
            chunks(reply).forEach { it.keys shouldBe setOf("object", "model", "choices") }
            datas(reply.events()).none { it == "[DONE]" } shouldBe true
            chunks(reply).none { it.textAt("choices", 0, "finish_reason") != "null" } shouldBe true
        }

        test("over the wire it gives what the request asks for") {
            ScriptedServer.start { handler(OpenAiChatReply.builder().text("hello").requestId("req_9").build()) }.use { server ->
                val http = clientOf(server)
                val whole = http.text(postTo(server, body = "{}"))
                Json.parseToJsonElement(whole.body()).textAt("choices", 0, "message", "content") shouldBe "hello"
                Json.parseToJsonElement(whole.body()).at("usage", "prompt_tokens").jsonPrimitive.int shouldBe 10
                whole.headers().firstValue("x-request-id").get() shouldBe "req_9"
                val plain = http.text(postTo(server, body = """{"stream":true}"""))
                plain.headers().firstValue("content-type").get() shouldBe "text/event-stream"
                plain.body().contains("usage") shouldBe false
                val counted = http.text(postTo(server, body = """{"stream":true,"stream_options":{"include_usage":true}}"""))
                counted.body().contains("usage") shouldBe true
            }
        }

        test("a refusal, and errors of both kinds") {
            val refused = OpenAiChatReply.builder().refusal("I cannot.").build()
            val words = chunks(refused).filter { it.hasChoice() }.mapNotNull { it.delta()["refusal"]?.jsonPrimitive?.content }
            words.joinToString("") shouldBe "I cannot."
            datas(listOf(OpenAiChatReply.errorEvent("busy", "server_error"))).single() shouldBe
                """{"error":{"message":"busy","type":"server_error","param":null,"code":null}}"""
            OpenAiChatReply.error(429, "slow down", "rate_limit", "rate_limit_exceeded").status shouldBe 429
        }
    })
