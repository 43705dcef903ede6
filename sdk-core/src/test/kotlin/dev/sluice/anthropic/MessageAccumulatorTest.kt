package dev.sluice.anthropic

import dev.sluice.errors.ApiConnectionException
import dev.sluice.wire.ScriptedExchanges
import dev.sluice.wire.callsOver
import dev.sluice.wire.event
import dev.sluice.wire.events
import dev.sluice.wire.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.toList

class MessageAccumulatorTest :
    FunSpec({
        fun stream(vararg reads: String): Flow<MessageStreamEvent> = messagesOver(callsOver(ScriptedExchanges(events(*reads)))).stream {
            model = "m"
            maxTokens = 10
            user("Hello!")
        }

        fun told(json: String) = event(json(json)["type"].toString().trim('"'), json)

        fun start(index: Int, block: String) = told("""{"type":"content_block_start","index":$index,"content_block":$block}""")

        fun delta(index: Int, delta: String) = told("""{"type":"content_block_delta","index":$index,"delta":$delta}""")

        val begin = told(
            """{"type":"message_start","message":{"id":"m1","type":"message","role":"assistant","model":"claude","content":[],
            "stop_reason":null,"usage":{"input_tokens":5,"cache_read_input_tokens":3,"output_tokens":1}}}""".replace("\n", ""),
        )
        val blocks = arrayOf(
            start(0, """{"type":"thinking","thinking":"","signature":""}"""),
            delta(0, """{"type":"thinking_delta","thinking":"h"}"""),
            delta(0, """{"type":"thinking_delta","thinking":"m"}"""),
            delta(0, """{"type":"signature_delta","signature":"s1"}"""),
            start(1, """{"type":"redacted_thinking","data":"xx"}"""),
            start(2, """{"type":"text","text":"","citations":null}"""),
            delta(2, """{"type":"text_delta","text":"A"}"""),
            delta(
                2,
                """{"type":"citations_delta","citation":{"type":"char_location","cited_text":"a","start_char_index":1,"end_char_index":2}}""",
            ),
            delta(2, """{"type":"text_delta","text":"da"}"""),
            start(3, """{"type":"tool_use","id":"t1","name":"f","input":{}}"""),
            delta(3, """{"type":"input_json_delta","partial_json":""}"""),
            delta(3, """{"type":"input_json_delta","partial_json":"{\"x\":"}"""),
            start(4, """{"type":"server_tool_use","id":"s1","name":"web_search","input":{}}"""),
            delta(4, """{"type":"input_json_delta","partial_json":"{\"query\":\"q\"}"}"""),
            start(5, """{"type":"tool_use","id":"t2","name":"g","input":{}}"""),
            start(6, """{"type":"hologram","x":[1]}"""),
            delta(3, """{"type":"input_json_delta","partial_json":"1}"}"""),
        )
        val end = told("""{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":9}}""") +
            told("""{"type":"message_stop"}""")

        test("a stream makes the message that would have come at once") {
            val message = stream(begin, *blocks, end).toMessage()
            message.raw shouldBe json(
                """{"id":"m1","type":"message","role":"assistant","model":"claude","content":[
                {"type":"thinking","thinking":"hm","signature":"s1"},{"type":"redacted_thinking","data":"xx"},
                {"type":"text","text":"Ada","citations":[{"type":"char_location","cited_text":"a","start_char_index":1,"end_char_index":2}]},
                {"type":"tool_use","id":"t1","name":"f","input":{"x":1}},
                {"type":"server_tool_use","id":"s1","name":"web_search","input":{"query":"q"}},
                {"type":"tool_use","id":"t2","name":"g","input":{}},{"type":"hologram","x":[1]}],
                "stop_reason":"tool_use","stop_sequence":null,
                "usage":{"input_tokens":5,"cache_read_input_tokens":3,"output_tokens":9}}""",
            )
            listOf(message.requestId, message.text, message.response) shouldBe listOf("req_1", "Ada", null)
            message.content[1].shouldBeInstanceOf<RedactedThinkingBlock>().data shouldBe "xx"
            message.content[2].shouldBeInstanceOf<TextBlock>().citations.single().run {
                listOf(type, citedText, this.start, this.end) shouldBe listOf("char_location", "a", 1, 2)
            }
        }

        test("what has come so far can be read at any time") {
            val accumulator = MessageAccumulator()
            val texts = stream(begin, *blocks, end).toList().map { accumulator.add(it).toMessage().text }
            texts.distinct() shouldBe listOf("", "A", "Ada")
            accumulator.isComplete shouldBe true
            MessageAccumulator().run { listOf(isComplete, toMessage().content) } shouldBe listOf(false, emptyList<ContentBlock>())
        }

        test("an input that is not whole is left as it began") {
            val accumulator = MessageAccumulator()
            val events = stream(begin, *blocks, end).toList()
            events.take(12).forEach(accumulator::add)
            accumulator.toMessage().toolUses.single().input shouldBe json("{}")
        }

        test("without an index a start opens the next block, and what follows belongs to it") {
            val message = stream(
                begin,
                told("""{"type":"content_block_start","content_block":{"type":"text","text":""}}"""),
                told("""{"type":"content_block_delta","delta":{"type":"text_delta","text":"A"}}"""),
                told("""{"type":"content_block_stop"}"""),
                told("""{"type":"content_block_start","content_block":{"type":"tool_use","id":"t1","name":"f","input":{}}}"""),
                told("""{"type":"content_block_delta","delta":{"type":"input_json_delta","partial_json":"{\"x\":1}"}}"""),
                told("""{"type":"content_block_stop"}"""),
                end,
            ).toMessage()
            message.text shouldBe "A"
            message.toolUses.single().input shouldBe json("""{"x":1}""")
        }

        test("what stands beside the delta of a message is part of it") {
            val message = stream(
                begin,
                told(
                    """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":9},"context_management":{"a":[1]}}""",
                ),
                told("""{"type":"message_stop"}"""),
            ).toMessage()
            listOf(
                message.raw["context_management"],
                message.raw["type"].toString(),
                message.stopReason,
                message.usage!!.outputTokens,
            ) shouldBe
                listOf(json("""{"a":[1]}"""), "\"message\"", "end_turn", 9L)
            message.raw.keys.contains("delta") shouldBe false
        }

        test("a stream that is cut makes no message") {
            shouldThrow<ApiConnectionException> { stream(begin, *blocks).toMessage() }
        }

        test("the text comes alone, in the pieces in which it came") {
            stream(begin, *blocks, end).textDeltas().toList() shouldBe listOf("A", "da")
        }
    })
