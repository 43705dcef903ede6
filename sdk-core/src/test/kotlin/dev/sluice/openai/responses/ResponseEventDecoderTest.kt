package dev.sluice.openai.responses

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiResponseException
import dev.sluice.errors.ApiStatusException
import dev.sluice.errors.AuthenticationException
import dev.sluice.errors.BadRequestException
import dev.sluice.errors.InternalServerException
import dev.sluice.errors.OverloadedException
import dev.sluice.errors.RateLimitException
import dev.sluice.openai.eventsOf
import dev.sluice.openai.openAiCallsOver
import dev.sluice.sse.ServerSentEvent
import dev.sluice.testing.OpenAiResponsesReply
import dev.sluice.wire.ScriptedAnswer
import dev.sluice.wire.ScriptedExchanges
import dev.sluice.wire.data
import dev.sluice.wire.event
import dev.sluice.wire.events
import dev.sluice.wire.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.toList

class ResponseEventDecoderTest :
    FunSpec({
        fun over(exchanges: ScriptedExchanges) = Responses(openAiCallsOver(exchanges)).stream {
            model = "m"
            user("Hello!")
        }

        suspend fun decode(vararg reads: String): List<ResponseStreamEvent> = over(ScriptedExchanges(events(*reads))).toList()

        fun named(json: String) = event(json(json)["type"].toString().trim('"'), json)

        val completed = named("""{"type":"response.completed","response":{"status":"completed"}}""")

        suspend fun <E : ResponseStreamEvent> one(json: String): E {
            @Suppress("UNCHECKED_CAST")
            return decode(named(json), completed).first() as E
        }

        context("each kind has its view") {
            test("the response's own") {
                val response = """"response":{"id":"r1","model":"m-1","status":"in_progress"}"""
                one<ResponseStreamEvent.Created>("""{"type":"response.created","sequence_number":0,$response}""").run {
                    sequenceNumber shouldBe 0
                    listOf(this.response.id, this.response.model, this.response.status) shouldBe listOf("r1", "m-1", "in_progress")
                    this.response.requestId shouldBe "req_1"
                }
                one<ResponseStreamEvent.Queued>("""{"type":"response.queued",$response}""").response.id shouldBe "r1"
                one<ResponseStreamEvent.InProgress>("""{"type":"response.in_progress",$response}""").response.id shouldBe "r1"
            }

            test("an item's") {
                one<ResponseStreamEvent.OutputItemAdded>(
                    """{"type":"response.output_item.added","output_index":2,"item":{"type":"function_call","id":"fc","call_id":"c","name":"f"}}""",
                ).run {
                    outputIndex shouldBe 2
                    item.shouldBeInstanceOf<ResponseItem.FunctionCall>().callId shouldBe "c"
                }
                one<ResponseStreamEvent.OutputItemDone>("""{"type":"response.output_item.done","item":{"type":"reasoning"}}""")
                    .item.shouldBeInstanceOf<ResponseItem.Reasoning>()
            }

            test("a part's") {
                val place = """"item_id":"msg","output_index":1,"content_index":3"""
                one<ResponseStreamEvent.ContentPartAdded>(
                    """{"type":"response.content_part.added",$place,"part":{"type":"output_text","text":""}}""",
                ).run {
                    listOf(itemId, outputIndex, contentIndex) shouldBe listOf("msg", 1, 3)
                    part.shouldBeInstanceOf<ResponseContent.Text>()
                }
                one<ResponseStreamEvent.ContentPartDone>(
                    """{"type":"response.content_part.done","part":{"type":"refusal","refusal":"No."}}""",
                )
                    .part.shouldBeInstanceOf<ResponseContent.Refusal>().refusal shouldBe "No."
            }

            test("the pieces of texts") {
                val tokens = """"logprobs":[{"token":"a","logprob":-0.5}]"""
                one<ResponseStreamEvent.OutputTextDelta>("""{"type":"response.output_text.delta","delta":"a",$tokens}""").run {
                    listOf(delta, text) shouldBe listOf("a", "a")
                    logprobs.single().logprob shouldBe -0.5
                }
                one<ResponseStreamEvent.RefusalDelta>("""{"type":"response.refusal.delta","delta":"a"}""").run {
                    listOf(delta, text) shouldBe listOf("a", "")
                }
                one<ResponseStreamEvent.FunctionCallArgumentsDelta>("""{"type":"response.function_call_arguments.delta","delta":"{"}""")
                    .delta shouldBe "{"
                one<ResponseStreamEvent.CustomToolCallInputDelta>("""{"type":"response.custom_tool_call_input.delta","delta":"a"}""")
                    .delta shouldBe "a"
                one<ResponseStreamEvent.ReasoningSummaryTextDelta>(
                    """{"type":"response.reasoning_summary_text.delta","summary_index":1,"delta":"a"}""",
                ).contentIndex shouldBe 1
                one<ResponseStreamEvent.ReasoningTextDelta>("""{"type":"response.reasoning_text.delta","delta":"a"}""").delta shouldBe "a"
            }

            test("whole texts") {
                one<ResponseStreamEvent.OutputTextDone>("""{"type":"response.output_text.done","text":"a"}""").whole shouldBe "a"
                one<ResponseStreamEvent.RefusalDone>("""{"type":"response.refusal.done","refusal":"a"}""").whole shouldBe "a"
                one<ResponseStreamEvent.FunctionCallArgumentsDone>(
                    """{"type":"response.function_call_arguments.done","name":"f","arguments":"{}"}""",
                ).run { listOf(whole, name) shouldBe listOf("{}", "f") }
                one<ResponseStreamEvent.CustomToolCallInputDone>("""{"type":"response.custom_tool_call_input.done","input":"a"}""")
                    .whole shouldBe "a"
                one<ResponseStreamEvent.ReasoningSummaryTextDone>("""{"type":"response.reasoning_summary_text.done","text":"a"}""")
                    .whole shouldBe "a"
                one<ResponseStreamEvent.ReasoningTextDone>("""{"type":"response.reasoning_text.done","text":"a"}""").whole shouldBe "a"
            }

            test("a remark") {
                one<ResponseStreamEvent.OutputTextAnnotationAdded>(
                    """{"type":"response.output_text.annotation.added","annotation":{"type":"url_citation","url":"https://a.test"}}""",
                ).annotation.url shouldBe "https://a.test"
            }

            test("and what is not known stays whole") {
                val raw = """{"type":"response.web_search_call.searching","item_id":"ws","mood":[1]}"""
                one<ResponseStreamEvent.Unknown>(raw).run {
                    this.raw shouldBe json(raw)
                    listOf(type, itemId) shouldBe listOf("response.web_search_call.searching", "ws")
                }
                one<ResponseStreamEvent.Unknown>("""{"type":"vendor.chunk"}""")
            }
        }

        context("the end of the stream") {
            val text = named("""{"type":"response.output_text.delta","delta":"Hi"}""")

            test("is the response when it is whole") {
                decode(text, completed).last().shouldBeInstanceOf<ResponseStreamEvent.Completed>().response.status shouldBe "completed"
            }

            test("is the response that ends before its answer, with the reason") {
                val raw =
                    """{"type":"response.incomplete","response":{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"}}}"""
                decode(text, named(raw)).last().shouldBeInstanceOf<ResponseStreamEvent.Incomplete>()
                    .response.incompleteReason shouldBe "max_output_tokens"
            }

            test("needs nothing after it, and nothing after it is read as an event") {
                decode(completed + data("oops")).size shouldBe 1
            }

            test("may be said without the response, without JSON's type, or by one word for all") {
                decode(named("""{"type":"response.completed"}""")).last().shouldBeInstanceOf<ResponseStreamEvent.Completed>()
                decode(event("response.completed", "{}")).last().shouldBeInstanceOf<ResponseStreamEvent.Completed>()
                decode(data("""{"type":"response.completed"}""")).last().shouldBeInstanceOf<ResponseStreamEvent.Completed>()
                decode(named("""{"type":"response.done"}""")).last().shouldBeInstanceOf<ResponseStreamEvent.Completed>()
                decode(named("""{"type":"response.done","response":{"status":"incomplete"}}""")).last()
                    .shouldBeInstanceOf<ResponseStreamEvent.Incomplete>()
                shouldThrow<ApiStatusException> {
                    decode(named("""{"type":"response.done","response":{"status":"failed","error":{"code":"server_error"}}}"""))
                }
                decode(named("""{"type":"response.cancelled","response":{"status":"cancelled"}}""")).size shouldBe 1
            }

            test("is not [DONE] alone") {
                decode(text, data("[DONE]"), completed).size shouldBe 2
                shouldThrow<ApiConnectionException> { decode(text, data("[DONE]")) }
            }

            test("is not the end of the body, wherever it comes") {
                val reply = OpenAiResponsesReply.builder().reasoning("Hm.").text("Hello!").functionCall("c1", "f", "{}").build()
                val all = eventsOf(reply)
                decode(*all.toTypedArray()).size shouldBe all.size
                for (cut in all.indices) {
                    val seen = ArrayList<ResponseStreamEvent>()
                    val thrown = shouldThrow<ApiConnectionException> {
                        over(ScriptedExchanges(ScriptedAnswer(all.take(cut)))).collect { seen += it }
                    }
                    thrown.message!! shouldContain "response.completed"
                    thrown.isRetryable shouldBe true
                    seen.size shouldBe cut
                }
                // A piece of the last event is none.
                shouldThrow<ApiConnectionException> { decode(*all.dropLast(1).toTypedArray(), all.last().trimEnd()) }
            }
        }

        context("an error in the stream is the exception of its kind") {
            listOf(
                """{"type":"error","code":"rate_limit_exceeded","message":"Slow down","param":null}""" to RateLimitException::class,
                """{"type":"error","code":"server_error","message":"Oops"}""" to InternalServerException::class,
                """{"type":"error","code":null,"message":"Oops"}""" to InternalServerException::class,
                """{"type":"error","code":429,"message":"Slow down"}""" to RateLimitException::class,
                """{"type":"error","code":"invalid_prompt","message":"No"}""" to BadRequestException::class,
                """{"type":"error","error":{"type":"invalid_request_error","code":"context_length_exceeded","message":"Long"}}""" to
                    BadRequestException::class,
                """{"type":"error","error":{"type":"overloaded_error","message":"Busy"}}""" to OverloadedException::class,
                """{"type":"error","error":"Something broke"}""" to InternalServerException::class,
                """{"error":{"message":"Slow down","type":"rate_limit_error"}}""" to RateLimitException::class,
                """{"error":{"message":"Wrong key","code":"invalid_api_key"}}""" to AuthenticationException::class,
                """{"type":"response.failed","response":{"status":"failed","error":{"code":"rate_limit_exceeded","message":"Slow"}}}""" to
                    RateLimitException::class,
                """{"type":"response.failed","response":{"status":"failed","error":{"code":"image_too_large","message":"Big"}}}""" to
                    BadRequestException::class,
                """{"type":"response.failed","response":{"status":"failed","error":null}}""" to InternalServerException::class,
                """{"type":"response.failed"}""" to InternalServerException::class,
            ).forEach { (body, kind) ->
                test(body) {
                    val thrown = shouldThrow<ApiStatusException> { decode(data(body)) }
                    thrown::class shouldBe kind
                    thrown.requestId shouldBe "req_1"
                    thrown.status shouldBe 200
                }
            }

            test("by the event's name alone") {
                shouldThrow<RateLimitException> { decode(event("error", """{"code":"rate_limit_exceeded","message":"Slow down"}""")) }
                    .message!! shouldContain "Slow down"
            }

            test("comes after what arrived before it") {
                val seen = ArrayList<String>()
                shouldThrow<InternalServerException> {
                    over(
                        ScriptedExchanges(
                            events(
                                named("""{"type":"response.output_text.delta","delta":"Hi"}""") +
                                    named("""{"type":"error","code":"server_error","message":"Oops"}"""),
                            ),
                        ),
                    ).collect { seen += it.text }
                }
                seen shouldBe listOf("Hi")
            }

            test("is none of an item that failed") {
                decode(named("""{"type":"response.mcp_call.failed","item_id":"mcp","error":{"message":"Oops"}}"""), completed).size shouldBe
                    2
            }
        }

        test("a call is made again until the first event was seen, never after") {
            val again = ScriptedExchanges(events(named("""{"type":"error","code":"server_error","message":"Oops"}""")), events(completed))
            over(again).toList().size shouldBe 1
            again.requests.size shouldBe 2
            val created = named("""{"type":"response.created","response":{}}""")
            val once =
                ScriptedExchanges(events(created, named("""{"type":"error","code":"server_error","message":"Oops"}""")), events(completed))
            shouldThrow<InternalServerException> { over(once).collect() }
            once.requests.size shouldBe 1
        }

        context("an event that is no JSON object says what it was") {
            listOf("oops", "{", "[]", "null").forEach { body ->
                test(body) { shouldThrow<ApiResponseException> { decode(data(body)) }.message!! shouldContain body }
            }
        }

        context("content has come") {
            fun hasContent(json: String) = ResponseEventDecoder(null).run {
                decode(ServerSentEvent("message", json), ArrayList())
                hasContent
            }

            test("with text, tool input, reasoning and refusal") {
                listOf(
                    "output_text", "refusal", "function_call_arguments", "custom_tool_call_input", "reasoning_summary_text",
                    "reasoning_text", "mcp_call_arguments", "code_interpreter_call_code", "something_new",
                ).forEach { hasContent("""{"type":"response.$it.delta","delta":"a"}""") shouldBe true }
            }

            test("but not with an opening, or an empty piece") {
                listOf("created", "in_progress", "queued", "output_item.added", "content_part.added").forEach {
                    hasContent("""{"type":"response.$it","response":{},"item":{},"part":{}}""") shouldBe false
                }
                hasContent("""{"type":"response.function_call_arguments.delta","delta":""}""") shouldBe false
            }
        }

        test("what the response cost is told to the limits") {
            val exchanges = ScriptedExchanges(
                events(
                    named("""{"type":"response.created","response":{"usage":null}}"""),
                    named("""{"type":"response.completed","response":{"usage":{"input_tokens":3,"output_tokens":4,"total_tokens":7}}}"""),
                ),
            )
            over(exchanges).collect()
            exchanges.exchanges.single().usedTokens shouldBe 7
        }
    })
