package dev.sluice.anthropic

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiResponseException
import dev.sluice.errors.ApiStatusException
import dev.sluice.errors.InternalServerException
import dev.sluice.errors.OverloadedException
import dev.sluice.errors.RateLimitException
import dev.sluice.wire.ScriptedExchanges
import dev.sluice.wire.callsOver
import dev.sluice.wire.data
import dev.sluice.wire.event
import dev.sluice.wire.events
import dev.sluice.wire.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.flow.toList

class MessageEventDecoderTest :
    FunSpec({
        fun messages(vararg reads: String) = messagesOver(callsOver(ScriptedExchanges(events(*reads))))

        suspend fun decode(vararg reads: String): List<MessageStreamEvent> = messages(*reads).stream {
            model = "m"
            maxTokens = 10
            user("Hello!")
        }.toList()

        val start =
            event(
                "message_start",
                """{"type":"message_start","message":{"id":"m1","model":"claude","content":[],"usage":{"input_tokens":5,"output_tokens":1}}}""",
            )
        val stop = event("message_stop", """{"type":"message_stop"}""")

        fun delta(fields: String, index: Int = 0) =
            event("content_block_delta", """{"type":"content_block_delta","index":$index,"delta":{$fields}}""")

        test("a message comes in typed events") {
            val decoded = decode(
                start + event("ping", """{"type":"ping"}"""),
                event(
                    "content_block_start",
                    """{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t1","name":"f","input":{}}}""",
                ),
                delta(""""partial_json":"{\"a\"","type":"input_json_delta"""", 1),
                event("content_block_stop", """{"type":"content_block_stop","index":1}"""),
                event(
                    "message_delta",
                    """{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":9}}""",
                ),
                stop,
            )
            decoded.map { it.type } shouldBe
                listOf("message_start", "content_block_start", "content_block_delta", "content_block_stop", "message_delta", "message_stop")
            decoded[0].shouldBeInstanceOf<MessageStreamEvent.MessageStart>().message.run {
                listOf(id, model, usage?.inputTokens, requestId) shouldBe listOf("m1", "claude", 5L, "req_1")
            }
            decoded[1].shouldBeInstanceOf<MessageStreamEvent.ContentBlockStart>().run {
                index shouldBe 1
                block.shouldBeInstanceOf<ToolUseBlock>().name shouldBe "f"
            }
            decoded[2].shouldBeInstanceOf<MessageStreamEvent.ContentBlockDelta>().run {
                listOf(index, deltaType, partialJson, text, thinking) shouldBe listOf(1, "input_json_delta", "{\"a\"", "", null)
            }
            decoded[3].shouldBeInstanceOf<MessageStreamEvent.ContentBlockStop>().index shouldBe 1
            decoded[4].shouldBeInstanceOf<MessageStreamEvent.MessageDelta>().run {
                listOf(stopReason, stopSequence, usage?.outputTokens) shouldBe listOf("tool_use", null, 9L)
            }
            decoded[5].shouldBeInstanceOf<MessageStreamEvent.MessageStop>()
        }

        test("what a call used is settled by the greater counts, and what was written to the cache is among it") {
            suspend fun used(begin: String, end: String): Long? {
                val exchanges = ScriptedExchanges(
                    events(
                        data("""{"type":"message_start","message":{"usage":$begin}}"""),
                        data("""{"type":"message_delta","delta":{},"usage":$end}"""),
                        stop,
                    ),
                )
                messagesOver(callsOver(exchanges)).stream { model("m").maxTokens(9).user("?") }.toList()
                return exchanges.exchanges.single().usedTokens
            }
            used("""{"input_tokens":5,"output_tokens":1}""", """{"output_tokens":9}""") shouldBe 14
            used("""{"input_tokens":0,"output_tokens":0}""", """{"input_tokens":5,"output_tokens":9}""") shouldBe 14
            used("""{"input_tokens":5,"output_tokens":1}""", """{"input_tokens":0,"output_tokens":9}""") shouldBe 14
            used("""{"input_tokens":5,"cache_creation_input_tokens":100,"cache_read_input_tokens":7}""", """{"output_tokens":9}""") shouldBe
                114
        }

        test("text is at hand on every event") {
            decode(start, delta(""""type":"text_delta","text":"Hi""""), delta(""""type":"thinking_delta","thinking":"hm""""), stop)
                .map { it.text } shouldBe listOf("", "Hi", "", "")
        }

        test("events, blocks and deltas of an unknown kind are kept") {
            val raw = """{"type":"content_block_sparkle","index":0,"x":[1]}"""
            val decoded = decode(
                start,
                event("content_block_sparkle", raw),
                event("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"hologram","x":1}}"""),
                delta(""""type":"hologram_delta","x":2"""),
                stop,
            )
            decoded[1].shouldBeInstanceOf<MessageStreamEvent.Unknown>().raw shouldBe json(raw)
            decoded[2].shouldBeInstanceOf<MessageStreamEvent.ContentBlockStart>().block.shouldBeInstanceOf<UnknownBlock>().type shouldBe
                "hologram"
            decoded[3].shouldBeInstanceOf<MessageStreamEvent.ContentBlockDelta>().delta shouldBe json("""{"type":"hologram_delta","x":2}""")
        }

        test("the kind stands in the data or in the event's name; either will do") {
            decode(data("""{"type":"message_start","message":{}}"""), event("message_stop", "{}")).map { it::class.simpleName } shouldBe
                listOf("MessageStart", "MessageStop")
        }

        test("a ping is dropped, with data of any kind") {
            decode(event("ping", "{}"), event("ping", "pong"), data("""{"type":"ping"}"""), stop).size shouldBe 1
        }

        test("a stream ends with message_stop and with nothing else") {
            shouldThrow<ApiConnectionException> { decode(start) }.message!! shouldContain "before its terminal event (message_stop)"
            shouldThrow<ApiConnectionException> {
                decode(start, event("message_delta", """{"type":"message_delta","delta":{"stop_reason":"end_turn"}}"""), data("[DONE]"))
            }
            decode(start, stop + "data: oops\n\n").size shouldBe 2
        }

        context("an error in the stream is the exception of its type") {
            listOf(
                "overloaded_error" to OverloadedException::class,
                "rate_limit_error" to RateLimitException::class,
                "api_error" to InternalServerException::class,
            )
                .forEach { (type, kind) ->
                    test(type) {
                        val body = """{"type":"error","error":{"type":"$type","message":"Busy"},"request_id":"req_2"}"""
                        for (stream in listOf(arrayOf(event("error", body)), arrayOf(start, data(body)))) {
                            val thrown = shouldThrow<ApiStatusException> { decode(*stream) }
                            thrown::class shouldBe kind
                            thrown.requestId shouldBe "req_1"
                        }
                    }
                }

            test("also where the form is another's") {
                shouldThrow<ApiStatusException> { decode(data("""{"error":{"message":"Busy","type":"overloaded_error"}}""")) }
                    .shouldBeInstanceOf<OverloadedException>()
            }
        }

        test("an event that is no JSON object says what it was") {
            shouldThrow<ApiResponseException> { decode(start, event("content_block_delta", "oops{")) }.message!! shouldContain "oops{"
        }

        test("an event without data, or of an unknown kind and without JSON, is passed over") {
            decode(start, event("heartbeat", "ok") + "data:\n\n", stop).size shouldBe 2
            shouldThrow<ApiResponseException> { decode(start, event("error", "upstream gone")) }.message!! shouldContain "upstream gone"
            shouldThrow<ApiResponseException> { decode(start, event("message_stop", "")) }
        }

        context("a whole answer") {
            suspend fun create(body: String) = messages(body).create {
                model = "m"
                maxTokens = 10
                user("Hello!")
            }

            test("reads what is there") {
                val message = create(
                    """{"id":"m1","type":"message","role":"assistant","model":"claude","stop_reason":"tool_use","stop_sequence":null,"content":[
                    {"type":"thinking","thinking":"hm","signature":"s"},{"type":"text","text":"a"},{"type":"text","text":"b"},
                    {"type":"tool_use","id":"t1","name":"f","input":{"x":1}},{"type":"hologram"}],"usage":{"input_tokens":1,"output_tokens":2,
                    "cache_creation_input_tokens":3,"cache_read_input_tokens":4,"output_tokens_details":{"thinking_tokens":1}}}""",
                )
                listOf(
                    message.id,
                    message.role,
                    message.model,
                    message.stopReason,
                    message.stopSequence,
                    message.text,
                    message.requestId,
                ) shouldBe
                    listOf("m1", "assistant", "claude", "tool_use", null, "ab", "req_1")
                message.content.map { it::class } shouldBe
                    listOf(ThinkingBlock::class, TextBlock::class, TextBlock::class, ToolUseBlock::class, UnknownBlock::class)
                message.toolUses.single().run { listOf(id, name, input) } shouldBe listOf("t1", "f", json("""{"x":1}"""))
                message.usage!!.run {
                    listOf(inputTokens, outputTokens, cacheCreationInputTokens, cacheReadInputTokens, thinkingTokens)
                } shouldBe
                    listOf(1L, 2L, 3L, 4L, 1L)
            }

            test("counts what was written to the cache") {
                val usage = """{"input_tokens":5,"cache_creation_input_tokens":100,"cache_read_input_tokens":7,"output_tokens":9}"""
                val exchanges = ScriptedExchanges(events("""{"content":[],"usage":$usage}"""))
                messagesOver(callsOver(exchanges)).create { model("m").maxTokens(9).user("?") }
                exchanges.exchanges.single().usedTokens shouldBe 114
            }

            test("does without what is not there") {
                val message = create("""{"content":[{"type":"text","text":"Hi"}]}""")
                message.text shouldBe "Hi"
                listOf(message.id, message.model, message.usage, message.stopReason) shouldBe listOf(null, null, null, null)
            }

            test("that is an error under status 200 is that error") {
                shouldThrow<ApiStatusException> { create("""{"type":"error","error":{"type":"overloaded_error","message":"Busy"}}""") }
                    .shouldBeInstanceOf<OverloadedException>()
            }

            test("goes back into a conversation without its empty text") {
                val message = create("""{"content":[{"type":"text","text":""},{"type":"thinking","thinking":"","signature":"s"}]}""")
                MessageParam.from(message).json shouldBe
                    json("""{"role":"assistant","content":[{"type":"thinking","thinking":"","signature":"s"}]}""")
            }
        }
    })
