package dev.sluice.testing.offline.gemini

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
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.jsonArray

private const val MODEL = "/v1beta/models/gemini-2.5-flash"
private val USER = objectOf("User", "name" to text, "age" to whole)

class GeminiEndpointsTest :
    FunSpec({
        val asking = Asking()
        afterSpec { asking.close() }

        fun user(parts: String) = """{"role":"user","parts":[$parts]}"""

        fun says(text: String) = """{"text":"$text"}"""

        fun send(contents: String, rest: String = "", verb: String = "generateContent") =
            asking.gemini("POST", "$MODEL:$verb", """{"contents":[$contents]$rest}""")

        fun part(body: JsonElement) = body["candidates"][0]["content"]["parts"][0]

        test("a type is filled, whole and as a stream") {
            val config = ""","generationConfig":{"responseMimeType":"application/json","responseJsonSchema":$USER}"""
            val whole = part(send(user(says("John is 30 years old")), config).good)["text"].string
            json(whole) shouldBe json("""{"name":"John","age":30}""")
            val events = send(user(says("John is 30 years old")), config, "streamGenerateContent").events.map { json(it.second) }
            events.size shouldBeGreaterThan 5
            events.joinToString("") { part(it)["text"].string } shouldBe whole
            events.last()["candidates"][0]["finishReason"].string shouldBe "STOP"

            val older = USER.replace("\"string\"", "\"STRING\"").replace("\"object\"", "\"OBJECT\"").replace("\"integer\"", "\"INTEGER\"")
            val old = ""","generationConfig":{"responseMimeType":"application/json","responseSchema":$older}"""
            part(send(user(says("John is 30 years old")), old).good)["text"].string shouldBe whole
        }

        test("functions are called, and what they gave is the answer") {
            val function = """{"name":"get_weather","description":"Weather of a city","parametersJsonSchema":${objectOf(
                "P",
                "city" to text,
            )}}"""
            val tools = ""","tools":[{"functionDeclarations":[$function]}]"""
            val question = user(says("What is the weather in Paris?"))
            val call = part(send(question, tools).good)["functionCall"]
            call["args"] shouldBe json("""{"city":"Paris"}""")
            val result = """{"functionResponse":{"name":"get_weather","response":{"result":"18 degrees"}}}"""
            val contents = listOf(question, """{"role":"model","parts":[{"functionCall":$call}]}""", user(result)).joinToString(",")
            part(send(contents, tools).good)["text"].string shouldStartWith "get_weather (Paris) says: 18 degrees"
            val never = ""","toolConfig":{"functionCallingConfig":{"mode":"NONE"}}"""
            part(send(question, tools + never).good)["text"].string shouldStartWith "You say"
        }

        test("a limit cuts the answer, and tokens can be counted") {
            val cut = send(user(says("Explain gravity")), ""","generationConfig":{"maxOutputTokens":3}""").good
            cut["candidates"][0]["finishReason"].string shouldBe "MAX_TOKENS"
            send(user(says("one two three")), verb = "countTokens").good["totalTokens"].double shouldBe 3.0
        }

        test("models are listed and found") {
            asking.gemini("GET", "/v1beta/models").good["models"].jsonArray.map {
                it["name"].string
            }.contains("models/gemini-2.5-flash") shouldBe
                true
            asking.gemini("GET", MODEL).good["name"].string shouldBe "models/gemini-2.5-flash"
        }

        test("what Gemini refuses, in its form") {
            val missing = asking.gemini("GET", "/v1beta/models/nope")
            missing.fault shouldBe (404 to "models/nope is not found for API version v1beta.")
            json(missing.body())["error"]["status"].string shouldBe "NOT_FOUND"
            send("").fault shouldBe (400 to "* GenerateContentRequest.contents: contents is not specified")
            send("""{"role":"robot","parts":[]}""").fault.first shouldBe 400
            asking.gemini("GET", "/v1beta/models", key = "").fault.first shouldBe 403
        }
    })
