package dev.sluice.testing.offline.openai

import dev.sluice.testing.offline.Asking
import dev.sluice.testing.offline.double
import dev.sluice.testing.offline.events
import dev.sluice.testing.offline.fault
import dev.sluice.testing.offline.get
import dev.sluice.testing.offline.good
import dev.sluice.testing.offline.json
import dev.sluice.testing.offline.objectOf
import dev.sluice.testing.offline.string
import dev.sluice.testing.offline.text
import dev.sluice.testing.offline.whole
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainInOrder
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonPrimitive

private const val STORY = "It rained in Lisbon on 5 May 2025. The fair was called off. Nobody was sad."
private val USER = objectOf("User", "name" to text, "age" to whole)
private val FORMAT = ""","text":{"format":{"type":"json_schema","name":"User","strict":true,"schema":$USER}}"""

class ResponsesTest :
    FunSpec({
        val asking = Asking()
        afterSpec { asking.close() }

        fun send(input: String, rest: String = "") =
            asking.openAi("POST", "/responses", """{"model":"gpt-5-mini","input":$input$rest}""")

        test("a text is answered by a message, an item of the output") {
            val response = send("\"Summarise:\\n$STORY\"").good
            response["status"].string shouldBe "completed"
            response["output"][0]["content"][0]["text"].string shouldStartWith "In short: It rained in Lisbon"
            response["usage"]["input_tokens"].double.toInt() shouldBeGreaterThan 10
        }

        test("a type is filled, whole and as a stream") {
            val input = """[{"role":"user","content":[{"type":"input_text","text":"John is 30 years old"}]}]"""
            val whole = send(input, FORMAT).good["output"][0]["content"][0]["text"].string
            json(whole) shouldBe json("""{"name":"John","age":30}""")
            val events = send(input, """$FORMAT,"stream":true""").events
            events.filter { it.first == "response.output_text.delta" }.joinToString("") { json(it.second)["delta"].string } shouldBe whole
            events.map { it.first } shouldContainInOrder listOf("response.created", "response.output_item.added", "response.completed")
        }

        test("functions are called, and what they gave is the answer") {
            val tools = ""","tools":[{"type":"function","name":"get_weather","description":"Weather of a city","strict":true,""" +
                """"parameters":${objectOf("Place", "city" to text)}}]"""
            val asked = send("\"What is the weather in Paris?\"", tools).good
            val call = asked["output"][0]
            call["type"].string shouldBe "function_call"
            json(call["arguments"].string) shouldBe json("""{"city":"Paris"}""")
            val result = """[{"type":"function_call_output","call_id":${call["call_id"]},"output":"18 degrees"}]"""
            val answer = send(result, """$tools,"previous_response_id":${asked["id"]}""").good
            answer["output"][0]["content"][0]["text"].string shouldStartWith "get_weather (Paris) says: 18 degrees"
        }

        test("a response is kept, with what it was asked, until it is deleted") {
            val response = send("\"Explain gravity\"").good
            val path = "/responses/${response["id"].string}"
            asking.openAi("GET", path).good shouldBe response
            asking.openAi("GET", "$path?stream=true").events.last().first shouldBe "response.completed"
            asking.openAi("GET", "$path/input_items").good["data"].jsonArray.single()["content"].string shouldBe "Explain gravity"
            asking.openAi("POST", "$path/cancel").fault shouldBe (400 to "Cannot cancel a synchronous response.")
            asking.openAi("DELETE", path).good["deleted"].jsonPrimitive.boolean shouldBe true
            asking.openAi("GET", path).fault.first shouldBe 404
            val loose = send("\"Explain time\"", ""","store":false""").good
            asking.openAi("GET", "/responses/${loose["id"].string}").fault.first shouldBe 404
        }

        test("a limit leaves it incomplete, and says so") {
            val cut = send("\"Explain gravity\"", ""","max_output_tokens":3""").good
            cut["status"].string shouldBe "incomplete"
            cut["incomplete_details"]["reason"].string shouldBe "max_output_tokens"
        }

        test("tokens can be counted beforehand") {
            val count = asking.openAi("POST", "/responses/input_tokens", """{"model":"gpt-5-mini","input":"one two three"}""").good
            count["input_tokens"].double shouldBe 3.0
        }

        test("what OpenAI refuses") {
            asking.openAi("POST", "/responses", """{"model":"gpt-5-mini"}""").fault shouldBe (400 to "Missing required parameter: 'input'.")
            send("\"Hi\"", ""","previous_response_id":"resp_none"""").fault.second shouldContain "resp_none"
            send("""[{"role":"robot","content":"x"}]""").fault shouldBe (400 to "Invalid value for 'input[0].role': 'robot'.")
        }
    })
