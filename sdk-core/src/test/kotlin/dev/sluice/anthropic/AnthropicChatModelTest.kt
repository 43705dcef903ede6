package dev.sluice.anthropic

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
import dev.sluice.wire.event
import dev.sluice.wire.json
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.flow.toList
import kotlinx.serialization.json.JsonPrimitive

class AnthropicChatModelTest :
    FunSpec({
        fun model(vararg reads: String) = AnthropicChatModel(
            messagesOver(callsOver(ScriptedExchanges(ScriptedAnswer(reads.toList())))),
            AnthropicModelRequests(FakeDialect("anthropic")),
        )

        fun request(mode: OutputMode?) = ModelRequest(
            "claude",
            listOf(Message(Role.USER, "?")),
            mode?.let { OutputSpec("User", null, SchemaDocument(ObjectSchema("User", emptyList())), it) },
            maxTokens = 64,
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

        fun named(type: String, fields: String) = event(type, """{"type":"$type",$fields}""")

        val begun = """{"input_tokens":5,"cache_read_input_tokens":20,"cache_creation_input_tokens":10,"output_tokens":1}"""

        fun start(usage: String = begun) =
            named(
                "message_start",
                """"message":{"id":"m1","type":"message","role":"assistant","model":"claude-1","content":[],"usage":$usage}""",
            )

        fun block(index: Int, block: String) = named("content_block_start", """"index":$index,"content_block":{$block}""")

        fun delta(index: Int, type: String, field: String, value: String) =
            named("content_block_delta", """"index":$index,"delta":{"type":"$type","$field":${JsonPrimitive(value)}}""")

        fun text(index: Int, value: String) = delta(index, "text_delta", "text", value)

        fun input(index: Int, value: String) = delta(index, "input_json_delta", "partial_json", value)

        fun toolBlock(index: Int, id: String, name: String) = block(index, """"type":"tool_use","id":"$id","name":"$name","input":{}""")

        fun end(reason: String, usage: String = """{"output_tokens":9}""") = named(
            "message_delta",
            """"delta":{"stop_reason":"$reason","stop_sequence":null},"usage":$usage""",
        ) + event("message_stop", """{"type":"message_stop"}""")

        val textBlock = block(0, """"text":"","type":"text"""")

        test("text comes as deltas, and the reply holds all of it") {
            val events = stream(OutputMode.JSON_SCHEMA, start(), textBlock, text(0, "{\"a\"") + text(0, ":1}"), end("end_turn"))
            events.steps() shouldBe listOf("started claude-1", "{\"a\"", ":1}", "finished")
            val reply = events.reply()
            reply.finishReason shouldBe FinishReason.STOP
            reply.rawFinishReason shouldBe "end_turn"
            reply.message shouldBe json("""{"role":"assistant","content":[{"type":"text","text":"{\"a\":1}"}]}""")
            reply.model shouldBe "claude-1"
            reply.requestId shouldBe "req_1"
        }

        test("usage counts from the start, and the input is all of the input") {
            val whole = Usage(35, 9, cachedInputTokens = 20, cacheWriteTokens = 10)
            stream(null, start(), textBlock, text(0, "a"), end("end_turn")).reply().usage shouldBe whole
            val twice = """{"input_tokens":5,"cache_read_input_tokens":20,"cache_creation_input_tokens":null,"output_tokens":9}"""
            stream(null, start(), textBlock, text(0, "a"), end("end_turn", twice)).reply().usage shouldBe whole
        }

        test("a server may tell the input at the end, or say zero where it told before") {
            stream(
                null,
                start("""{"input_tokens":0,"output_tokens":0}"""),
                end("end_turn", """{"input_tokens":7,"output_tokens":9}"""),
            ).reply()
                .usage shouldBe Usage(7, 9)
            stream(
                null,
                start("""{"input_tokens":7,"output_tokens":1}"""),
                end("end_turn", """{"input_tokens":0,"output_tokens":9}"""),
            ).reply()
                .usage shouldBe Usage(7, 9)
        }

        test("the stream begins with what is known of the usage") {
            val usage = stream(null, start(), end("end_turn")).first().shouldBeInstanceOf<ModelEvent.Started>().usage!!
            listOf(usage.inputTokens, usage.isExact) shouldBe listOf(35L, false)
        }

        test("a usage that was not told to the end is a lower bound, with an estimate beside it") {
            val cut =
                named("message_delta", """"delta":{"stop_reason":"end_turn"}""") + event("message_stop", """{"type":"message_stop"}""")
            val usage = stream(null, start(), textBlock, text(0, "123456789"), cut).reply().usage
            listOf(usage.isExact, usage.inputTokens, usage.outputTokens, usage.estimatedOutputTokens) shouldBe listOf(false, 35L, 1L, 3L)
        }

        test("with a tool, its input alone is the answer, and the blocks go back as they were") {
            val events = stream(
                OutputMode.TOOLS,
                start(),
                block(0, """"signature":"","thinking":"","type":"thinking""""),
                delta(0, "thinking_delta", "thinking", "hm"),
                delta(0, "signature_delta", "signature", "sig"),
                block(1, """"text":"","type":"text""""),
                text(1, "Here"),
                toolBlock(2, "t1", "User"),
                input(2, ""),
                input(2, "{\"age\""),
                input(2, ":7}"),
                end("tool_use"),
            )
            events.steps() shouldBe listOf("started claude-1", "(hm)", "{\"age\"", ":7}", "finished")
            val reply = events.reply()
            reply.finishReason shouldBe FinishReason.TOOL_CALLS
            reply.message shouldBe json(
                """{"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"sig"},{"type":"text","text":"Here"},
                {"type":"tool_use","id":"t1","name":"User","input":{"age":7}}]}""",
            )
        }

        test("pieces of two blocks that come in turns are kept apart by their index") {
            val events = stream(
                OutputMode.TOOLS,
                start(),
                toolBlock(0, "t1", "User") + toolBlock(1, "t2", "User"),
                input(0, "[1") + input(1, "[9") + input(0, "]") + input(1, "]"),
                end("tool_use"),
            )
            events.steps() shouldBe listOf("started claude-1", "[1", "]", "finished")
            events.reply().message shouldBe null
        }

        test("a call of another tool is not the answer") {
            stream(
                OutputMode.TOOLS,
                start(),
                toolBlock(0, "t1", "Other"),
                input(0, "{}"),
                toolBlock(1, "t2", "User"),
                input(1, "{ }"),
                end("tool_use"),
            )
                .reply().text shouldBe "{ }"
        }

        test("an input of nothing is an empty object, and so it goes back") {
            val reply = stream(OutputMode.TOOLS, start(), toolBlock(0, "t1", "User"), input(0, ""), end("tool_use")).reply()
            reply.text shouldBe "{}"
            reply.message shouldBe json("""{"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"User","input":{}}]}""")
        }

        test("a server that sends the whole input with the block is understood") {
            stream(
                OutputMode.TOOLS,
                start(),
                block(0, """"type":"tool_use","id":"t1","name":"User","input":{"age":7}"""),
                end("tool_use"),
            ).reply()
                .text shouldBe """{"age":7}"""
        }

        test("an input that was cut cannot be sent back as a call") {
            val reply = stream(OutputMode.TOOLS, start(), toolBlock(0, "t1", "User"), input(0, "{\"age\":"), end("max_tokens")).reply()
            reply.text shouldBe "{\"age\":"
            reply.message shouldBe null
            reply.finishReason shouldBe FinishReason.LENGTH
        }

        test("an input that is no object, or no JSON, cannot either") {
            for (bad in listOf("[1]", "7", "{\"age\":seven}", "{\"age\":7}}")) {
                stream(OutputMode.TOOLS, start(), toolBlock(0, "t1", "User"), input(0, bad), end("tool_use")).reply().run {
                    text shouldBe bad
                    message shouldBe null
                }
            }
        }

        test("a model that answers in text instead of calling the tool has answered that") {
            val events = stream(OutputMode.TOOLS, start(), textBlock, text(0, "No "), text(0, "tool"), end("end_turn"))
            events.steps() shouldBe listOf("started claude-1", "No tool", "finished")
        }

        test("citations and blocks of an unknown kind go back as they came") {
            val reply = stream(
                null,
                start(),
                block(0, """"type":"hologram","x":1"""),
                block(1, """"type":"text","text":"","citations":[]"""),
                text(1, "a"),
                named("content_block_delta", """"index":1,"delta":{"type":"citations_delta","citation":{"cited_text":"b"}}"""),
                end("end_turn"),
            ).reply()
            reply.message shouldBe json(
                """{"role":"assistant","content":[{"type":"hologram","x":1},{"type":"text","text":"a","citations":[{"cited_text":"b"}]}]}""",
            )
        }

        test("a refusal says what was said, or why") {
            val said = stream(null, start(), textBlock, text(0, "I cannot."), end("refusal")).reply()
            listOf(said.finishReason, said.refusal) shouldBe listOf(FinishReason.REFUSAL, "I cannot.")
            val why =
                named("message_delta", """"delta":{"stop_reason":"refusal","stop_details":{"type":"refusal","explanation":"Policy."}}""") +
                    event("message_stop", """{"type":"message_stop"}""")
            stream(null, start(), why).reply().refusal shouldBe "Policy."
        }

        test("a refusal is not delivered as if it were the tool's input") {
            for (reason in listOf("refusal", "max_tokens")) {
                val events = stream(OutputMode.TOOLS, start(), textBlock, text(0, "I cannot."), end(reason))
                events.steps() shouldBe listOf("started claude-1", "finished")
                events.last().shouldBeInstanceOf<ModelEvent.Finished>().reply.text shouldBe "I cannot."
            }
        }

        test("a block that never began is one all the same") {
            stream(OutputMode.JSON_SCHEMA, start(), text(0, "{\"a\"") + text(0, ":1}"), end("end_turn")).reply().run {
                text shouldBe "{\"a\":1}"
                message shouldBe json("""{"role":"assistant","content":[{"type":"text","text":"{\"a\":1}"}]}""")
            }
            val thinking = delta(0, "thinking_delta", "thinking", "hm") + delta(0, "signature_delta", "signature", "s")
            stream(OutputMode.TOOLS, start(), thinking, input(1, "{\"a\":"), input(1, "1}"), end("tool_use")).run {
                steps() shouldBe listOf("started claude-1", "(hm)", "{\"a\":", "1}", "finished")
                // A call without an id has none that its result could name.
                reply().message shouldBe null
            }
        }

        context("finish reasons") {
            listOf(
                "end_turn" to FinishReason.STOP,
                "stop_sequence" to FinishReason.STOP,
                "max_tokens" to FinishReason.LENGTH,
                "model_context_window_exceeded" to FinishReason.LENGTH,
                "tool_use" to FinishReason.TOOL_CALLS,
                "refusal" to FinishReason.REFUSAL,
                "pause_turn" to FinishReason.OTHER,
                "sparkle" to FinishReason.OTHER,
            ).forEach { (word, reason) ->
                test(word) {
                    val reply = stream(null, start(), textBlock, text(0, "a"), end(word)).reply()
                    listOf(reply.finishReason, reply.rawFinishReason) shouldBe listOf(reason, word)
                }
            }
        }

        context("the whole answer at once") {
            val usage = """"usage":{"input_tokens":1,"output_tokens":2}"""

            test("is the tool's input, and the blocks as they were") {
                val content = """[{"type":"text","text":"Here"},{"type":"tool_use","id":"t1","name":"User","input":{"z":1.50,"a":[]}}]"""
                val reply = model(
                    """{"model":"claude-1","content":$content,"stop_reason":"tool_use",$usage}""",
                ).complete(request(OutputMode.TOOLS))
                reply.text shouldBe """{"z":1.50,"a":[]}"""
                reply.message shouldBe json("""{"role":"assistant","content":$content}""")
                reply.usage shouldBe Usage(1, 2)
                reply.requestId shouldBe "req_1"
            }

            test("is the text otherwise, with an estimate where no usage came") {
                val reply = model("""{"content":[{"type":"text","text":"12345"}]}""").complete(request(OutputMode.JSON_SCHEMA))
                reply.text shouldBe "12345"
                reply.usage.isExact shouldBe false
                (reply.usage.estimatedOutputTokens >= 2) shouldBe true
            }

            test("of nothing cannot be sent back") {
                model("""{"content":[{"type":"text","text":""}],"stop_reason":"end_turn",$usage}""").complete(request(null)).run {
                    text shouldBe ""
                    message shouldBe null
                }
            }
        }
    })
