package dev.sluice.testing.offline

import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse

private val SCHEMA = objectOf("User", "name" to text, "age" to whole)
private const val OPENAI_PATH = "/v1/chat/completions"
private val OPENAI_KEY = listOf("Authorization", "Bearer k")
private val ANTHROPIC_VERSION = listOf("anthropic-version", "2023-06-01")
private val ANTHROPIC_KEY = listOf("x-api-key", "k")
private const val MESSAGES = """"messages":[{"role":"user","content":"Extract the user: John is 30 years old"}]"""
private const val ANSWER = """{"name":"John","age":30}"""

class OfflineModelTest :
    FunSpec({
        val offline = OfflineModel.start {
            millisPerPiece = 0
            notice = null
        }
        val http = HttpClient.newHttpClient()
        afterSpec { offline.close() }

        fun send(path: String, body: String?, headers: List<String>): HttpResponse<String> {
            val request = HttpRequest.newBuilder(URI(offline.baseUrl + path)).headers(*headers.toTypedArray())
            if (body == null) request.GET() else request.POST(HttpRequest.BodyPublishers.ofString(body))
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString())
        }

        fun openAi(rest: String, messages: String = MESSAGES) = send(OPENAI_PATH, """{"model":"gpt-x",$messages$rest}""", OPENAI_KEY)

        fun anthropic(rest: String, limit: Int = 1000) =
            send("/v1/messages", """{"model":"claude-x","max_tokens":$limit,$MESSAGES$rest}""", ANTHROPIC_KEY + ANTHROPIC_VERSION)

        val jsonSchema = ""","response_format":{"type":"json_schema","json_schema":{"name":"User","strict":true,"schema":$SCHEMA}}"""
        val openAiTool = ""","tools":[{"type":"function","function":{"name":"User","parameters":$SCHEMA}}],""" +
            """"tool_choice":{"type":"function","function":{"name":"User"}}"""
        val outputConfig = ""","output_config":{"format":{"type":"json_schema","schema":$SCHEMA}}"""
        val anthropicTool = ""","tools":[{"name":"User","input_schema":$SCHEMA}],"tool_choice":{"type":"tool","name":"User"}"""

        test("OpenAI, whole: content in JSON mode, a call in tool mode") {
            val reply = openAi(jsonSchema)
            reply.statusCode() shouldBe 200
            reply.headers().firstValue("x-request-id").get() shouldStartWith "req_"
            val body = json(reply.body())
            body["choices"][0]["message"]["content"].string shouldBe ANSWER
            body["choices"][0]["finish_reason"].string shouldBe "stop"
            body["usage"]["completion_tokens"].double.toInt() shouldBeGreaterThan 5
            body["model"].string shouldBe "gpt-x"

            val choice = json(openAi(openAiTool).body())["choices"][0]
            choice["finish_reason"].string shouldBe "tool_calls"
            choice["message"]["content"] shouldBe JsonNull
            choice["message"]["tool_calls"][0]["function"] shouldBe objectWith("name" to "User", "arguments" to ANSWER)
        }

        test("asked in words for a block of JSON, it says a sentence and the block; in JSON mode nothing but JSON") {
            val words = """{"role":"system","content":${JsonPrimitive("Answer in a ```json block that matches $SCHEMA")}}"""
            val messages = MESSAGES.replaceFirst("[", "[$words,")
            fun said(rest: String) = json(openAi(rest, messages).body())["choices"][0]["message"]["content"].string
            val text = said("")
            text.lines().first() shouldBe "Here is the User that I read out of the text:"
            text.trimEnd().lines().last() shouldBe "```"
            val answer = Json.parseToJsonElement(ANSWER)
            Json.parseToJsonElement(text.substringAfter("```json\n").substringBefore("\n```")) shouldBe answer
            Json.parseToJsonElement(said(""","response_format":{"type":"json_object"}""")) shouldBe answer
        }

        test("OpenAI, streaming: the pieces join to the whole answer, usage only if asked for") {
            val events = eventsOf(openAi("""$jsonSchema,"stream":true,"stream_options":{"include_usage":true}"""))
            events.last().second shouldBe "[DONE]"
            val chunks = events.dropLast(1).map { json(it.second) }
            chunks.mapNotNull { it.delta["content"] }.joinToString("") { it.string } shouldBe ANSWER
            chunks.size shouldBeGreaterThan 8
            chunks.last()["choices"].jsonArray.size shouldBe 0
            chunks.last()["usage"]["total_tokens"].double.toInt() shouldBeGreaterThan 10

            val calls = eventsOf(openAi("""$openAiTool,"stream":true""")).dropLast(1).map { json(it.second) }
            calls.mapNotNull { it.delta["tool_calls"] }.joinToString("") { it[0]["function"]["arguments"].string } shouldBe ANSWER
            calls.last()["choices"][0]["finish_reason"].string shouldBe "tool_calls"
            calls.none { it.jsonObject["usage"].let { usage -> usage != null && usage != JsonNull } } shouldBe true
        }

        test("Anthropic, whole: text in JSON mode, an object in tool mode") {
            val reply = anthropic(outputConfig)
            reply.headers().firstValue("request-id").get() shouldStartWith "req_"
            val body = json(reply.body())
            body["content"][0] shouldBe objectWith("type" to "text", "text" to ANSWER)
            body["stop_reason"].string shouldBe "end_turn"

            val tool = json(anthropic(anthropicTool).body())
            tool["stop_reason"].string shouldBe "tool_use"
            tool["content"][0]["input"] shouldBe json(ANSWER)
            tool["content"][0]["name"].string shouldBe "User"
        }

        test("Anthropic, streaming: named events in order, the pieces join") {
            val events = eventsOf(anthropic("""$anthropicTool,"stream":true"""))
            events.map { it.first }.filter { it != "ping" }.distinct() shouldContainExactly
                "message_start content_block_start content_block_delta content_block_stop message_delta message_stop".split(' ')
            deltas(events, "partial_json") shouldBe ANSWER
            val text = eventsOf(anthropic("""$outputConfig,"stream":true"""))
            deltas(text, "text") shouldBe ANSWER
            json(text.single { it.first == "message_delta" }.second)["delta"]["stop_reason"].string shouldBe "end_turn"
        }

        test("a token limit cuts the answer and says so") {
            val whole = json(openAi("""$jsonSchema,"max_completion_tokens":4""").body())["choices"][0]
            whole["finish_reason"].string shouldBe "length"
            ANSWER shouldStartWith whole["message"]["content"].string
            whole["message"]["content"].string.length shouldBeLessThan ANSWER.length

            json(anthropic(outputConfig, limit = 4).body())["stop_reason"].string shouldBe "max_tokens"
            json(anthropic(anthropicTool, limit = 4).body())["content"][0]["input"] shouldBe json("{}")
            val streamed = eventsOf(anthropic("""$anthropicTool,"stream":true""", limit = 4))
            ANSWER shouldStartWith deltas(streamed, "partial_json")
        }

        test("the same request has the same answer, another text another") {
            openAi(jsonSchema).body() shouldBe openAi(jsonSchema).body()
            val other = openAi(jsonSchema, MESSAGES.replace("John is 30", "Mary is 31"))
            json(other.body())["choices"][0]["message"]["content"].string shouldBe """{"name":"Mary","age":31}"""
            json(other.body())["id"] shouldNotBe json(openAi(jsonSchema).body())["id"]
        }

        test("without a type it talks: about the text, and about itself") {
            fun say(message: String): String {
                val reply = openAi("", """"messages":[{"role":"user","content":"$message"}]""")
                return json(reply.body())["choices"][0]["message"]["content"].string
            }
            say("Hello!") shouldContain "offline model"
            say("Explain quantum computing") shouldContain "You ask me to explain quantum computing."
            val story = "It rained in Lisbon on 5 May 2025. The fair was called off."
            say("Summarise:\\n$story") shouldContain story
            say("Summarise in one short sentence:\\n$story") shouldBe "It rained in Lisbon on 5 May 2025."
        }

        context("what a provider refuses is refused in its form") {
            withData(
                nameFn = { it.name },
                Refusal("OpenAI without a key", OPENAI_PATH, "{}", listOf("accept", "*/*"), 401, "code" to "invalid_api_key"),
                Refusal("OpenAI, not JSON", OPENAI_PATH, "{", OPENAI_KEY, 400, "type" to "invalid_request_error"),
                Refusal("OpenAI without messages", OPENAI_PATH, """{"model":"m"}""", OPENAI_KEY, 400, "param" to "messages"),
                Refusal("OpenAI, unknown path", "/v1/nothing", "{}", OPENAI_KEY, 404, "code" to "unknown_url"),
                Refusal("OpenAI, GET", OPENAI_PATH, null, OPENAI_KEY, 405, "type" to "invalid_request_error"),
                Refusal("Anthropic without a key", "/v1/messages", "{}", ANTHROPIC_VERSION, 401, "type" to "authentication_error"),
                Refusal("Anthropic without a version", "/v1/messages", "{}", ANTHROPIC_KEY, 400, "type" to "invalid_request_error"),
                Refusal(
                    "Anthropic without max_tokens",
                    "/v1/messages",
                    """{"model":"m",$MESSAGES}""",
                    ANTHROPIC_KEY + ANTHROPIC_VERSION,
                    400,
                    "message" to "max_tokens: Field required",
                ),
                Refusal("Anthropic, unknown path", "/v1/nothing", "{}", ANTHROPIC_VERSION, 404, "type" to "not_found_error"),
            ) { refusal ->
                val reply = send(refusal.path, refusal.body, refusal.headers)
                reply.statusCode() shouldBe refusal.status
                json(reply.body())["error"][refusal.says.first].string shouldBe refusal.says.second
                val id = reply.headers().firstValue("x-request-id").or { reply.headers().firstValue("request-id") }.get()
                json(reply.body()).jsonObject["request_id"]?.let { it.string shouldBe id }
            }
        }

        test("a schema without a value is the caller's fault, in words") {
            val endless = """{"type":"object","properties":{"a":{"${'$'}ref":"#"}},"required":["a"]}"""
            val reply = openAi(""","response_format":{"type":"json_schema","json_schema":{"name":"Endless","schema":$endless}}""")
            reply.statusCode() shouldBe 400
            json(reply.body())["error"]["message"].string shouldContain "Endless"
        }

        test("a paced stream pauses between its pieces and loses none") {
            OfflineModel.builder().millisPerPiece(1).notice(null).start().use { paced ->
                val request = HttpRequest.newBuilder(URI(paced.openAiBaseUrl + "/chat/completions"))
                    .header("Authorization", "Bearer k")
                    .POST(HttpRequest.BodyPublishers.ofString("""{"model":"gpt-x",$MESSAGES$jsonSchema,"stream":true}""")).build()
                val events = eventsOf(http.send(request, HttpResponse.BodyHandlers.ofString()))
                events.dropLast(1).map { json(it.second) }.mapNotNull { it.delta["content"] }.joinToString("") { it.string } shouldBe ANSWER
            }
        }

        test("Java starts it by its builder") {
            val body = OfflineModelInJava.ask("""{"model":"gpt-x",$MESSAGES$jsonSchema}""")
            json(body)["choices"][0]["message"]["content"].string shouldBe ANSWER
        }

        test("it says once what it is, and shows no key") {
            val said = ByteArrayOutputStream()
            OfflineModel.start { notice = PrintStream(said) }.use { model ->
                said.toString() shouldContain model.baseUrl
                said.toString() shouldContain "OPENAI_API_KEY"
                said.toString().trim().lines().size shouldBe 1
                model.toString() shouldNotContain "k="
                model.close()
            }
        }
    })

private class Refusal(
    val name: String,
    val path: String,
    val body: String?,
    val headers: List<String>,
    val status: Int,
    /** A field of the error, and what it says. */
    val says: Pair<String, String>,
)

/** The deltas' [field], joined. */
private fun deltas(events: List<Pair<String, String>>, field: String): String =
    events.filter { it.first == "content_block_delta" }.joinToString("") { json(it.second)["delta"][field].string }

/** The stream's events, each as its name and its data. */
private fun eventsOf(response: HttpResponse<String>): List<Pair<String, String>> {
    response.headers().firstValue("content-type").get() shouldStartWith "text/event-stream"
    return response.body().split("\n\n").filter { it.isNotBlank() }.map { event ->
        val fields = event.lines().associate { it.substringBefore(": ") to it.substringAfter(": ") }
        fields["event"].orEmpty() to fields.getValue("data")
    }
}

private val JsonElement.delta get() = this["choices"].jsonArray.firstOrNull()?.get("delta")?.jsonObject.orEmpty()
