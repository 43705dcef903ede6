package dev.sluice.openai.responses

import dev.sluice.OpenAI
import dev.sluice.errors.ApiStatusException
import dev.sluice.errors.InvalidRequestException
import dev.sluice.errors.NotFoundException
import dev.sluice.errors.RateLimitException
import dev.sluice.openai.ListRequest
import dev.sluice.openai.openAiCallsOver
import dev.sluice.testing.Answer
import dev.sluice.testing.OpenAiResponsesReply
import dev.sluice.testing.ScriptedServer
import dev.sluice.transport.ManualClock
import dev.sluice.wire.ScriptedExchanges
import dev.sluice.wire.events
import dev.sluice.wire.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeout

class ResponsesTest :
    FunSpec({
        suspend fun <R> over(vararg answers: String, call: suspend (Responses) -> R): Pair<R, ScriptedExchanges> {
            val exchanges = ScriptedExchanges(*answers.map { events(it) }.toTypedArray())
            return call(Responses(openAiCallsOver(exchanges))) to exchanges
        }

        fun ScriptedExchanges.asked() = requests.last().run { "$method ${url.removePrefix("https://api.test/v1")}" }

        context("a whole response") {
            suspend fun create(body: String) = over(body) {
                it.create {
                    model = "m"
                    user("Hello!")
                }
            }.first

            test("reads what is there") {
                val response = create(
                    """{"id":"r1","object":"response","created_at":7,"completed_at":9,"status":"completed","model":"m-1","error":null,
                    "incomplete_details":null,"previous_response_id":"r0","conversation":{"id":"conv"},"background":true,
                    "service_tier":"flex","metadata":{"k":"v"},
                    "usage":{"input_tokens":9,"input_tokens_details":{"cached_tokens":8,"cache_write_tokens":1},
                    "output_tokens":4,"output_tokens_details":{"reasoning_tokens":3},"total_tokens":13},
                    "output":[{"type":"reasoning","id":"rs","summary":[{"type":"summary_text","text":"Hm."}],"encrypted_content":"xyz"},
                    {"type":"message","id":"msg","status":"completed","role":"assistant","content":[
                    {"type":"output_text","text":"Hi","annotations":[{"type":"url_citation","url":"https://a.test","title":"A","start_index":0,"end_index":2}],
                    "logprobs":[{"token":"Hi","logprob":-0.5,"bytes":[72,105],"top_logprobs":[{"token":"Ho","logprob":-3}]}]}]},
                    {"type":"function_call","id":"fc","call_id":"c1","name":"f","arguments":"{\"a\":1}"},
                    {"type":"custom_tool_call","call_id":"c2","name":"g","input":"x"},
                    {"type":"web_search_call","id":"ws","status":"completed"}]}""",
                )
                response.run { listOf(id, createdAt, completedAt, status, model, previousResponseId, conversationId, serviceTier) } shouldBe
                    listOf("r1", 7L, 9L, "completed", "m-1", "r0", "conv", "flex")
                response.run { listOf(isFinished, isBackground, error, incompleteReason, refusal) } shouldBe
                    listOf(true, true, null, null, null)
                response.metadata shouldBe mapOf("k" to "v")
                response.outputText shouldBe "Hi"
                response.usage!!.run {
                    listOf(inputTokens, outputTokens, totalTokens, cachedTokens, cacheWriteTokens, reasoningTokens)
                } shouldBe listOf(9L, 4L, 13L, 8L, 1L, 3L)
                response.usage!!.toUsage().reasoningTokens shouldBe 3
                val (reasoning, message, call, custom, other) = response.output
                reasoning.shouldBeInstanceOf<ResponseItem.Reasoning>().run { listOf(summary, encryptedContent) } shouldBe
                    listOf(listOf("Hm."), "xyz")
                val text = message.shouldBeInstanceOf<ResponseItem.Message>().content.single().shouldBeInstanceOf<ResponseContent.Text>()
                text.annotations.single().run { listOf(type, url, title, startIndex, endIndex) } shouldBe
                    listOf("url_citation", "https://a.test", "A", 0, 2)
                val token = text.logprobs.single()
                listOf(token.token, token.logprob, token.bytes?.decodeToString()) shouldBe listOf("Hi", -0.5, "Hi")
                token.topLogprobs.single().token shouldBe "Ho"
                call.shouldBeInstanceOf<ResponseItem.FunctionCall>().run { listOf(id, callId, name, arguments) } shouldBe
                    listOf("fc", "c1", "f", """{"a":1}""")
                response.functionCalls shouldBe listOf(call)
                custom.shouldBeInstanceOf<ResponseItem.CustomToolCall>().run { listOf(callId, name, input) } shouldBe listOf("c2", "g", "x")
                other.shouldBeInstanceOf<ResponseItem.Unknown>().run { listOf(type, id, status) } shouldBe
                    listOf("web_search_call", "ws", "completed")
                response.requestId shouldBe "req_1"
                response.response!!.status shouldBe 200
            }

            test("does without what is not there") {
                val response = create("""{"output":[{"role":"assistant","content":"Hi"},{"type":"message"},{"x":1}]}""")
                response.outputText shouldBe "Hi"
                response.output.map { it::class.simpleName } shouldBe listOf("Message", "Message", "Unknown")
                response.isFinished shouldBe false
            }

            test("says why it ends before its answer, and what the model says instead") {
                val response = create(
                    """{"status":"incomplete","incomplete_details":{"reason":"content_filter"},
                    "output":[{"type":"message","content":[{"type":"refusal","refusal":"No."}]}]}""",
                )
                listOf(response.incompleteReason, response.refusal, response.outputText) shouldBe listOf("content_filter", "No.", "")
            }

            test("that failed is the exception of its error") {
                shouldThrow<RateLimitException> {
                    create(
                        """{"id":"r1","object":"response","status":"failed","error":{"code":"rate_limit_exceeded","message":"Slow down"}}""",
                    )
                }.message!! shouldContain "Slow down"
                shouldThrow<ApiStatusException> { create("""{"error":{"message":"Busy"}}""") }
            }

            test("that failed for now is made again") {
                val (response, exchanges) = over(
                    """{"id":"r1","object":"response","status":"failed","error":{"code":"server_error","message":"Oops"}}""",
                    """{"id":"r2","object":"response","status":"completed"}""",
                ) {
                    it.create {
                        model = "m"
                        user("a")
                    }
                }
                response.id shouldBe "r2"
                exchanges.requests.size shouldBe 2
            }
        }

        test("one that is kept is fetched, ended and deleted by its id") {
            val kept = """{"id":"r/1","object":"response","status":"failed","error":{"code":"server_error","message":"Oops"}}"""
            val (response, get) = over(kept) { it.retrieve("r/1") }
            get.asked() shouldBe "GET /responses/r%2F1"
            response.error!!.run { listOf(code, message) } shouldBe listOf("server_error", "Oops")
            val (cancelled, cancel) = over("""{"id":"r1","status":"cancelled"}""") { it.cancel("r1") }
            cancel.asked() shouldBe "POST /responses/r1/cancel"
            cancelled.isFinished shouldBe true
            val (deleted, delete) = over("""{"id":"r1","object":"response","deleted":true}""") { it.delete("r1") }
            delete.asked() shouldBe "DELETE /responses/r1"
            listOf(deleted.id, deleted.isDeleted) shouldBe listOf("r1", true)
            over("") { it.delete("r1") }.first.run { listOf(id, isDeleted) shouldBe listOf("r1", true) }
            shouldThrow<ApiStatusException> { over("""{"error":{"message":"Busy"}}""") { it.delete("r1") } }
            shouldThrow<InvalidRequestException> { over("") { it.delete("") } }
        }

        test("a stream is taken up again, from its beginning or from behind an event") {
            val end = "data: {\"type\":\"response.completed\",\"sequence_number\":9}\n\n"
            over(end) { it.stream("r1").toList() }.second.asked() shouldBe "GET /responses/r1?stream=true"
            val (events, exchanges) = over(end) { it.stream("r1", startingAfter = 8).toList() }
            exchanges.asked() shouldBe "GET /responses/r1?stream=true&starting_after=8"
            exchanges.requests.single().headers["Accept"] shouldBe "text/event-stream"
            events.single().sequenceNumber shouldBe 9
        }

        test("what a response was asked with comes in pages") {
            val first = """{"object":"list","data":[{"id":"m2","type":"message","role":"user","content":[{"type":"input_text","text":"b"}]}],
                "has_more":true,"last_id":"m2"}"""
            val second = """{"object":"list","data":[{"id":"c1","type":"function_call_output","call_id":"c","output":"7"}],
                "has_more":false}"""
            val (items, exchanges) = over(first, second) { it.inputItems("r1", ListRequest.Builder().limit(1).build()).toList() }
            exchanges.asked() shouldBe "GET /responses/r1/input_items?limit=1&after=m2"
            (items.first() as ResponseItem.Message).run { listOf(role, text) shouldBe listOf("user", "b") }
            (items.last() as ResponseItem.FunctionCallOutput).run { listOf(callId, output) shouldBe listOf("c", "7") }
            over(first) { it.inputItemsPage("r1") }.first.nextCursor shouldBe "m2"
        }

        test("counting and compacting send what belongs to them") {
            val full: ResponseRequest.Builder.() -> Unit = {
                model = "m"
                input("Hello!")
                instructions = "i"
                store = false
                maxOutputTokens = 9
                promptCacheKey = "k"
                reasoningEffort = "low"
                extraBody = json("""{"personality":"friendly"}""")
            }
            val (count, counting) = over("""{"object":"response.input_tokens","input_tokens":11}""") { it.countInputTokens(full) }
            count.inputTokens shouldBe 11
            counting.asked() shouldBe "POST /responses/input_tokens"
            counting.lastBody() shouldBe
                json("""{"model":"m","input":"Hello!","instructions":"i","reasoning":{"effort":"low"},"personality":"friendly"}""")
            val (compacted, compacting) = over(
                """{"id":"cmp","object":"response.compaction","created_at":7,"output":[{"type":"compaction","id":"c","encrypted_content":"x"}],
                "usage":{"input_tokens":5,"output_tokens":1}}""",
            ) { it.compact(full) }
            compacting.asked() shouldBe "POST /responses/compact"
            compacting.lastBody() shouldBe
                json("""{"model":"m","input":"Hello!","instructions":"i","prompt_cache_key":"k","personality":"friendly"}""")
            listOf(compacted.id, compacted.createdAt, compacted.usage!!.totalTokens) shouldBe listOf("cmp", 7L, 6L)
            ResponseInputItem.from(compacted.output.single()).json shouldBe
                json("""{"type":"compaction","id":"c","encrypted_content":"x"}""")
        }

        context("over a real server") {
            suspend fun served(test: suspend (ScriptedServer, OpenAI) -> Unit) = ScriptedServer.start().use { server ->
                OpenAI {
                    apiKey = "sk-secret"
                    baseUrl = "${server.url}/v1"
                    clock = ManualClock(sleepsAreInstant = true)
                }.use { withTimeout(SAFETY_MILLIS) { test(server, it) } }
            }

            fun OpenAI.helloStream() = responses.stream {
                model = "gpt-5-mini"
                user("Hello!")
            }

            test("a conversation with a function") {
                served { server, openai ->
                    server.enqueue(OpenAiResponsesReply.builder().reasoning("Hm.").functionCall("c1", "add", """{"a":1}""").build())
                    server.enqueue(OpenAiResponsesReply.text("2"))
                    val add = ResponseTool.function("add", parameters = json("""{"type":"object"}"""))
                    val first = openai.responses.create {
                        model = "gpt-5-mini"
                        user("1 + 1?")
                        tool(add)
                    }
                    val second = openai.responses.create {
                        model = "gpt-5-mini"
                        user("1 + 1?")
                        output(first)
                        first.functionCalls.forEach { functionCallOutput(it.callId!!, "2") }
                        tool(add)
                    }
                    second.outputText shouldBe "2"
                    val request = server.takeRequest()
                    listOf(request.method, request.path, request.header("Authorization")) shouldBe
                        listOf("POST", "/v1/responses", "Bearer sk-secret")
                    server.takeRequest().bodyJson shouldBe json(
                        """{"model":"gpt-5-mini","input":[{"role":"user","content":"1 + 1?"},
                        {"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Hm."}]},
                        {"id":"fc_2","type":"function_call","status":"completed","call_id":"c1","name":"add","arguments":"{\"a\":1}"},
                        {"type":"function_call_output","call_id":"c1","output":"2"}],
                        "tools":[{"type":"function","name":"add","parameters":{"type":"object"},"strict":false}]}""",
                    )
                }
            }

            test("a stream brings the text in pieces, and leaves its connection to the next") {
                served { server, openai ->
                    repeat(3) {
                        server.enqueue(OpenAiResponsesReply.builder().textPieces("Once ", "upon ", "a time").build())
                        openai.helloStream().textDeltas().toList() shouldBe listOf("Once ", "upon ", "a time")
                    }
                    server.takeRequest().bodyJson shouldBe
                        json("""{"model":"gpt-5-mini","input":[{"role":"user","content":"Hello!"}],"stream":true}""")
                    server.connectionsOpened shouldBe 1
                }
            }

            test("a cancelled call and a collector that has enough end the request at the server") {
                served { server, openai ->
                    server.enqueue(Answer.builder().head().stall().build())
                    coroutineScope {
                        val call = launch(Dispatchers.Default) { openai.responses.retrieve("r1") }
                        val exchange = server.takeRequest().exchange
                        call.cancelAndJoin()
                        exchange.awaitClientGone()
                    }
                    server.enqueue(Answer.sse().steps(OpenAiResponsesReply.text("Hi!").events().take(5)).stall().build())
                    openai.helloStream().first { it.text.isNotEmpty() }
                    server.takeRequest().exchange.awaitClientGone()
                }
            }

            test("an error says what the server said, by status and inside the stream") {
                served { server, openai ->
                    server.enqueue(OpenAiResponsesReply.error(404, "No such response"))
                    shouldThrow<NotFoundException> { openai.responses.retrieve("r1") }.message!! shouldContain "No such response"
                    server.enqueue(Answer.sse().step(OpenAiResponsesReply.errorEvent("Busy")).build())
                    server.enqueue(OpenAiResponsesReply.text("Hi!"))
                    openai.helloStream().toResponse().outputText shouldBe "Hi!"
                    val begun = OpenAiResponsesReply.text("Hi!").events().take(5)
                    server.enqueue(
                        Answer.sse().steps(begun).step(OpenAiResponsesReply.failedEvent("Slow down", "rate_limit_exceeded")).build(),
                    )
                    shouldThrow<RateLimitException> { openai.helloStream().toList() }
                }
            }
        }
    })

private const val SAFETY_MILLIS = 30_000L
