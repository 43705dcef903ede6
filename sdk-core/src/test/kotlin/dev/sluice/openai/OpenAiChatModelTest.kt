package dev.sluice.openai

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiResponseException
import dev.sluice.model.FinishReason
import dev.sluice.model.Message
import dev.sluice.model.ModelEvent
import dev.sluice.model.ModelReply
import dev.sluice.model.ModelRequest
import dev.sluice.model.OutputMode
import dev.sluice.model.OutputSpec
import dev.sluice.model.Role
import dev.sluice.model.Usage
import dev.sluice.schema.ObjectSchema
import dev.sluice.schema.SchemaDocument
import dev.sluice.wire.FakeDialect
import dev.sluice.wire.ScriptedAnswer
import dev.sluice.wire.ScriptedExchanges
import dev.sluice.wire.callsOver
import dev.sluice.wire.data
import dev.sluice.wire.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.flow.toList
import kotlinx.serialization.json.JsonPrimitive

class OpenAiChatModelTest :
    FunSpec({
        fun model(vararg reads: String) = OpenAiChatModel(
            ChatCompletions(openAiCallsOver(ScriptedExchanges(ScriptedAnswer(reads.toList())))),
            OpenAiModelRequests(FakeDialect("strict"), FakeDialect("plain")),
        )

        fun request(mode: OutputMode?) = ModelRequest(
            "m",
            listOf(Message(Role.USER, "?")),
            mode?.let { OutputSpec("User", null, SchemaDocument(ObjectSchema("User", emptyList())), it) },
        )

        suspend fun stream(mode: OutputMode?, vararg reads: String): List<ModelEvent> = model(*reads).stream(request(mode)).toList()

        /** The events' own words; the reply, whose text the deltas must give, stands apart. */
        fun List<ModelEvent>.steps() = map {
            when (it) {
                is ModelEvent.Started -> "started ${it.model}"
                is ModelEvent.Delta -> it.text
                is ModelEvent.Reasoning -> "(${it.text})"
                is ModelEvent.Finished -> "finished"
            }
        }

        fun List<ModelEvent>.reply(): ModelReply {
            val reply = last().shouldBeInstanceOf<ModelEvent.Finished>().reply
            filterIsInstance<ModelEvent.Delta>().joinToString("") { it.text } shouldBe reply.text
            return reply
        }

        fun delta(fields: String, finish: String = "null") =
            data("""{"model":"m-1","choices":[{"index":0,"delta":{$fields},"finish_reason":$finish}]}""")

        fun content(text: String) = delta("\"content\":${JsonPrimitive(text)}")

        fun call(index: Int?, arguments: String, id: String? = null, name: String? = null): String {
            val place = index?.let { "\"index\":$it," }.orEmpty() + id?.let { "\"id\":\"$it\"," }.orEmpty()
            val named = name?.let { "\"name\":\"$it\"," }.orEmpty()
            return delta(""""tool_calls":[{$place"function":{$named"arguments":${JsonPrimitive(arguments)}}}]""")
        }

        val stop = delta("", "\"stop\"")
        val done = data("[DONE]")

        test("text comes as deltas, and the reply holds all of it") {
            val events = stream(
                OutputMode.JSON_SCHEMA,
                delta(""""role":"assistant","content":"""""),
                content("{\"a\"") + content(":1}"),
                stop,
                data("""{"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":4,"prompt_tokens_details":{"cached_tokens":8}}}"""),
                done,
            )
            events.steps() shouldBe listOf("started m-1", "{\"a\"", ":1}", "finished")
            val reply = events.reply()
            reply.text shouldBe """{"a":1}"""
            reply.finishReason shouldBe FinishReason.STOP
            reply.rawFinishReason shouldBe "stop"
            reply.usage shouldBe Usage(9, 4, cachedInputTokens = 8)
            reply.message shouldBe json("""{"role":"assistant","content":"{\"a\":1}"}""")
            reply.model shouldBe "m-1"
            reply.requestId shouldBe "req_1"
        }

        test("role, text and finish reason may share one chunk, and [DONE] may be missing") {
            stream(null, delta(""""role":"assistant","content":"Hi"""", "\"stop\"")).steps() shouldBe
                listOf("started m-1", "Hi", "finished")
        }

        test("a usage that never came is not exact, and is estimated from the text") {
            val usage = stream(null, content("123456789"), stop, done).reply().usage
            usage.isExact shouldBe false
            usage.outputTokens shouldBe 0
            usage.estimatedOutputTokens shouldBe 3
        }

        test("with a tool, its input alone is the answer") {
            val events = stream(
                OutputMode.TOOLS,
                delta(""""role":"assistant","content":"Let me see.""""),
                call(0, "", "t1", "User"),
                call(0, "{\"age\""),
                call(0, ":7}"),
                delta("", "\"tool_calls\""),
                done,
            )
            events.steps() shouldBe listOf("started m-1", "{\"age\"", ":7}", "finished")
            events.reply().finishReason shouldBe FinishReason.TOOL_CALLS
        }

        test("pieces of two calls that come in turns are kept apart by their index") {
            val events = stream(
                OutputMode.TOOLS,
                call(0, "", "t1", "User") + call(1, "", "t2", "User"),
                call(0, "[1") + call(1, "[9") + call(0, "]") + call(1, "]"),
                stop + done,
            )
            events.steps() shouldBe listOf("started m-1", "[1", "]", "finished")
            events.reply().text shouldBe "[1]"
        }

        test("a call of another tool is not the answer") {
            val events = stream(OutputMode.TOOLS, call(0, "{}", "t1", "Other") + call(1, "{ }", "t2", "User"), stop + done)
            events.reply().text shouldBe "{ }"
            events.reply().message.toString() shouldContain "Other"
        }

        test("a server that gives no index begins a call with its id") {
            stream(
                OutputMode.TOOLS,
                call(null, "{", "t1", "User"),
                call(null, "}"),
                call(null, "{}", "t2", "User"),
                stop + done,
            ).reply().run {
                text shouldBe "{}"
                message shouldBe json(
                    """{"role":"assistant","content":null,"tool_calls":[
                    {"id":"t1","type":"function","function":{"name":"User","arguments":"{}"}},
                    {"id":"t2","type":"function","function":{"name":"User","arguments":"{}"}}]}""",
                )
            }
        }

        test("calls that all have the same index are told apart by their ids, and only one of them is the answer") {
            val reply = stream(
                OutputMode.TOOLS,
                call(0, "{}", "t1", "Other"),
                call(0, "{ }", "t2", "User"),
                call(0, "{}", "t3", "User"),
                stop + done,
            ).reply()
            reply.text shouldBe "{ }"
            json(reply.message.toString())["tool_calls"].toString().split("\"id\"").size shouldBe 4
        }

        test("a server that says id and name in every piece says them once") {
            stream(OutputMode.TOOLS, call(0, "{", "t1", "User"), call(0, "}", "t1", "User"), stop + done).reply().message shouldBe
                json(
                    """{"role":"assistant","content":null,"tool_calls":[{"id":"t1","type":"function","function":{"name":"User","arguments":"{}"}}]}""",
                )
        }

        test("an input of nothing is an empty object") {
            stream(OutputMode.TOOLS, call(0, "", "t1", "User"), stop + done).reply().text shouldBe "{}"
        }

        test("a model that answers in text instead of calling the tool has answered that") {
            val events = stream(OutputMode.TOOLS, content("No "), content("tool"), stop, done)
            events.steps() shouldBe listOf("started m-1", "No tool", "finished")
            events.reply().message shouldBe json("""{"role":"assistant","content":"No tool"}""")
        }

        test("text that was cut or filtered is not delivered as if it were the tool's input") {
            for (reason in listOf("length", "content_filter")) {
                val events = stream(OutputMode.TOOLS, content("Let me think"), delta("", "\"$reason\""), done)
                events.steps() shouldBe listOf("started m-1", "finished")
                events.last().shouldBeInstanceOf<ModelEvent.Finished>().reply.text shouldBe "Let me think"
            }
        }

        test("an input that was cut cannot be sent back as a call") {
            val reply = stream(OutputMode.TOOLS, call(0, "{", "t1", "User"), delta("", "\"length\""), done).reply()
            reply.text shouldBe "{"
            reply.message shouldBe null
            reply.finishReason shouldBe FinishReason.LENGTH
        }

        test("what is thought aloud is no part of the answer") {
            val events = stream(null, delta(""""reasoning_content":"hm""""), delta(""""reasoning":"so""""), content("7"), stop, done)
            events.steps() shouldBe listOf("started m-1", "(hm)", "(so)", "7", "finished")
            events.reply().message shouldBe json("""{"role":"assistant","content":"7"}""")
        }

        test("a refusal is one, whatever the finish reason says") {
            val reply = stream(OutputMode.JSON_SCHEMA, delta(""""refusal":"I ca""""), delta(""""refusal":"nnot""""), stop, done).reply()
            reply.finishReason shouldBe FinishReason.REFUSAL
            reply.refusal shouldBe "I cannot"
            reply.text shouldBe ""
        }

        context("finish reasons") {
            listOf(
                "stop" to FinishReason.STOP,
                "length" to FinishReason.LENGTH,
                "tool_calls" to FinishReason.TOOL_CALLS,
                "function_call" to FinishReason.TOOL_CALLS,
                "content_filter" to FinishReason.CONTENT_FILTER,
                "eos" to FinishReason.OTHER,
            ).forEach { (word, reason) ->
                test(word) {
                    val reply = stream(null, delta(""""content":"a"""", "\"$word\""), done).reply()
                    reply.finishReason shouldBe reason
                    reply.rawFinishReason shouldBe word
                }
            }
        }

        test("a stream that stops short fails after what it brought") {
            val seen = ArrayList<ModelEvent>()
            shouldThrow<ApiConnectionException> { model(content("a")).stream(request(null)).collect { seen += it } }
            seen.steps() shouldBe listOf("started m-1", "a")
        }

        test("an answer of nothing at all is an empty reply that cannot be sent back") {
            val reply = stream(null, stop, done).reply()
            reply.text shouldBe ""
            reply.message shouldBe null
        }

        context("the whole answer at once") {
            test("is the tool's input, and the message as it was") {
                val message = """{"role":"assistant","content":"Here","refusal":null,"annotations":[],"tool_calls":[
                    {"id":"t1","type":"function","function":{"name":"User","arguments":"{\"age\":7}"}}]}"""
                val reply = model(
                    """{"model":"m-1","choices":[{"message":$message,"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2}}""",
                )
                    .complete(request(OutputMode.TOOLS))
                reply.text shouldBe """{"age":7}"""
                reply.message shouldBe json(message)
                reply.usage shouldBe Usage(1, 2)
                reply.requestId shouldBe "req_1"
            }

            test("is the text otherwise, with an estimate where no usage came") {
                val reply = model("""{"choices":[{"message":{"content":"12345"}}]}""").complete(request(OutputMode.JSON_SCHEMA))
                reply.text shouldBe "12345"
                reply.usage.isExact shouldBe false
                reply.usage.estimatedOutputTokens shouldBe 2
                reply.finishReason shouldBe FinishReason.OTHER
            }

            test("that refuses, refuses") {
                val reply = model(
                    """{"choices":[{"message":{"content":null,"refusal":"No."},"finish_reason":"stop"}]}""",
                ).complete(request(null))
                reply.finishReason shouldBe FinishReason.REFUSAL
                reply.refusal shouldBe "No."
            }

            test("without choices is not understood") {
                val thrown = shouldThrow<ApiResponseException> { model("""{"detail":"odd"}""").complete(request(null)) }
                thrown.message!! shouldContain """has no choices: {"detail":"odd"}"""
                thrown.requestId shouldBe "req_1"
            }
        }
    })
