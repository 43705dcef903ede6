package dev.sluice.testing.offline

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

private val FLIGHT = objectOf("Flight", "from" to text, "to" to text, "price" to number)
private val HOTEL = objectOf("Hotel", "city" to text, "nights" to whole)
private val TRIP = """
    Extract all bookings:
    - Flight, from: Oslo, to: Rome, price: 120
    - Hotel, city: Rome, nights: 3
    - Flight, from: Rome, to: Oslo, price: 95
""".trimIndent()

class ParallelToolsTest :
    FunSpec({
        val asking = Asking()
        afterSpec { asking.close() }

        val schemas = listOf("flight" to FLIGHT, "hotel" to HOTEL)

        fun chat(
            said: String,
            tools: List<Pair<String, String>> = schemas,
            rest: String = "",
            more: String = "",
        ): List<Pair<String, JsonElement>> {
            val offered = tools.joinToString(",") { """{"type":"function","function":{"name":"${it.first}","parameters":${it.second}}}""" }
            val user = """{"role":"user","content":${JsonPrimitive(said)}}"""
            val body = """{"model":"gpt-4o-mini","messages":[$user$more],"tools":[$offered],"tool_choice":"required"$rest}"""
            val message = asking.openAi("POST", "/chat/completions", body).good["choices"][0]["message"].jsonObject
            return message["tool_calls"]?.jsonArray.orEmpty().map { it["function"] }
                .map { it["name"].string to json(it["arguments"].string) }
        }

        fun inputs(calls: List<Pair<String, JsonElement>>) = calls.map { (tool, input) ->
            tool to input.jsonObject.values.joinToString { it.jsonPrimitive.content }
        }

        val bookings = listOf("flight" to "Oslo, Rome, 120", "hotel" to "Rome, 3", "flight" to "Rome, Oslo, 95")

        test("a list of records is a call each, of the tool that the record is most like") {
            inputs(chat(TRIP)) shouldContainExactly bookings
        }

        test("the same by responses, Anthropic and Gemini") {
            val responses = schemas.joinToString(",") { """{"type":"function","name":"${it.first}","parameters":${it.second}}""" }
            val output = asking.openAi(
                "POST",
                "/responses",
                """{"model":"gpt-5-mini","input":${JsonPrimitive(TRIP)},"tools":[$responses],"tool_choice":"required"}""",
            ).good["output"].jsonArray
            inputs(output.map { it["name"].string to json(it["arguments"].string) }) shouldContainExactly bookings

            val claude = schemas.joinToString(",") { """{"name":"${it.first}","input_schema":${it.second}}""" }
            val content = asking.anthropic(
                "POST",
                "/v1/messages",
                """{"model":"claude-haiku-4-5","max_tokens":900,"messages":[{"role":"user","content":${JsonPrimitive(TRIP)}}],
                    "tools":[$claude],"tool_choice":{"type":"any"}}""",
            ).good["content"].jsonArray
            inputs(content.map { it["name"].string to it["input"] }) shouldContainExactly bookings

            val gemini = schemas.joinToString(",") { """{"name":"${it.first}","parametersJsonSchema":${it.second}}""" }
            val parts = asking.gemini(
                "POST",
                "/v1beta/models/gemini-2.5-flash:generateContent",
                """{"contents":[{"role":"user","parts":[{"text":${JsonPrimitive(TRIP)}}]}],"tools":[{"functionDeclarations":[$gemini]}],
                    "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["flight","hotel"]}}}""",
            ).good["candidates"][0]["content"]["parts"].jsonArray
            inputs(parts.map { it["functionCall"]["name"].string to it["functionCall"]["args"] }) shouldContainExactly bookings
        }

        test("another text has other calls, and another one none of the first's values") {
            inputs(chat("List every booking:\n- Hotel, city: Paris, nights: 2\n- Hotel, city: Lyon, nights: 1")) shouldContainExactly
                listOf("hotel" to "Paris, 2", "hotel" to "Lyon, 1")
        }

        test("one tool takes all records; one record, or one call at a time, is one call") {
            val people = objectOf("Person", "name" to text, "age" to whole)
            inputs(chat("Extract all people:\n- Ann, age: 30\n- Ben, age: 41", listOf("Person" to people))) shouldContainExactly
                listOf("Person" to "Ann, 30", "Person" to "Ben, 41")
            chat("Hotel in Rome for 3 nights").map { it.first } shouldContainExactly listOf("hotel")
            chat(TRIP, rest = ""","parallel_tool_calls":false""").size shouldBe 1
        }

        test("what no word names is told by what it holds") {
            val tools = listOf("a" to objectOf("A", "email" to text), "b" to objectOf("B", "price" to number))
            chat("Reach us at ada@example.com", tools).single().run {
                first shouldBe "a"
                second.toString() shouldContain "ada@example.com"
            }
        }

        test("the errors of a result are mended in the calls that follow") {
            val called = chat(TRIP)
            val calls = called.mapIndexed { index, (name, input) ->
                JsonObject(
                    mapOf(
                        "id" to JsonPrimitive("c$index"),
                        "type" to JsonPrimitive("function"),
                        "function" to JsonObject(mapOf("name" to JsonPrimitive(name), "arguments" to JsonPrimitive(input.toString()))),
                    ),
                )
            }
            val results = calls.indices.joinToString("") { index ->
                val told = if (index == 0) {
                    "There is 1 error in your answer:\n- $[1].nights: must be at most 2 (was: 3)\nFix the errors and answer again."
                } else {
                    "Not accepted: the errors stand in the result of the first call. Fix them and answer again, with every call."
                }
                """,{"role":"tool","tool_call_id":"c$index","content":${JsonPrimitive(told)}}"""
            }
            val more = """,{"role":"assistant","content":null,"tool_calls":[${calls.joinToString(",")}]}$results"""
            inputs(chat(TRIP, more = more)) shouldContainExactly listOf(bookings[0], "hotel" to "Rome, 2", bookings[2])
        }
    })
