package dev.sluice.gemini

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
import dev.sluice.wire.data
import dev.sluice.wire.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.flow.toList

class GeminiChatModelTest :
    FunSpec({
        fun model(vararg reads: String) =
            GeminiChatModel(modelsOver(*reads), GeminiModelRequests(FakeDialect("strict"), FakeDialect("plain")))

        fun request(mode: OutputMode?) = ModelRequest(
            "gemini",
            listOf(Message(Role.USER, "?")),
            mode?.let { OutputSpec("User", null, SchemaDocument(ObjectSchema("User", emptyList())), it) },
        )

        suspend fun reply(mode: OutputMode?, body: String): ModelReply = model(body).complete(request(mode))

        suspend fun stream(mode: OutputMode?, vararg reads: String): List<ModelEvent> = model(*reads).stream(request(mode)).toList()

        fun List<ModelEvent>.deltas() = filterIsInstance<ModelEvent.Delta>().map { it.text }

        fun List<ModelEvent>.reply() = last().shouldBeInstanceOf<ModelEvent.Finished>().reply

        fun finished(reason: String, parts: String = "") = candidate(parts, ""","finishReason":"$reason"""")

        val call = """{"functionCall":{"id":"c1","name":"User","args":{"name":"Ada"}},"thoughtSignature":"s"}"""
        val counts = """{"usageMetadata":{"promptTokenCount":5,"toolUsePromptTokenCount":1,"cachedContentTokenCount":2,
            "candidatesTokenCount":3,"thoughtsTokenCount":4,"totalTokenCount":13},"modelVersion":"g","responseId":"r1"}""".replace("\n", "")

        context("a whole answer") {
            test("is its text, and can be sent back") {
                val reply = reply(OutputMode.JSON_SCHEMA, finished("STOP", """{"text":"hm","thought":true},{"text":"{}"}"""))
                listOf(reply.text, reply.finishReason, reply.rawFinishReason, reply.requestId) shouldBe
                    listOf("{}", FinishReason.STOP, "STOP", "req_1")
                reply.message shouldBe json("""{"parts":[{"text":"hm","thought":true},{"text":"{}"}],"role":"model"}""")
                reply.usage shouldBe Usage(isExact = false, estimatedOutputTokens = 1)
            }

            test("is what the function is called with, if one was asked for") {
                val parts = """{"text":"Sure."},{"functionCall":{"name":"other","args":{}}},$call"""
                reply(OutputMode.TOOLS, finished("STOP", parts)).run {
                    listOf(text, finishReason) shouldBe listOf("""{"name":"Ada"}""", FinishReason.TOOL_CALLS)
                }
                reply(OutputMode.TOOLS, finished("STOP", """{"functionCall":{"name":"User"}}""")).text shouldBe "{}"
                reply(OutputMode.TOOLS, finished("STOP", """{"text":"No."}""")).text shouldBe "No."
                reply(null, finished("STOP", parts)).text shouldBe "Sure."
            }

            test("counts thinking as output, and what tools read as input") {
                val body = """{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}],${counts.drop(1)}"""
                reply(null, body).usage shouldBe Usage(6, 7, cachedInputTokens = 2, reasoningTokens = 4)
            }

            test("that is cut, filtered or odd says so in the words that all providers share") {
                mapOf(
                    "MAX_TOKENS" to FinishReason.LENGTH,
                    "SAFETY" to FinishReason.CONTENT_FILTER,
                    "RECITATION" to FinishReason.CONTENT_FILTER,
                    "PROHIBITED_CONTENT" to FinishReason.CONTENT_FILTER,
                    "BLOCKLIST" to FinishReason.CONTENT_FILTER,
                    "SPII" to FinishReason.CONTENT_FILTER,
                    "MALFORMED_FUNCTION_CALL" to FinishReason.OTHER,
                    "A_NEW_ONE" to FinishReason.OTHER,
                ).forEach { (word, reason) ->
                    reply(null, finished(word)).run { listOf(finishReason, rawFinishReason, message) shouldBe listOf(reason, word, null) }
                }
            }

            test("to a blocked prompt is a filtered one, and one without anything is not understood") {
                reply(null, """{"promptFeedback":{"blockReason":"SAFETY"}}""").run {
                    listOf(text, finishReason, rawFinishReason, message) shouldBe listOf("", FinishReason.CONTENT_FILTER, "SAFETY", null)
                }
                shouldThrow<ApiResponseException> { reply(null, "{}") }.requestId shouldBe "req_1"
            }
        }

        context("a streamed answer") {
            test("comes in pieces, after a start, thoughts apart") {
                val events = stream(
                    OutputMode.JSON_SCHEMA,
                    data(counts),
                    data(candidate("""{"text":"hm","thought":true}""")),
                    data(candidate("""{"text":"{\"a\""}""")),
                    data(finished("STOP", """{"text":":1}"}""")),
                )
                events.first().shouldBeInstanceOf<ModelEvent.Started>().run {
                    listOf(model, requestId, usage!!.isExact, usage!!.inputTokens) shouldBe listOf("g", "req_1", false, 6L)
                }
                events[1].shouldBeInstanceOf<ModelEvent.Reasoning>().text shouldBe "hm"
                events.deltas() shouldBe listOf("{\"a\"", ":1}")
                events.reply().run {
                    listOf(text, model, finishReason, usage) shouldBe
                        listOf("""{"a":1}""", "g", FinishReason.STOP, Usage(6, 7, cachedInputTokens = 2, reasoningTokens = 4))
                    message shouldBe json("""{"role":"model","parts":[{"text":"hm","thought":true},{"text":"{\"a\":1}"}]}""")
                }
            }

            test("is what the first call of the function is called with") {
                val second = call.replace("Ada", "Bob")
                val events =
                    stream(OutputMode.TOOLS, data(candidate("""{"text":"Sure."}""")), data(candidate(call)), data(finished("STOP", second)))
                events.deltas() shouldBe listOf("""{"name":"Ada"}""")
                events.reply().run {
                    listOf(text, finishReason) shouldBe listOf("""{"name":"Ada"}""", FinishReason.TOOL_CALLS)
                    message shouldBe json("""{"role":"model","parts":[{"text":"Sure."},$call,$second]}""")
                }
            }

            test("without the call that was asked for is its text") {
                val events = stream(OutputMode.TOOLS, data(candidate("""{"text":"I "}""")), data(finished("STOP", """{"text":"won't"}""")))
                events.deltas() shouldBe listOf("I won't")
                events.reply().text shouldBe "I won't"
            }

            test("is only the first of several") {
                val other = """{"candidates":[{"index":1,"content":{"parts":[{"text":"b"}]},"finishReason":"STOP"}]}"""
                stream(null, data(candidate("""{"text":"a"}""")), data(other), data(finished("STOP"))).run {
                    deltas() shouldBe listOf("a")
                    reply().text shouldBe "a"
                }
            }

            test("to a blocked prompt is a filtered one") {
                stream(null, data("""{"promptFeedback":{"blockReason":"OTHER"}}""")).reply().finishReason shouldBe
                    FinishReason.CONTENT_FILTER
            }

            test("that stops short fails") {
                shouldThrow<ApiConnectionException> { stream(null, data(candidate("""{"text":"a"}"""))) }.requestId shouldBe "req_1"
            }
        }
    })
