package dev.sluice.openai

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
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.flow.toList

class ChunkDecoderTest :
    FunSpec({
        suspend fun decode(vararg reads: String): List<ChatCompletionChunk> =
            ChatCompletions(openAiCallsOver(ScriptedExchanges(events(*reads)))).stream {
                model = "m"
                user("Hello!")
            }.toList()

        val text = data("""{"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}]}""")
        val end = data("""{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""")
        val done = data("[DONE]")

        test("role, text and finish reason may share one chunk") {
            val chunk = decode(
                data(
                    """{"id":"c1","created":7,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]}""",
                ),
                done,
            ).single()
            chunk.id shouldBe "c1"
            chunk.created shouldBe 7
            chunk.text shouldBe "Hi"
            chunk.choices.single().delta.role shouldBe "assistant"
            chunk.choices.single().finishReason shouldBe "stop"
            chunk.requestId shouldBe "req_1"
        }

        test("a chunk without choices carries the usage, and no text") {
            val usage = """{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13,""" +
                """"prompt_tokens_details":{"cached_tokens":8,"cache_write_tokens":1},"completion_tokens_details":{"reasoning_tokens":3}}"""
            val chunk = decode(text, end, data("""{"choices":[],"usage":$usage}"""), done).last()
            chunk.text shouldBe ""
            chunk.usage!!.run {
                listOf(promptTokens, completionTokens, totalTokens, cachedTokens, cacheWriteTokens, reasoningTokens)
            } shouldBe
                listOf(9L, 4L, 13L, 8L, 1L, 3L)
        }

        test("a server may leave out everything but the text") {
            val chunk = decode(data("""{"choices":[{"delta":{"content":"Hi"}}]}"""), done).single()
            chunk.text shouldBe "Hi"
            listOf(chunk.id, chunk.created, chunk.model, chunk.usage) shouldBe listOf(null, null, null, null)
            chunk.choices.single().index shouldBe 0
        }

        test("what is not known is kept") {
            val raw = """{"x_vendor":{"a":[1]},""" +
                """"choices":[{"index":0,"delta":{"content":"Hi","mood":"good"},"finish_reason":"eos_token"}]}"""
            val chunk = decode(event("vendor.chunk", raw), done).single()
            chunk.raw shouldBe json(raw)
            chunk.choices.single().finishReason shouldBe "eos_token"
        }

        test("the shortcut reads the first answer only") {
            decode(
                data("""{"choices":[{"index":1,"delta":{"content":"b"}},{"index":0,"delta":{"content":"a"}}]}"""),
                done,
            ).single().text shouldBe
                "a"
        }

        test("tool calls come in pieces") {
            val piece = """{"choices":[{"index":0,"delta":{"tool_calls":[""" +
                """{"index":1,"id":"c","function":{"name":"f","arguments":"{"}}]}}]}"""
            val call = decode(data(piece), done).single().choices.single().delta.toolCalls.single()
            listOf(call.index, call.id, call.name, call.arguments) shouldBe listOf(1, "c", "f", "{")
        }

        context("the end of the stream") {
            test("is [DONE], and what follows is not read as an event") {
                decode(text, done + data("oops")).size shouldBe 1
                decode("data:[DONE]\n\n").shouldBeEmpty()
            }

            test("is the end of the body after a finish reason, for servers that leave [DONE] out") {
                decode(text, end).size shouldBe 2
                decode(text, end, data("""{"choices":[],"usage":{"prompt_tokens":1}}""")).size shouldBe 3
            }

            test("is not the end of the body before it") {
                shouldThrow<ApiConnectionException> { decode(text) }.message shouldBe
                    "The stream ended before its terminal event (data: [DONE]): the answer is not whole. " +
                    "The server or something on the way closed the connection. [request id req_1]"
                shouldThrow<ApiConnectionException> { decode() }.isRetryable shouldBe true
            }

            test("is not the end of the body while one of several answers is unfinished") {
                val second = data("""{"choices":[{"index":1,"delta":{"content":"b"}}]}""")
                shouldThrow<ApiConnectionException> { decode(text, second, end) }
                shouldThrow<ApiConnectionException> { decode(text, end, second) }
                decode(text, end, second, data("""{"choices":[{"index":1,"delta":{},"finish_reason":"length"}]}""")).size shouldBe 4
            }

            test("is not a finish reason that is empty") {
                shouldThrow<ApiConnectionException> {
                    decode(data("""{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":""}]}"""))
                }
            }

            test("does not come with a piece of an event that the body breaks off") {
                shouldThrow<ApiConnectionException> { decode(text, "data: [DONE]") }
            }
        }

        context("an error in the stream is the exception of its type") {
            listOf(
                """{"error":{"message":"Slow down","type":"rate_limit_error","code":"rate_limit_exceeded"}}""" to RateLimitException::class,
                """{"error":{"message":"Slow down","code":"rate_limit_exceeded"}}""" to RateLimitException::class,
                """{"error":{"message":"Busy","type":"overloaded_error","param":null}}""" to OverloadedException::class,
                """{"error":"Something broke"}""" to InternalServerException::class,
                """{"choices":[{"index":0,"delta":{},"finish_reason":"error"}],"error":{"message":"Upstream broke"}}""" to
                    InternalServerException::class,
            ).forEach { (body, kind) ->
                test(body) {
                    val thrown = shouldThrow<ApiStatusException> { decode(data(body)) }
                    thrown::class shouldBe kind
                    thrown.requestId shouldBe "req_1"
                }
            }

            test("a numeric code is kept") {
                shouldThrow<ApiStatusException> { decode(text, data("""{"error":{"message":"Broke","code":502}}""")) }.code shouldBe "502"
            }

            test("a field `error` that is null is none") {
                decode(data("""{"error":null,"choices":[{"index":0,"delta":{"content":"a"}}]}"""), done).single().text shouldBe "a"
            }
        }

        context("an event that is no JSON object says what it was") {
            listOf("oops", "{", "[]", "null", "\"x\"").forEach { body ->
                test(body) { shouldThrow<ApiResponseException> { decode(data(body)) }.message!! shouldContain body }
            }
        }

        test("an event without data, or of another's kind and without JSON, is passed over") {
            decode(text, "data:\n\n" + event("ping", "keep-alive"), event("heartbeat", ""), end, done).size shouldBe 2
            shouldThrow<ApiResponseException> { decode(text, event("error", "upstream gone")) }.message!! shouldContain "upstream gone"
        }

        context("a whole answer") {
            suspend fun create(body: String) = ChatCompletions(openAiCallsOver(ScriptedExchanges(events(body)))).create {
                model = "m"
                user("Hello!")
            }

            test("reads what is there") {
                val completion = create(
                    """{"id":"c1","model":"m-1","created":7,"service_tier":"flex","choices":[{"index":0,"finish_reason":"tool_calls","message":
                    {"role":"assistant","content":null,"tool_calls":[{"id":"t1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]}}],
                    "usage":{"prompt_tokens":3,"completion_tokens":2}}""",
                )
                listOf(completion.id, completion.model, completion.created, completion.serviceTier) shouldBe listOf("c1", "m-1", 7L, "flex")
                completion.text shouldBe ""
                completion.usage!!.totalTokens shouldBe 5
                val call = completion.choices.single().message.toolCalls.single()
                listOf(call.id, call.type, call.name, call.arguments) shouldBe listOf("t1", "function", "f", """{"a":1}""")
                completion.requestId shouldBe "req_1"
            }

            test("does without what is not there") {
                val completion = create("""{"choices":[{"message":{"content":"Hi"}}]}""")
                completion.text shouldBe "Hi"
                listOf(completion.id, completion.created, completion.usage, completion.choices.single().finishReason) shouldBe
                    listOf(null, null, null, null)
                create("""{"choices":[]}""").text shouldBe ""
            }

            test("joins text that comes in parts") {
                create("""{"choices":[{"message":{"content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}}]}""").text shouldBe
                    "ab"
            }

            test("that is an error under status 200 is that error") {
                shouldThrow<ApiStatusException> { create("""{"error":{"message":"Slow down","type":"rate_limit_error"}}""") }
                    .shouldBeInstanceOf<RateLimitException>()
            }

            test("goes back into a conversation without its empty fields") {
                val answer = create("""{"choices":[{"message":{"role":"assistant","content":null,"refusal":null,"tool_calls":[]}}]}""")
                ChatMessage.from(answer.choices.single().message).json shouldBe
                    json("""{"role":"assistant","content":null,"tool_calls":[]}""")
            }
        }
    })
