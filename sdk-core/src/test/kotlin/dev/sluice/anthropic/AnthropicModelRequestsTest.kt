package dev.sluice.anthropic

import dev.sluice.errors.InvalidRequestException
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
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.JsonObject

class AnthropicModelRequestsTest :
    FunSpec({
        val requests = AnthropicModelRequests(FakeDialect("anthropic"))
        val question = listOf(Message(Role.SYSTEM, "Extract."), Message(Role.USER, "Ann is 7"))
        val userSchema = SchemaDocument(ObjectSchema("User", emptyList()))

        fun user(mode: OutputMode, description: String? = null) = OutputSpec("User", description, userSchema, mode)

        fun body(
            output: OutputSpec?,
            vararg rejections: Rejection,
            messages: List<Message> = question,
            extra: String = "{}",
        ): JsonObject = requests.of(
            ModelRequest("claude-haiku-4-5", messages, output, rejections.toList(), maxTokens = 64, extraBody = json(extra)),
        ).request.body

        fun rejected(text: String, message: String? = null, errors: String = "age: too low") =
            Rejection(ModelReply(text, FinishReason.STOP, Usage.NONE, message?.let(::json)), errors)

        val asked = """{"role":"user","content":"Ann is 7"}"""
        val format = """"output_config":{"format":{"type":"json_schema","schema":{"dialect":"anthropic"}}}"""
        val tool = """"tools":[{"name":"User","input_schema":{"dialect":"anthropic"}}]"""
        val tools = """$tool,"tool_choice":{"type":"tool","name":"User","disable_parallel_tool_use":true}"""

        fun request(messages: String, rest: String = "") =
            json("""{"model":"claude-haiku-4-5","max_tokens":64,"system":"Extract.","messages":[$messages]$rest}""")

        context("asking the first time") {
            test("without a type") { body(null) shouldBe request(asked) }

            test("by structured output") { body(user(OutputMode.JSON_SCHEMA)) shouldBe request(asked, ",$format") }

            test("by a tool") { body(user(OutputMode.TOOLS)) shouldBe request(asked, ",$tools") }

            test("by a tool, with its description") {
                body(user(OutputMode.TOOLS, "A person")) shouldBe
                    request(
                        asked,
                        ",${tools.replace("\"name\":\"User\",\"input", "\"name\":\"User\",\"description\":\"A person\",\"input")}",
                    )
            }

            test("by a tool that a model which thinks may not be forced to call") {
                for (thinking in listOf("""{"type":"enabled","budget_tokens":1024}""", """{"type":"adaptive"}""")) {
                    body(user(OutputMode.TOOLS), extra = """{"thinking":$thinking}""") shouldBe
                        request(asked, """,$tool,"tool_choice":{"type":"auto"},"thinking":$thinking""")
                }
                body(user(OutputMode.TOOLS), extra = """{"thinking":{"type":"disabled"}}""") shouldBe
                    request(asked, """,$tools,"thinking":{"type":"disabled"}""")
            }

            test("by structured output beside other settings of the output") {
                body(user(OutputMode.JSON_SCHEMA), extra = """{"output_config":{"effort":"low"}}""") shouldBe
                    request(asked, ",${format.replace("{\"format\"", "{\"effort\":\"low\",\"format\"")}")
            }

            test("by structured output, where it cannot take the schema: by a tool, and the plan says so") {
                val loose = AnthropicModelRequests(FakeDialect("anthropic", isStrict = false))
                val call = """{"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"User","input":{}}]}"""
                val mapped = loose.of(
                    ModelRequest("claude-haiku-4-5", question, user(OutputMode.JSON_SCHEMA), listOf(rejected("{}", call)), maxTokens = 64),
                )
                val result = """{"type":"tool_result","tool_use_id":"t1","content":"age: too low","is_error":true}"""
                mapped.request.body shouldBe request("""$asked,$call,{"role":"user","content":[$result]}""", ",$tools")
                mapped.calls!!.tools.single().name shouldBe "User"
                mapped.concessions.last() shouldContain "a tool is used instead"
            }

            test("system messages are lifted out, wherever they stand") {
                val messages =
                    listOf(Message(Role.USER, "a"), Message(Role.SYSTEM, "b"), Message(Role.ASSISTANT, "c"), Message(Role.SYSTEM, "d"))
                body(null, messages = messages).let { it["system"] to it["messages"] } shouldBe json(
                    """{"s":"b\n\nd","m":[{"role":"user","content":"a"},{"role":"assistant","content":"c"}]}""",
                ).let { it["s"] to it["m"] }
                ("system" in body(null, messages = listOf(Message(Role.USER, "a")))) shouldBe false
            }

            test("settings, several parts, and extra fields over all") {
                val mapped = requests.of(
                    ModelRequest(
                        "claude-haiku-4-5",
                        listOf(Message(Role.USER, listOf(TextPart("a"), TextPart("b")))),
                        maxTokens = 10,
                        temperature = 0.5,
                        topP = 0.25,
                        stop = listOf("x"),
                        extraBody = json("""{"temperature":0.75,"top_k":1}"""),
                        extraHeaders = mapOf("X-A" to "b"),
                    ),
                ).request
                mapped.body shouldBe json(
                    """{"model":"claude-haiku-4-5","messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}],
                    "max_tokens":10,"temperature":0.75,"top_p":0.25,"stop_sequences":["x"],"top_k":1}""",
                )
                mapped.options.extraHeaders shouldBe mapOf("X-A" to "b")
            }

            test("there is no JSON mode without a schema") {
                shouldThrow<InvalidRequestException> { body(user(OutputMode.JSON_OBJECT)) }.message!! shouldContain "JSON_SCHEMA"
            }

            test("the limit of tokens has no hidden default") {
                shouldThrow<InvalidRequestException> { requests.of(ModelRequest("claude-haiku-4-5", question)) }.message!! shouldContain
                    "maxTokens"
            }
        }

        context("asking again") {
            val text = """{"age":-1}"""
            val said = """{"role":"assistant","content":[{"type":"text","text":"{\"age\":-1}"}]}"""
            val call = """{"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"s"},{"type":"text","text":"Here"},
                {"type":"tool_use","id":"t1","name":"User","input":{"age":-1}}]}"""
            val asText = """{"role":"assistant","content":"{\"age\":-1}"},{"role":"user","content":"age: too low"}"""

            fun result(id: String, errors: String = "age: too low") =
                """{"type":"tool_result","tool_use_id":"$id","content":"$errors","is_error":true}"""

            test("by structured output: the message as it was, the errors as the user's") {
                body(user(OutputMode.JSON_SCHEMA), rejected(text, said)) shouldBe
                    request("""$asked,$said,{"role":"user","content":"age: too low"}""", ",$format")
            }

            test("by a tool: the blocks as they were, the errors as the tool's result") {
                body(user(OutputMode.TOOLS), rejected(text, call)) shouldBe
                    request("""$asked,$call,{"role":"user","content":[${result("t1")}]}""", ",$tools")
            }

            test("by a tool that was called twice: each call gets its result, in one message") {
                val twice = """{"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"User","input":{}},
                    {"type":"tool_use","id":"t2","name":"User","input":{}}]}"""
                body(user(OutputMode.TOOLS), rejected(text, twice)) shouldBe
                    request("""$asked,$twice,{"role":"user","content":[${result("t1")},${result("t2")}]}""", ",$tools")
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
                val theirs = """{"role":"assistant","content":null,"tool_calls":[{"id":"x","function":{"name":"User","arguments":"{}"}}]}"""
                body(user(OutputMode.TOOLS), rejected(text, theirs)) shouldBe request("$asked,$asText", ",$tools")
            }

            test("an answer of nothing leaves only its errors") {
                body(user(OutputMode.TOOLS), rejected(" ")) shouldBe
                    request("""$asked,{"role":"user","content":"age: too low"}""", ",$tools")
            }

            test("several rejections stand in their order") {
                body(user(OutputMode.TOOLS), rejected(text, call, "first"), rejected(text, errors = "second")) shouldBe request(
                    """$asked,$call,{"role":"user","content":[${result("t1", "first")}]},
                    {"role":"assistant","content":"{\"age\":-1}"},{"role":"user","content":"second"}""",
                    ",$tools",
                )
            }
        }

        test("the plan is what would be sent, and names what the schema lost") {
            val exchanges = ScriptedExchanges(events("""{"content":[]}"""))
            val model = AnthropicChatModel(messagesOver(callsOver(exchanges)), requests)
            val request = ModelRequest("claude-haiku-4-5", question, user(OutputMode.TOOLS), listOf(rejected("{}")), maxTokens = 5)
            val plan = model.plan(request)
            plan.method shouldBe "POST"
            plan.url shouldBe "https://api.test/v1/v1/messages"
            plan.concessions shouldBe listOf("anthropic: a concession")
            model.complete(request)
            exchanges.lastBody() shouldBe plan.body
        }

        context("the ways to ask, the strongest first") {
            val model = AnthropicChatModel(messagesOver(callsOver(ScriptedExchanges())), requests)
            listOf(
                "claude-haiku-4-5",
                "claude-haiku-4-5-20251001",
                "claude-opus-4-1",
                "claude-sonnet-5",
                "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
            )
                .forEach {
                    test(it) {
                        model.outputModes(it) shouldBe
                            listOf(OutputMode.JSON_SCHEMA, OutputMode.TOOLS, OutputMode.PARALLEL_TOOLS)
                    }
                }
            listOf(
                "claude-3-5-sonnet-latest",
                "claude-2.1",
                "claude-sonnet-4-20250514",
                "claude-opus-4-0",
                "claude-sonnet-4",
                "claude-sonnet-4@20250514",
            )
                .forEach { test(it) { model.outputModes(it) shouldBe listOf(OutputMode.TOOLS, OutputMode.PARALLEL_TOOLS) } }
            listOf("glm-5", "deepseek-chat").forEach {
                test(it) {
                    model.outputModes(it) shouldBe
                        listOf(OutputMode.TOOLS, OutputMode.PARALLEL_TOOLS, OutputMode.JSON_SCHEMA)
                }
            }
        }
    })
