package dev.sluice.testing.offline

import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject

private val CITY = objectOf("Place", "city" to text)
private val WEATHER = "get_weather" to "Get the current weather in a city"
private val TIME = "get_local_time" to "What the clock says in a city"

class ToolsTest :
    FunSpec({
        val asking = Asking()
        afterSpec { asking.close() }

        fun tool(tool: Pair<String, String>) =
            """{"type":"function","function":{"name":"${tool.first}","description":"${tool.second}","parameters":$CITY}}"""

        fun message(text: String) = """{"role":"user","content":${JsonPrimitive(text)}}"""

        fun ask(messages: List<String>, rest: String = ""): JsonElement {
            val tools = listOf(WEATHER, TIME).joinToString(",", transform = ::tool)
            val body = """{"model":"gpt-4o-mini","messages":[${messages.joinToString(",")}],"tools":[$tools]$rest}"""
            return asking.openAi("POST", "/chat/completions", body).good["choices"][0]
        }

        fun calls(choice: JsonElement) = choice["message"].jsonObject["tool_calls"]?.jsonArray.orEmpty()
            .map { it["function"]["name"].string to json(it["function"]["arguments"].string)["city"].string }

        context("tools are called for what the question speaks of, once for each name") {
            withData(
                nameFn = { it.first },
                "What is the weather in Paris?" to listOf("get_weather" to "Paris"),
                "What is the weather in Paris and in London?" to listOf("get_weather" to "Paris", "get_weather" to "London"),
                "How is the weather in Lisbon, and what does the clock say there?" to
                    listOf("get_weather" to "Lisbon", "get_local_time" to "Lisbon"),
                "Tell me a joke" to emptyList(),
                "Will the weather hold?" to emptyList(),
            ) { (question, expected) -> calls(ask(listOf(message(question)))) shouldContainExactly expected }
        }

        test("the caller may forbid, force, or want one call at a time") {
            val question = listOf(message("What is the weather in Paris and in London?"))
            calls(ask(question, ""","tool_choice":"none"""")) shouldBe emptyList()
            calls(ask(question, ""","parallel_tool_calls":false""")) shouldContainExactly listOf("get_weather" to "Paris")
            calls(ask(listOf(message("Hello, Oslo!")), ""","tool_choice":"required"""")).single().second shouldBe "Oslo"
            calls(ask(question, ""","tool_choice":{"type":"function","function":{"name":"get_local_time"}}""")).map { it.first } shouldBe
                listOf("get_local_time")
        }

        test("a tool that lacks an input is asked back for") {
            ask(listOf(message("Will the weather hold?")))["message"]["content"].string shouldBe
                "I would call get_weather, but nothing is said of its city."
        }

        test("what tools gave is the answer, also as a type") {
            val question = message("What is the weather in Paris?")
            val call = ask(listOf(question))["message"]
            val result = """{"role":"tool","tool_call_id":${call["tool_calls"][0]["id"]},"content":"{\"degrees\":18,\"sky\":\"clear\"}"}"""
            val answer = ask(listOf(question, call.toString(), result))
            answer["finish_reason"].string shouldBe "stop"
            answer["message"]["content"].string shouldStartWith "get_weather (Paris) says: degrees: 18, sky: clear"

            val schema = objectOf("Weather", "city" to text, "degrees" to whole)
            val format = ""","response_format":{"type":"json_schema","json_schema":{"name":"Weather","schema":$schema}}"""
            json(ask(listOf(question, call.toString(), result), format)["message"]["content"].string) shouldBe
                json("""{"city":"Paris","degrees":18}""")
        }

        test("Anthropic: calls are blocks, and results come back as blocks") {
            val tools = """"tools":[{"name":"${WEATHER.first}","description":"${WEATHER.second}","input_schema":$CITY}]"""

            fun ask(vararg messages: String) = asking.anthropic(
                "POST",
                "/v1/messages",
                """{"model":"claude-haiku-4-5","max_tokens":500,"messages":[${messages.joinToString(",")}],$tools}""",
            ).good

            val question = message("What is the weather in Paris and in London?")
            val answer = ask(question)
            answer["stop_reason"].string shouldBe "tool_use"
            answer["content"].jsonArray.map { it["input"]["city"].string } shouldContainExactly listOf("Paris", "London")
            val results = answer["content"].jsonArray.mapIndexed { index, use ->
                """{"type":"tool_result","tool_use_id":${use["id"]},"content":"${index + 18} degrees"}"""
            }
            val final = ask(
                question,
                """{"role":"assistant","content":${answer["content"]}}""",
                """{"role":"user","content":[${results.joinToString(",")}]}""",
            )
            final["stop_reason"].string shouldBe "end_turn"
            final["content"][0]["text"].string shouldContain "get_weather (Paris) says: 18 degrees\nget_weather (London) says: 19 degrees"
        }
    })
