package dev.sluice.openai

import dev.sluice.model.FinishReason
import dev.sluice.model.Message
import dev.sluice.model.ModelReply
import dev.sluice.model.ModelRequest
import dev.sluice.model.OutputMode
import dev.sluice.model.OutputSpec
import dev.sluice.model.Rejection
import dev.sluice.model.Role
import dev.sluice.model.TextPart
import dev.sluice.model.Usage
import dev.sluice.schema.ObjectSchema
import dev.sluice.schema.SchemaDocument
import dev.sluice.wire.FakeDialect
import dev.sluice.wire.ScriptedExchanges
import dev.sluice.wire.callsOver
import dev.sluice.wire.events
import dev.sluice.wire.json
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.JsonObject

class OpenAiModelRequestsTest :
    FunSpec({
        val requests = OpenAiModelRequests(FakeDialect("strict"), FakeDialect("plain"))
        val question = listOf(Message(Role.SYSTEM, "Extract."), Message(Role.USER, "Ann is 7"))
        val userSchema = SchemaDocument(ObjectSchema("User", emptyList()))

        fun user(mode: OutputMode, description: String? = null) = OutputSpec("User", description, userSchema, mode)

        fun body(output: OutputSpec?, vararg rejections: Rejection, messages: List<Message> = question): JsonObject =
            requests.of(ModelRequest("gpt-4o-mini", messages, output, rejections.toList())).request.body

        fun rejected(text: String, message: String? = null, errors: String = "age: too low") =
            Rejection(ModelReply(text, FinishReason.STOP, Usage.NONE, message?.let(::json)), errors)

        val asked = """{"role":"system","content":"Extract."},{"role":"user","content":"Ann is 7"}"""
        val format = """"response_format":{"type":"json_schema",""" +
            """"json_schema":{"name":"User","strict":true,"schema":{"dialect":"strict"}}}"""
        val tools = """"tools":[{"type":"function","function":{"name":"User","parameters":{"dialect":"strict"},"strict":true}}],""" +
            """"tool_choice":{"type":"function","function":{"name":"User"}}"""
        val instructions = """Answer with one JSON object and nothing else. """ +
            """It must match this JSON Schema of User:\n{\"dialect\":\"plain\"}"""

        fun request(messages: String, rest: String = "") = json("""{"model":"gpt-4o-mini","messages":[$messages]$rest}""")

        context("asking the first time") {
            test("without a type") { body(null) shouldBe request(asked) }

            test("by JSON schema") { body(user(OutputMode.JSON_SCHEMA)) shouldBe request(asked, ",$format") }

            test("by a tool") { body(user(OutputMode.TOOLS)) shouldBe request(asked, ",$tools") }

            test("by JSON mode: the schema goes into the system message") {
                body(user(OutputMode.JSON_OBJECT)) shouldBe request(
                    """{"role":"system","content":"Extract.\n\n$instructions"},{"role":"user","content":"Ann is 7"}""",
                    ""","response_format":{"type":"json_object"}""",
                )
            }

            test("by JSON mode without a system message") {
                body(user(OutputMode.JSON_OBJECT), messages = listOf(Message(Role.USER, "Ann is 7"))) shouldBe request(
                    """{"role":"system","content":"$instructions"},{"role":"user","content":"Ann is 7"}""",
                    ""","response_format":{"type":"json_object"}""",
                )
            }

            test("a description travels with the name") {
                body(user(OutputMode.JSON_SCHEMA, "A person")) shouldBe
                    request(asked, ",${format.replace("\"strict\":true", "\"description\":\"A person\",\"strict\":true")}")
                body(user(OutputMode.TOOLS, "A person")) shouldBe
                    request(asked, ",${tools.replace("\"name\":\"User\",", "\"name\":\"User\",\"description\":\"A person\",")}")
            }

            test("what cannot be strict is sent as not strict") {
                val loose = OpenAiModelRequests(FakeDialect("strict", isStrict = false), FakeDialect("plain"))
                loose.of(ModelRequest("gpt-4o-mini", question, user(OutputMode.JSON_SCHEMA))).request.body shouldBe
                    request(asked, ",${format.replace("\"strict\":true", "\"strict\":false")}")
            }

            test("settings, several parts, and extra fields over all") {
                val request = ModelRequest(
                    "gpt-4o-mini",
                    listOf(Message(Role.USER, listOf(TextPart("a"), TextPart("b"))), Message(Role.ASSISTANT, "c"), Message(Role.USER, "d")),
                    maxTokens = 10,
                    temperature = 0.5,
                    topP = 0.25,
                    stop = listOf("x"),
                    extraBody = json("""{"temperature":0.75,"seed":1}"""),
                    extraHeaders = mapOf("X-A" to "b"),
                )
                val mapped = requests.of(request).request
                mapped.body shouldBe request(
                    """{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},{"role":"assistant","content":"c"},
                    {"role":"user","content":"d"}""",
                    ""","max_completion_tokens":10,"temperature":0.75,"top_p":0.25,"stop":["x"],"seed":1""",
                )
                mapped.options.extraHeaders shouldBe mapOf("X-A" to "b")
            }
        }

        context("asking again") {
            val text = """{"age":-1}"""
            val said = """{"role":"assistant","content":"{\"age\":-1}","refusal":null}"""
            val call = """{"role":"assistant","content":null,"tool_calls":[""" +
                """{"id":"t1","type":"function","function":{"name":"User","arguments":"{}"}}]}"""
            val asText = """{"role":"assistant","content":"{\"age\":-1}"},{"role":"user","content":"age: too low"}"""

            test("by JSON schema: the message as it was, the errors as the user's") {
                body(user(OutputMode.JSON_SCHEMA), rejected(text, said)) shouldBe
                    request("""$asked,$said,{"role":"user","content":"age: too low"}""", ",$format")
            }

            test("by JSON mode: the same") {
                val body = body(user(OutputMode.JSON_OBJECT), rejected(text, said))
                body["messages"].toString().endsWith("""$said,{"role":"user","content":"age: too low"}]""") shouldBe true
            }

            test("by a tool: the message as it was, the errors as the tool's result") {
                body(user(OutputMode.TOOLS), rejected("{}", call)) shouldBe
                    request("""$asked,$call,{"role":"tool","tool_call_id":"t1","content":"age: too low"}""", ",$tools")
            }

            test("by a tool that was called twice: each call gets its result") {
                val twice = """{"role":"assistant","content":null,"tool_calls":[{"id":"t1","function":{"name":"User","arguments":"{}"}},
                    {"id":"t2","function":{"name":"User","arguments":"{}"}}]}"""
                body(user(OutputMode.TOOLS), rejected("{}", twice)) shouldBe request(
                    """$asked,$twice,{"role":"tool","tool_call_id":"t1","content":"age: too low"},
                    {"role":"tool","tool_call_id":"t2","content":"age: too low"}""",
                    ",$tools",
                )
            }

            test("by a tool that was not called: the errors are the user's") {
                body(user(OutputMode.TOOLS), rejected(text, said)) shouldBe
                    request("""$asked,$said,{"role":"user","content":"age: too low"}""", ",$tools")
            }

            test("an answer that was cut goes back as text") {
                body(user(OutputMode.TOOLS), rejected(text)) shouldBe request("$asked,$asText", ",$tools")
            }

            test("a tool call goes back as text where no tool is offered any more") {
                body(user(OutputMode.JSON_SCHEMA), rejected(text, call)) shouldBe request("$asked,$asText", ",$format")
            }

            test("another provider's answer goes back as text") {
                val theirs = """{"role":"assistant","content":[{"type":"tool_use","id":"x","name":"User","input":{}}]}"""
                body(user(OutputMode.TOOLS), rejected(text, theirs)) shouldBe request("$asked,$asText", ",$tools")
            }

            test("an answer of nothing leaves only its errors") {
                body(user(OutputMode.TOOLS), rejected("")) shouldBe
                    request("""$asked,{"role":"user","content":"age: too low"}""", ",$tools")
            }

            test("several rejections stand in their order") {
                body(user(OutputMode.TOOLS), rejected("{}", call, "first"), rejected(text, errors = "second")) shouldBe request(
                    """$asked,$call,{"role":"tool","tool_call_id":"t1","content":"first"},
                    {"role":"assistant","content":"{\"age\":-1}"},{"role":"user","content":"second"}""",
                    ",$tools",
                )
            }
        }

        test("the plan is what would be sent, and names what the schema lost") {
            val exchanges = ScriptedExchanges(events("""{"choices":[{"message":{"content":"{}"}}]}"""))
            val model = OpenAiChatModel(ChatCompletions(openAiCallsOver(exchanges)), requests)
            for (mode in OutputMode.entries - OutputMode.PROMPTED) {
                val request = ModelRequest("gpt-4o-mini", question, user(mode), listOf(rejected("{}")), maxTokens = 5)
                val plan = model.plan(request)
                plan.method shouldBe "POST"
                plan.url shouldBe "https://api.test/v1/chat/completions"
                plan.concessions.first() shouldBe if (mode == OutputMode.JSON_OBJECT) "plain: a concession" else "strict: a concession"
                plan.body shouldBe requests.of(request).request.body
            }
            val request = ModelRequest("gpt-4o-mini", question, user(OutputMode.JSON_SCHEMA))
            model.complete(request)
            exchanges.lastBody() shouldBe model.plan(request).body
        }

        context("the ways to ask, the strongest first") {
            val all = listOf(OutputMode.JSON_SCHEMA, OutputMode.TOOLS, OutputMode.PARALLEL_TOOLS, OutputMode.JSON_OBJECT)
            val model = OpenAiChatModel(ChatCompletions(openAiCallsOver(ScriptedExchanges())), requests)
            listOf("gpt-4o-mini", "gpt-4.1", "gpt-5-nano", "o3", "openai/gpt-4o", "llama-3.3-70b", "gpt-40").forEach {
                test(it) { model.outputModes(it) shouldBe all }
            }
            listOf("gpt-4", "gpt-4-turbo", "gpt-4-0613", "gpt-3.5-turbo", "openai/gpt-4", "gpt-4o-2024-05-13").forEach {
                test(it) { model.outputModes(it) shouldBe all.drop(1) }
            }
        }
    })
