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

class AnthropicReplyTest :
    FunSpec({
        fun events(reply: AnthropicReply) = reply.events().map { step ->
            val (name, data) = String((step as Step.Bytes).bytes).trimEnd().split("\n")
            val json = Json.parseToJsonElement(data.removePrefix("data: ")).jsonObject
            json["type"] shouldBe JsonPrimitive(name.removePrefix("event: "))
            json
        }

        fun JsonObject.type() = getValue("type").jsonPrimitive.content

        fun deltas(reply: AnthropicReply, field: String) = events(reply).filter { it.type() == "content_block_delta" }
            .mapNotNull { it.at("delta").jsonObject[field]?.jsonPrimitive?.content }

        test("a stream tells its blocks one after the other") {
            val reply = AnthropicReply.builder().pieces(100)
                .thinking("hm").text("hi").toolUse("toolu_1", "f", """{"a":1}""").usage(5, 9).build()
            val block = listOf("content_block_start", "content_block_delta", "content_block_delta", "content_block_stop")
            events(reply).map { it.type() } shouldBe
                listOf("message_start", "content_block_start", "ping") + block.drop(1) +
                listOf("content_block_start", "content_block_delta", "content_block_stop") + block + listOf("message_delta", "message_stop")
            events(reply).mapNotNull { it["index"]?.jsonPrimitive?.int } shouldBe listOf(0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2)
            events(reply).first().at("message", "usage", "input_tokens").jsonPrimitive.int shouldBe 5
            val last = events(reply).single { it.type() == "message_delta" }
            last.textAt("delta", "stop_reason") shouldBe "tool_use"
            last.at("usage", "output_tokens").jsonPrimitive.int shouldBe 9
        }

        test("what a cache gave and took stands in the usage at the start") {
            val usage = events(AnthropicReply.builder().text("hi").cacheUsage(read = 7, written = 3).build()).first().at("message", "usage")
            usage.jsonObject.getValue("cache_read_input_tokens").jsonPrimitive.int shouldBe 7
            usage.jsonObject.getValue("cache_creation_input_tokens").jsonPrimitive.int shouldBe 3
        }

        test("the pieces make the whole") {
            val input = """{"name": "Ada 👩‍💻", "age": 36}"""
            for (size in 1..5) {
                val reply = AnthropicReply.builder().pieces(size).thinking("One. Two.").text("Grüße").toolUse("t", "User", input).build()
                deltas(reply, "thinking").joinToString("") shouldBe "One. Two."
                deltas(reply, "text").joinToString("") shouldBe "Grüße"
                deltas(reply, "partial_json").joinToString("") shouldBe input
                deltas(reply, "signature").size shouldBe 1
            }
        }

        test("an empty tool input is an empty object") {
            val reply = AnthropicReply.builder().toolUse("t", "f", "").build()
            deltas(reply, "partial_json") shouldBe listOf("")
            ScriptedServer.start { handler(reply) }.use { server ->
                val whole = Json.parseToJsonElement(clientOf(server).text(postTo(server)).body())
                whole.at("content", 0, "input") shouldBe JsonObject(emptyMap())
                whole.textAt("stop_reason") shouldBe "tool_use"
            }
        }

        test("what is left out is left out") {
            val builder = AnthropicReply.builder().text("x").omit("id", "usage")
            val reply = builder.withoutPing().withoutMessageDelta().withoutMessageStop().build()
            events(reply).map { it.type() } shouldBe
                listOf("message_start", "content_block_start", "content_block_delta", "content_block_stop")
            events(reply).first().at("message").jsonObject.keys shouldBe
                setOf("type", "role", "model", "content", "stop_reason", "stop_sequence")
        }

        test("over the wire it gives what the request asks for, and errors of both kinds") {
            ScriptedServer.start { handler(AnthropicReply.text("hello")) }.use { server ->
                val http = clientOf(server)
                val whole = http.text(postTo(server, body = "{}"))
                Json.parseToJsonElement(whole.body()).textAt("content", 0, "text") shouldBe "hello"
                whole.headers().firstValue("request-id").get() shouldBe "req_1"
                http.text(postTo(server, body = """{"stream":true}""")).body().startsWith("event: message_start\ndata: {") shouldBe true
                server.enqueue(AnthropicReply.error(529, "overloaded_error", "busy"))
                val error = http.text(postTo(server))
                error.statusCode() shouldBe 529
                error.body() shouldBe """{"type":"error","error":{"type":"overloaded_error","message":"busy"},"request_id":"req_1"}"""
                String((AnthropicReply.errorEvent("api_error", "x") as Step.Bytes).bytes).startsWith("event: error\ndata: {") shouldBe true
            }
        }
    })
