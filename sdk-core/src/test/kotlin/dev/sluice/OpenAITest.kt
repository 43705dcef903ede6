package dev.sluice

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiException
import dev.sluice.errors.ApiResponseException
import dev.sluice.errors.ApiStatusException
import dev.sluice.errors.AuthenticationException
import dev.sluice.errors.ClientClosedException
import dev.sluice.errors.InternalServerException
import dev.sluice.errors.InvalidRequestException
import dev.sluice.errors.OverloadedException
import dev.sluice.errors.RateLimitException
import dev.sluice.limits.RetryPolicy
import dev.sluice.model.FinishReason
import dev.sluice.model.Message
import dev.sluice.model.ModelEvent
import dev.sluice.model.ModelRequest
import dev.sluice.model.OutputMode
import dev.sluice.model.OutputSpec
import dev.sluice.model.Role
import dev.sluice.schema.ObjectSchema
import dev.sluice.schema.PropertySchema
import dev.sluice.schema.SchemaDocument
import dev.sluice.schema.StringSchema
import dev.sluice.testing.Answer
import dev.sluice.testing.Gate
import dev.sluice.testing.OpenAiChatReply
import dev.sluice.testing.ScriptedServer
import dev.sluice.transport.Clock
import dev.sluice.transport.JdkTransport
import dev.sluice.transport.ManualClock
import dev.sluice.wire.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withTimeout
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread

/** Over a real server: what a user writes, and what arrives at the far side. */
class OpenAITest :
    FunSpec({
        suspend fun served(options: OpenAI.Builder.() -> Unit = {}, test: suspend (ScriptedServer, OpenAI) -> Unit) {
            ScriptedServer.start().use { server ->
                val client = OpenAI {
                    apiKey = "sk-secret"
                    baseUrl = "${server.url}/v1"
                    clock = ManualClock(sleepsAreInstant = true)
                    options()
                }
                client.use { withTimeout(SAFETY_MILLIS) { test(server, it) } }
            }
        }

        suspend fun OpenAI.hello() = chat.completions.create {
            model = "gpt-4o-mini"
            user("Hello!")
        }

        fun OpenAI.helloStream() = chat.completions.stream {
            model = "gpt-4o-mini"
            user("Hello!")
        }

        test("a call says who asks, and brings the answer back") {
            val options: OpenAI.Builder.() -> Unit = {
                organization = "org-1"
                project = "proj-1"
                headers = mapOf("X-Team" to "a")
                query = mapOf("v" to "1")
            }
            served(options) { server, openai ->
                server.enqueue(OpenAiChatReply.builder().text("Hi!").usage(3, 2).requestId("req_7").build())
                val answer = openai.hello()
                answer.text shouldBe "Hi!"
                answer.usage!!.totalTokens shouldBe 5
                answer.requestId shouldBe "req_7"
                val request = server.takeRequest()
                listOf(request.method, request.path, request.query) shouldBe listOf("POST", "/v1/chat/completions", "v=1")
                listOf(
                    "Authorization",
                    "OpenAI-Organization",
                    "OpenAI-Project",
                    "X-Team",
                    "Content-Type",
                    "Accept",
                ).map(request::header) shouldBe
                    listOf("Bearer sk-secret", "org-1", "proj-1", "a", "application/json", "application/json")
                request.bodyJson shouldBe json("""{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hello!"}]}""")
            }
        }

        test("a stream brings the text in pieces, and leaves its connection to the next") {
            served { server, openai ->
                repeat(3) {
                    server.enqueue(OpenAiChatReply.builder().textPieces("Once ", "upon ", "a time").usage(3, 2).build())
                    val chunks = openai.helloStream().toList()
                    chunks.map { it.text }.filter { it.isNotEmpty() } shouldBe listOf("Once ", "upon ", "a time")
                    chunks.last().usage!!.completionTokens shouldBe 2
                }
                server.takeRequest().header("Accept") shouldBe "text/event-stream"
                server.connectionsOpened shouldBe 1
            }
        }

        test("pieces arrive while the model still speaks") {
            served { server, openai ->
                val gate = Gate()
                val events = OpenAiChatReply.builder().textPieces("first", "second").build().events()
                server.enqueue(Answer.sse().steps(events.take(2)).hold(gate).steps(events.drop(2)).build())
                val seen = ArrayList<String>()
                openai.helloStream().collect { chunk ->
                    if (chunk.text == "first") gate.open()
                    seen += chunk.text
                }
                seen.joinToString("") shouldBe "firstsecond"
            }
        }

        test("a call that fails for now is made again, also in a stream until its first event") {
            served { server, openai ->
                server.enqueue(
                    OpenAiChatReply.error(500, "Oops", "server_error"),
                    OpenAiChatReply.error(429, "Slow down", "rate_limit_error"),
                )
                server.enqueue(OpenAiChatReply.text("Hi!"))
                openai.hello().text shouldBe "Hi!"
                server.requestCount shouldBe 3

                server.enqueue(OpenAiChatReply.error(503, "Oops", "server_error"))
                server.enqueue(Answer.sse().step(OpenAiChatReply.errorEvent("Busy", "overloaded_error")).build())
                server.enqueue(OpenAiChatReply.text("Hi!"))
                openai.helloStream().toList().joinToString("") { it.text } shouldBe "Hi!"
                server.requestCount shouldBe 6
            }
        }

        test("a stream that fails after its first event is not made again") {
            served { server, openai ->
                val events = OpenAiChatReply.text("Hi!").events()
                server.enqueue(Answer.sse().steps(events.take(2)).step(OpenAiChatReply.errorEvent("Busy", "overloaded_error")).build())
                val seen = ArrayList<String>()
                shouldThrow<OverloadedException> { openai.helloStream().collect { seen += it.text } }
                seen.joinToString("") shouldBe "Hi!"
                server.enqueue(Answer.sse().steps(events.take(2)).cut().build())
                shouldThrow<ApiConnectionException> { openai.helloStream().collect() }
                server.requestCount shouldBe 2
            }
        }

        test("a key provider is asked for each try") {
            var asked = 0
            served({
                apiKey = null
                apiKeyProvider { "sk-${++asked}" }
            }) { server, openai ->
                server.enqueue(OpenAiChatReply.error(500, "Oops", "server_error"))
                server.enqueue(OpenAiChatReply.text("Hi!"))
                openai.hello()
                server.requests.map { it.header("Authorization") } shouldBe listOf("Bearer sk-1", "Bearer sk-2")
            }
        }

        test("an error says what the server said, and never the key") {
            served { server, openai ->
                server.enqueue(OpenAiChatReply.error(401, "Incorrect API key provided", code = "invalid_api_key"))
                val thrown = shouldThrow<AuthenticationException> { openai.hello() }
                thrown.message!! shouldContain "Incorrect API key provided"
                thrown.code shouldBe "invalid_api_key"
                thrown.stackTraceToString() shouldNotContain "sk-secret"
                openai.toString() shouldNotContain "sk-secret"
            }
        }

        test("a server that repeats the key does not get it into an error") {
            val answers = listOf(
                OpenAiChatReply.error(401, "Incorrect API key: sk-secret-of-mine", code = "invalid_api_key"),
                Answer.json("""{"error":{"message":"Not sk-secret-of-mine"}}"""),
                Answer.text("Who is sk-secret-of-mine?"),
                Answer.sse().step(OpenAiChatReply.errorEvent("Not sk-secret-of-mine", "invalid_request_error")).build(),
                Answer.sse().event("oops sk-secret-of-mine").build(),
                Answer.json("""{"error":{"message":"Not sk-secret-of-mine"}}"""),
                Answer.text("<html>sk-secret-of-mine", 502),
            )
            served({
                apiKey = "sk-secret-of-mine"
                retries = RetryPolicy.NEVER
            }) { server, openai ->
                answers.forEachIndexed { index, answer ->
                    server.enqueue(answer)
                    val thrown = shouldThrow<ApiException> { if (index < 3) openai.hello() else openai.helloStream().collect() }
                    thrown.message!! shouldContain "<hidden>"
                    thrown.stackTraceToString() shouldNotContain "sk-secret"
                    (thrown as? ApiStatusException)?.run { (body + failure.message) shouldNotContain "sk-secret" }
                    (thrown as? ApiResponseException)?.run { body shouldNotContain "sk-secret" }
                }
                server.enqueue(OpenAiChatReply.text("The key is sk-secret-of-mine").whole())
                openai.hello().text shouldBe "The key is sk-secret-of-mine"
            }
        }

        test("a server that is not there is a connection error, without the key") {
            val port = ScriptedServer.start().use { it.port }
            OpenAI {
                apiKey = "sk-secret"
                baseUrl = "http://127.0.0.1:$port/v1?key=sk-secret"
                retries = RetryPolicy.Builder().maxRetries(0).build()
            }.use { openai ->
                shouldThrow<ApiConnectionException> { openai.hello() }.stackTraceToString() shouldNotContain "sk-secret"
            }
        }

        test("a cancelled call and a collector that has enough end the request at the server") {
            served { server, openai ->
                server.enqueue(Answer.builder().head().stall().build())
                coroutineScope {
                    val call = launch(Dispatchers.Default) { openai.hello() }
                    val exchange = server.takeRequest().exchange
                    call.cancelAndJoin()
                    exchange.awaitClientGone()
                }
                server.enqueue(Answer.sse().steps(OpenAiChatReply.text("Hi!").events().take(2)).stall().build())
                openai.helloStream().first { it.text.isNotEmpty() }
                server.takeRequest().exchange.awaitClientGone()
            }
        }

        test("closing ends the calls that run, and refuses those that come") {
            served { server, openai ->
                server.enqueue(Answer.sse().steps(OpenAiChatReply.text("Hi!").events().take(2)).stall().build())
                supervisorScope {
                    val begun = CompletableDeferred<Unit>()
                    val stream = async { openai.helloStream().collect { begun.complete(Unit) } }
                    begun.await()
                    openai.close()
                    shouldThrow<ClientClosedException> { stream.await() }
                }
                server.takeRequest().exchange.awaitClientGone()
                shouldThrow<ClientClosedException> { openai.hello() }
                openai.close()
            }
        }

        for (isLent in listOf(false, true)) {
            val name = if (isLent) "a transport that is lent" else "a transport of its own"
            val lent = JdkTransport()
            afterSpec { lent.close() }
            val options: OpenAI.Builder.() -> Unit = { if (isLent) transport = lent }

            test("closing ends a call that waits for its next try, over $name") {
                val time = ManualClock()
                served({
                    options()
                    clock = time
                }) { server, openai ->
                    server.enqueue(Answer.json("{}", 429).newBuilder().header("Retry-After", "60").build())
                    coroutineScope {
                        val call = async { runCatching { openai.hello() } }
                        time.awaitAlarmIn(60_000)
                        openai.close()
                        call.await().exceptionOrNull()!!::class shouldBe ClientClosedException::class
                    }
                }
            }

            test("closing when all has been delivered is no failure, over $name") {
                served(options) { server, openai ->
                    val end = """{"choices":[{"index":0,"delta":{"content":"Hi!"},"finish_reason":"stop"}]}"""
                    server.enqueue(Answer.sse().text("data: $end\n\ndata: [DONE]\n\n").stall().build())
                    val seen = ArrayList<String>()
                    openai.helloStream().collect {
                        seen += it.text
                        openai.close()
                    }
                    seen shouldBe listOf("Hi!")
                }
            }
        }

        test("a call inside a collector fails as itself") {
            served { server, openai ->
                server.enqueue(OpenAiChatReply.text("Hi!").stream())
                repeat(3) { server.enqueue(OpenAiChatReply.error(503, "Oops", "server_error")) }
                var inside: InternalServerException? = null
                val thrown = shouldThrow<InternalServerException> {
                    openai.helloStream().collect {
                        inside = shouldThrow<InternalServerException> { openai.hello() }
                        throw inside!!
                    }
                }
                (thrown === inside) shouldBe true
                thrown.tries shouldBe 3
                thrown.message!! shouldContain "(tried 3 times)"
                thrown.suppressed.size shouldBe 2
            }
        }

        test("a test's virtual time does not hurry the network") {
            served({
                clock = Clock.System
                retries = RetryPolicy.NEVER
            }) { server, openai ->
                server.enqueue(OpenAiChatReply.text("Hi!").whole(), OpenAiChatReply.text("Hi!").stream())
                val answered = AtomicInteger()
                thread(name = "a user's test") {
                    runTest {
                        openai.hello().text shouldBe "Hi!"
                        openai.helloStream().toList().joinToString("") { it.text } shouldBe "Hi!"
                        answered.incrementAndGet()
                    }
                }.join()
                answered.get() shouldBe 1
            }
        }

        test("a transport that is lent outlives the client") {
            JdkTransport().use { lent ->
                served({ transport = lent }) { server, openai ->
                    server.enqueue(Answer.sse().steps(OpenAiChatReply.text("Hi!").events().take(2)).stall().build())
                    supervisorScope {
                        val begun = CompletableDeferred<Unit>()
                        val stream = async { openai.helloStream().collect { begun.complete(Unit) } }
                        begun.await()
                        openai.close()
                        shouldThrow<ClientClosedException> { stream.await() }
                    }
                    shouldThrow<ClientClosedException> { openai.hello() }
                }
                served({ transport = lent }) { server, openai ->
                    server.enqueue(OpenAiChatReply.text("Hi!"))
                    openai.hello().text shouldBe "Hi!"
                }
            }
        }

        test("many calls run at once") {
            served { server, openai ->
                val gate = Gate()
                repeat(100) {
                    server.enqueue(Answer.json("""{"choices":[{"message":{"content":"$it"}}]}""").newBuilder().hold(gate).build())
                }
                coroutineScope {
                    val calls = List(100) { async(Dispatchers.Default) { openai.hello().text } }
                    server.awaitRequests(100)
                    gate.open()
                    calls.awaitAll().map { it.toInt() }.sorted() shouldBe (0 until 100).toList()
                }
            }
        }

        test("the port asks by the real dialect, and sends what its plan says") {
            served { server, openai ->
                val schema = SchemaDocument(ObjectSchema("User", listOf(PropertySchema("name", StringSchema()))))
                val messages = listOf(Message(Role.USER, "Ann"))
                for (mode in openai.outputModes("gpt-4o-mini")) {
                    val request = ModelRequest("gpt-4o-mini", messages, OutputSpec("User", null, schema, mode), maxTokens = 9)
                    val input = """{"name":"Ann"}"""
                    val reply = OpenAiChatReply.builder().run {
                        if (mode in setOf(OutputMode.TOOLS, OutputMode.PARALLEL_TOOLS)) toolCall("t1", "User", input) else text(input)
                    }.build()
                    server.enqueue(reply, reply)
                    openai.complete(request).text shouldBe input
                    server.takeRequest().bodyJson shouldBe openai.plan(request).body
                    val events = openai.stream(request).toList()
                    events.filterIsInstance<ModelEvent.Delta>().joinToString("") { it.text } shouldBe input
                    val last = (events.last() as ModelEvent.Finished).reply
                    last.text shouldBe input
                    (last.finishReason in setOf(FinishReason.STOP, FinishReason.TOOL_CALLS)) shouldBe true
                    server.takeRequest()
                }
            }
        }

        test("the environment fills what the options leave open") {
            ScriptedServer.start().use { server ->
                val variables = mapOf(
                    "OPENAI_API_KEY" to "sk-env",
                    "OPENAI_BASE_URL" to "${server.url}/v1",
                    "OPENAI_ORG_ID" to "org-env",
                    "OPENAI_CUSTOM_HEADERS" to "X-A: env\nX-B: env",
                )
                val builder = OpenAI.Builder().fromEnvironment(variables::get).organization("org-mine").headers(mapOf("x-a" to "mine"))
                builder.build().use { openai ->
                    server.enqueue(OpenAiChatReply.text("Hi!"))
                    openai.hello()
                    val request = server.takeRequest()
                    listOf("Authorization", "OpenAI-Organization", "X-A", "X-B").map(request::header) shouldBe
                        listOf("Bearer sk-env", "org-mine", "mine", "env")
                }
            }
        }

        test("without a key nothing is sent") {
            served({ apiKey = null }) { server, openai ->
                shouldThrow<InvalidRequestException> { openai.hello() }.message!! shouldContain "OPENAI_API_KEY"
                shouldThrow<InvalidRequestException> { openai.helloStream().collect() }
                server.requestCount shouldBe 0
            }
        }

        test("a key that is none is refused at once, unseen") {
            shouldThrow<InvalidRequestException> { OpenAI { apiKey = "sk-secret\n" } }.message!! shouldNotContain "sk-secret"
        }

        test("a last failure comes when the retries are spent") {
            served { server, openai ->
                repeat(3) { server.enqueue(OpenAiChatReply.error(429, "Slow down", "rate_limit_error")) }
                shouldThrow<RateLimitException> { openai.hello() }.message!! shouldContain "Slow down"
                server.requestCount shouldBe 3
            }
        }
    })

private const val SAFETY_MILLIS = 30_000L
