package dev.sluice.openai.responses

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.InternalServerException
import dev.sluice.errors.InvalidRequestException
import dev.sluice.errors.RateLimitException
import dev.sluice.model.FinishReason
import dev.sluice.model.Message
import dev.sluice.model.ModelEvent
import dev.sluice.model.ModelReply
import dev.sluice.model.ModelRequest
import dev.sluice.model.OutputMode
import dev.sluice.model.OutputSpec
import dev.sluice.model.Rejection
import dev.sluice.model.Role
import dev.sluice.model.Usage
import dev.sluice.openai.eventsOf
import dev.sluice.openai.openAiCallsOver
import dev.sluice.schema.ObjectSchema
import dev.sluice.schema.PropertySchema
import dev.sluice.schema.SchemaDocument
import dev.sluice.schema.StringSchema
import dev.sluice.testing.OpenAiResponsesReply
import dev.sluice.wire.ScriptedExchanges
import dev.sluice.wire.data
import dev.sluice.wire.events
import dev.sluice.wire.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.flow.toList
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray

class ResponsesChatModelTest :
    FunSpec({
        fun over(exchanges: ScriptedExchanges) = Responses(openAiCallsOver(exchanges)).chatModel

        val schema = SchemaDocument(ObjectSchema("User", listOf(PropertySchema("name", StringSchema()))))

        fun request(
            mode: OutputMode?,
            rejections: List<Rejection> = emptyList(),
            stop: List<String> = emptyList(),
            messages: List<Message> = listOf(Message(Role.SYSTEM, "Be brief"), Message(Role.USER, "?")),
        ) = ModelRequest(
            "gpt-5-mini",
            messages,
            mode?.let { OutputSpec("User", "A user", schema, it) },
            rejections,
            maxTokens = 9,
            temperature = 0.5,
            topP = 0.9,
            stop = stop,
        )

        suspend fun complete(mode: OutputMode?, body: String): ModelReply = over(ScriptedExchanges(events(body))).complete(request(mode))

        fun response(output: String, rest: String = """"status":"completed"""") = """{"id":"r1","model":"m-1",$rest,"output":[$output]}"""

        val text = """{"id":"m1","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"{}"}]}"""
        val thought = """{"id":"rs1","type":"reasoning","summary":[]}"""

        fun call(arguments: String, id: String = "c1") =
            """{"id":"f1","type":"function_call","call_id":"$id","name":"User","arguments":${JsonPrimitive(arguments)}}"""

        suspend fun stream(mode: OutputMode?, vararg reads: String): List<ModelEvent> =
            over(ScriptedExchanges(events(*reads))).stream(request(mode)).toList()

        fun List<ModelEvent>.text() = filterIsInstance<ModelEvent.Delta>().joinToString("") { it.text }

        fun List<ModelEvent>.reply() = last().shouldBeInstanceOf<ModelEvent.Finished>().reply

        context("what is asked") {
            val settings = """"max_output_tokens":9,"temperature":0.5,"top_p":0.9"""
            val input = """[{"role":"system","content":"Be brief"},{"role":"user","content":"?"}]"""
            val strict = """{"type":"object","description":"A user","properties":{"name":{"type":"string"}},"required":["name"],
                "additionalProperties":false}"""

            fun body(mode: OutputMode?) = over(ScriptedExchanges()).plan(request(mode)).body

            test("without a type") {
                body(null) shouldBe json("""{"model":"gpt-5-mini","input":$input,$settings}""")
            }

            test("a schema") {
                val format = body(OutputMode.JSON_SCHEMA)["text"] as JsonObject
                (format["format"] as JsonObject).keys.toList() shouldContainExactly
                    listOf("type", "name", "description", "strict", "schema")
                format["format"].toString() shouldContain """"type":"json_schema","name":"User","description":"A user","strict":true"""
            }

            test("a tool, which must be called") {
                val body = body(OutputMode.TOOLS)
                body["tool_choice"] shouldBe json("""{"type":"function","name":"User"}""")
                val tool = body["tools"]!!.jsonArray.single() as JsonObject
                tool.keys.toList() shouldContainExactly listOf("type", "name", "description", "parameters", "strict")
                tool["strict"].toString() shouldBe "true"
                (tool["parameters"] as JsonObject)["required"] shouldBe json(strict)["required"]
            }

            test("JSON mode, with the schema in the input's system message") {
                val body = body(OutputMode.JSON_OBJECT)
                body["text"] shouldBe json("""{"format":{"type":"json_object"}}""")
                body["input"]!!.jsonArray.first().toString() shouldContain """Be brief\n\nAnswer with one JSON object"""
            }

            test("what responses do not have is refused before it is sent") {
                shouldThrow<InvalidRequestException> { over(ScriptedExchanges()).plan(request(null, stop = listOf("END"))) }
                    .message shouldContain "stop"
            }

            test("the plan is what is sent") {
                val exchanges = ScriptedExchanges(events(response(text)))
                val model = over(exchanges)
                model.complete(request(OutputMode.JSON_SCHEMA))
                exchanges.lastBody() shouldBe model.plan(request(OutputMode.JSON_SCHEMA)).body
                model.plan(request(null)).url shouldBe "https://api.test/v1/responses"
                model.outputModes("gpt-5-mini").first() shouldBe OutputMode.JSON_SCHEMA
                model.outputModes("gpt-4").first() shouldBe OutputMode.TOOLS
            }
        }

        context("the whole answer") {
            test("is the text, with its usage to the last count") {
                val usage = """"status":"completed","usage":{"input_tokens":9,"input_tokens_details":{"cached_tokens":4},
                    "output_tokens":7,"output_tokens_details":{"reasoning_tokens":5},"total_tokens":16}"""
                val reply = complete(OutputMode.JSON_SCHEMA, response("$thought,$text", usage))
                reply.text shouldBe "{}"
                reply.finishReason shouldBe FinishReason.STOP
                reply.usage shouldBe Usage(9, 7, cachedInputTokens = 4, reasoningTokens = 5)
                reply.model shouldBe "m-1"
                reply.requestId shouldBe "req_1"
            }

            test("is the input of the call") {
                val reply = complete(OutputMode.TOOLS, response("$text,${call("""{"name":"Ann"}""")}"))
                reply.text shouldBe """{"name":"Ann"}"""
                reply.finishReason shouldBe FinishReason.TOOL_CALLS
            }

            test("is a refusal, cut, or filtered") {
                val refusal = """{"type":"message","role":"assistant","content":[{"type":"refusal","refusal":"No."}]}"""
                complete(OutputMode.JSON_SCHEMA, response(refusal)).run {
                    finishReason shouldBe FinishReason.REFUSAL
                    this.refusal shouldBe "No."
                }
                for ((reason, finish) in listOf(
                    "max_output_tokens" to FinishReason.LENGTH,
                    "content_filter" to FinishReason.CONTENT_FILTER,
                    "odd" to FinishReason.OTHER,
                )) {
                    complete(null, response(text, """"status":"incomplete","incomplete_details":{"reason":"$reason"}""")).run {
                        finishReason shouldBe finish
                        rawFinishReason shouldBe reason
                        this.text shouldBe "{}"
                    }
                }
            }

            test("that failed is the exception that its error stands for") {
                val failed = """"status":"failed","error":{"code":"rate_limit_exceeded","message":"slow down"}"""
                shouldThrow<RateLimitException> { complete(null, response("", failed)) }
            }
        }

        context("as a stream") {
            test("text grows, thoughts stand apart, and the reply is whole") {
                val reply = OpenAiResponsesReply.builder().pieces(3).reasoning("Hm.").text("""{"name":"Ann"}""").usage(9, 7).build()
                val events = stream(OutputMode.JSON_SCHEMA, *eventsOf(reply).toTypedArray())
                events.first().shouldBeInstanceOf<ModelEvent.Started>().requestId shouldBe "req_1"
                events.filterIsInstance<ModelEvent.Reasoning>().joinToString("") { it.text } shouldBe "Hm."
                events.text() shouldBe """{"name":"Ann"}"""
                events.reply().text shouldBe """{"name":"Ann"}"""
                events.reply().usage shouldBe Usage(9, 7)
                events.reply().finishReason shouldBe FinishReason.STOP
            }

            test("with a tool its input alone is the answer, whatever places the server leaves out") {
                for (builder in listOf(OpenAiResponsesReply.builder(), OpenAiResponsesReply.builder().withoutPlaces())) {
                    val reply = builder.pieces(3).text("Let me see.").functionCall("c1", "User", """{"name":"Ann"}""").build()
                    val events = stream(OutputMode.TOOLS, *eventsOf(reply).toTypedArray())
                    events.text() shouldBe """{"name":"Ann"}"""
                    (events.size > 5) shouldBe true
                    events.reply().text shouldBe """{"name":"Ann"}"""
                    events.reply().finishReason shouldBe FinishReason.TOOL_CALLS
                }
            }

            test("that says nothing before its end says all of it there") {
                val end = """{"type":"response.completed","response":${response(call("""{"name":"Ann"}"""))}}"""
                stream(OutputMode.TOOLS, data(json(end).toString())).run {
                    text() shouldBe """{"name":"Ann"}"""
                    reply().text shouldBe text()
                }
            }

            test("in text instead of a call has answered that; if it was cut, it has not") {
                stream(OutputMode.TOOLS, *eventsOf(OpenAiResponsesReply.text("No tool")).toTypedArray()).text() shouldBe "No tool"
                val cut = OpenAiResponsesReply.builder().text("Let me").incomplete("max_output_tokens").build()
                stream(OutputMode.TOOLS, *eventsOf(cut).toTypedArray()).run {
                    text() shouldBe ""
                    reply().text shouldBe "Let me"
                    reply().finishReason shouldBe FinishReason.LENGTH
                }
            }

            test("that fails, or stops short, is an exception") {
                val failed = """{"type":"response.failed","response":{"error":{"code":"server_error","message":"oh"}}}"""
                shouldThrow<InternalServerException> { stream(null, data(failed)) }
                shouldThrow<ApiConnectionException> { stream(null, *eventsOf(OpenAiResponsesReply.text("a")).dropLast(1).toTypedArray()) }
            }
        }

        context("asking again") {
            fun added(mode: OutputMode, reply: ModelReply): List<String> {
                val asked = over(ScriptedExchanges()).plan(request(mode, listOf(Rejection(reply, "wrong"))))
                return asked.body["input"]!!.jsonArray.drop(2).map { it.toString() }
            }

            val wrong = """{"role":"user","content":"wrong"}"""

            test("text goes back with its items as they were, and the errors are the user's words") {
                val reply = complete(OutputMode.JSON_SCHEMA, response("$thought,$text"))
                added(OutputMode.JSON_SCHEMA, reply) shouldContainExactly listOf(thought, text, wrong)
            }

            test("each call gets its output") {
                val calls = listOf(call("""{"name":1}""", "c1"), call("{}", "c2"))
                val reply = complete(OutputMode.TOOLS, response(calls.joinToString(",")))
                val added = added(OutputMode.TOOLS, reply)
                added.take(2) shouldContainExactly calls
                added[2] shouldBe """{"type":"function_call_output","call_id":"c1","output":"wrong"}"""
                added[3] shouldBe """{"type":"function_call_output","call_id":"c2","output":"wrong"}"""
                // In a conversation without tools it is what was said.
                added(OutputMode.JSON_SCHEMA, reply) shouldContainExactly
                    listOf("""{"role":"assistant","content":"{\"name\":1}"}""", wrong)
            }

            test("a call that was cut goes back as text, and so does a thought that the server did not keep") {
                val cut = complete(OutputMode.TOOLS, response(call("""{"name":"An""")))
                cut.message shouldBe null
                added(OutputMode.TOOLS, cut) shouldContainExactly listOf("""{"role":"assistant","content":"{\"name\":\"An"}""", wrong)
                complete(null, response("$thought,$text", """"status":"completed","store":false""")).message shouldBe null
                val sealed = thought.replace("}", ""","encrypted_content":"x"}""")
                complete(null, response("$sealed,$text", """"status":"completed","store":false""")).message
                    .shouldBeInstanceOf<JsonArray>().size shouldBe 2
            }

            test("an answer of nothing says nothing") {
                added(OutputMode.JSON_SCHEMA, complete(null, response(""))) shouldContainExactly listOf(wrong)
            }
        }
    })
