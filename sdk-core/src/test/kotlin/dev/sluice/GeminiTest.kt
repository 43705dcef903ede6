package dev.sluice

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ClientClosedException
import dev.sluice.errors.InvalidRequestException
import dev.sluice.errors.RateLimitException
import dev.sluice.extraction.FilteredOutputException
import dev.sluice.gemini.Content
import dev.sluice.gemini.Part
import dev.sluice.gemini.Tool
import dev.sluice.gemini.textDeltas
import dev.sluice.gemini.toResponse
import dev.sluice.model.OutputMode
import dev.sluice.testing.Answer
import dev.sluice.testing.GeminiReply
import dev.sluice.testing.ScriptedServer
import dev.sluice.transport.ManualClock
import dev.sluice.wire.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withTimeout

/** Over a real server: what a user writes, and what arrives at the far side. */
class GeminiTest :
    FunSpec({
        suspend fun served(options: Gemini.Builder.() -> Unit = {}, test: suspend (ScriptedServer, Gemini) -> Unit) =
            ScriptedServer.start().use { server ->
                val client = Gemini {
                    apiKey = "sk-secret"
                    baseUrl = server.url
                    clock = ManualClock(sleepsAreInstant = true)
                    options()
                }
                client.use { withTimeout(SAFETY_MILLIS) { test(server, it) } }
            }

        suspend fun Gemini.hello() = models.generateContent {
            model = "gemini-2.5-flash"
            user("Hello!")
        }

        fun Gemini.helloStream() = models.generateContentStream {
            model = "gemini-2.5-flash"
            user("Hello!")
        }

        test("a call says who asks, and brings the answer back") {
            served({ headers = mapOf("X-Team" to "a") }) { server, gemini ->
                server.enqueue(GeminiReply.builder().text("Hi!").usage(3, 2).id("r7").build())
                val answer = gemini.hello()
                listOf(answer.text, answer.usage!!.candidatesTokens, answer.requestId, answer.finishReason) shouldBe
                    listOf("Hi!", 2L, "r7", "STOP")
                val request = server.takeRequest()
                listOf(request.method, request.target) shouldBe listOf("POST", "/v1beta/models/gemini-2.5-flash:generateContent")
                listOf("x-goog-api-key", "Authorization", "X-Team", "Content-Type").map(request::header) shouldBe
                    listOf("sk-secret", null, "a", "application/json")
                request.bodyJson shouldBe json("""{"contents":[{"role":"user","parts":[{"text":"Hello!"}]}]}""")
                gemini.toString() shouldBe "Gemini(${server.url})"
            }
        }

        test("a base URL may carry the version, and a header of one's own takes the place of the key") {
            ScriptedServer.start().use { server ->
                Gemini {
                    baseUrl = "${server.url}/v1beta/"
                    headers = mapOf("Authorization" to "Bearer t")
                }.use { gemini ->
                    server.enqueue(GeminiReply.text("Hi!"))
                    gemini.hello()
                    server.takeRequest().run { listOf(path, header("x-goog-api-key"), header("Authorization")) } shouldBe
                        listOf("/v1beta/models/gemini-2.5-flash:generateContent", null, "Bearer t")
                }
            }
        }

        test("a stream brings the text in pieces, and leaves its connection to the next") {
            served { server, gemini ->
                repeat(3) {
                    server.enqueue(GeminiReply.builder().thought("Hm.").textPieces("Once ", "upon ", "a time").build())
                    gemini.helloStream().textDeltas().toList() shouldBe listOf("Once ", "upon ", "a time")
                }
                server.connectionsOpened shouldBe 1
                server.takeRequest().target shouldBe "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse"
            }
        }

        test("a conversation with a function goes on with the answer's own content") {
            served { server, gemini ->
                server.enqueue(GeminiReply.builder().thought("Hm.").functionCall("weather", """{"city":"Rome"}""", "c1").build())
                val first = gemini.helloStream().toResponse()
                val call = first.functionCalls.single()
                server.enqueue(GeminiReply.text("Sunny."))
                gemini.models.generateContent {
                    model = "gemini-2.5-flash"
                    tool(Tool.function("weather", null, json("""{"type":"object"}""")))
                    contents = listOf(Content.user("Hello!"), first.candidates.single().content)
                    user(listOf(Part.functionResponse(call, json("""{"sky":"blue"}"""))))
                }.text shouldBe "Sunny."
                server.takeRequest()
                (server.takeRequest().bodyText) shouldContain
                    """{"role":"model","parts":[{"text":"Hm.","thought":true},{"functionCall":{"id":"c1","name":"weather",""" +
                    """"args":{"city":"Rome"}}}]},{"role":"user","parts":[{"functionResponse":{"id":"c1","name":"weather",""" +
                    """"response":{"sky":"blue"}}}]}"""
            }
        }

        test("a call that fails for now is made again, also in a stream until its first piece") {
            served { server, gemini ->
                server.enqueue(GeminiReply.error(503, "UNAVAILABLE", "Busy"))
                server.enqueue(GeminiReply.text("Hi!"))
                gemini.hello().text shouldBe "Hi!"
                server.enqueue(Answer.sse().step(GeminiReply.errorEvent(503, "UNAVAILABLE", "Busy")).build())
                server.enqueue(GeminiReply.text("Hi!"))
                gemini.helloStream().toResponse().text shouldBe "Hi!"
                server.requestCount shouldBe 4
            }
        }

        test("a stream that fails after its first piece is not made again, and one without its end is no answer") {
            served { server, gemini ->
                val events = GeminiReply.text("Hi there!").events()
                server.enqueue(Answer.sse().steps(events.take(1)).step(GeminiReply.errorEvent(429, "RESOURCE_EXHAUSTED", "Slow")).build())
                shouldThrow<RateLimitException> { gemini.helloStream().collect() }
                server.enqueue(GeminiReply.builder().text("Hi!").withoutFinishReason().build())
                shouldThrow<ApiConnectionException> { gemini.helloStream().collect() }.message!! shouldContain "finishReason"
                server.requestCount shouldBe 2
            }
        }

        test("a collector that has enough ends the request at the server") {
            served { server, gemini ->
                server.enqueue(Answer.sse().steps(GeminiReply.text("Hi there!").events().take(1)).stall().build())
                gemini.helloStream().first()
                server.takeRequest().exchange.awaitClientGone()
            }
        }

        test("the next page of models is asked for when this one was taken, and not before") {
            served { server, gemini ->
                server.enqueue(Answer.json("""{"models":[{"name":"models/a"}],"nextPageToken":"t 1"}"""))
                gemini.models.list { pageSize = 1 }.take(1).toList().single().name shouldBe "models/a"
                server.requestCount shouldBe 1
                server.enqueue(Answer.json("""{"models":[{"name":"models/a"}],"nextPageToken":"t 1"}"""), Answer.json("{}"))
                gemini.models.list().toList().size shouldBe 1
                List(3) { server.takeRequest().target } shouldBe
                    listOf("/v1beta/models?pageSize=1", "/v1beta/models", "/v1beta/models?pageToken=t%201")
            }
        }

        test("a blocked prompt and a filtered answer have the exception of a filter") {
            served { server, gemini ->
                val sluice = Sluice(gemini) { model = "gemini-2.5-flash" }
                val blocked = GeminiReply.builder().blocked("PROHIBITED_CONTENT").build()
                val filtered = GeminiReply.builder().text("""{"name":"Fen""").finishReason("SAFETY").build()
                server.enqueue(blocked, blocked, filtered, filtered)
                repeat(2) {
                    shouldThrow<FilteredOutputException> { sluice.extract<Product> { user("?") } }
                    shouldThrow<FilteredOutputException> { sluice.extractPartial<Product> { user("?") }.collect {} }
                }
                server.requestCount shouldBe 4
            }
        }

        test("a call that the model wrote wrongly is asked for again") {
            served { server, gemini ->
                val sluice = Sluice(gemini) {
                    model = "gemini-2.5-flash"
                    mode = OutputMode.TOOLS
                }
                server.enqueue(GeminiReply.builder().finishReason("MALFORMED_FUNCTION_CALL").build())
                server.enqueue(GeminiReply.builder().functionCall("Product", """{"name":"Fenwick","strengths":[]}""").build())
                sluice.extract<Product> { user("?") }.name shouldBe "Fenwick"
            }
        }

        test("the environment fills what the options leave open, and of two keys takes the one that Google's own clients take") {
            ScriptedServer.start().use { server ->
                val own = mapOf("GEMINI_API_KEY" to "k-own", "GOOGLE_GEMINI_BASE_URL" to server.url)
                for ((variables, key) in listOf(own to "k-own", own + ("GOOGLE_API_KEY" to "k-shared") to "k-shared")) {
                    Gemini.Builder().fromEnvironment(variables::get).build().use { gemini ->
                        server.enqueue(GeminiReply.text("Hi!"))
                        gemini.hello()
                        server.takeRequest().header("x-goog-api-key") shouldBe key
                        gemini.withOptions { apiKey = "k-copy" }.use { copy ->
                            server.enqueue(GeminiReply.text("Hi!"))
                            copy.hello()
                            server.takeRequest().header("x-goog-api-key") shouldBe "k-copy"
                        }
                    }
                }
            }
        }

        test("without a key nothing is sent, and the key is in no message") {
            served({ apiKey = null }) { server, gemini ->
                val thrown = shouldThrow<InvalidRequestException> { gemini.hello() }
                thrown.message!! shouldContain "GEMINI_API_KEY"
                server.requestCount shouldBe 0
            }
            served { server, gemini ->
                server.enqueue(GeminiReply.error(400, "INVALID_ARGUMENT", "API key not valid"))
                shouldThrow<Exception> { gemini.hello() }.stackTraceToString() shouldNotContain "sk-secret"
            }
        }

        test("closing refuses what comes") {
            served { server, gemini ->
                gemini.close()
                shouldThrow<ClientClosedException> { gemini.hello() }
                server.requestCount shouldBe 0
            }
        }
    }) {
    private companion object {
        const val SAFETY_MILLIS = 20_000L
    }
}
