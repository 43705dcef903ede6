package dev.sluice

import dev.sluice.anthropic.MessageStreamEvent
import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ClientClosedException
import dev.sluice.errors.InvalidRequestException
import dev.sluice.errors.OverloadedException
import dev.sluice.model.FinishReason
import dev.sluice.model.Message
import dev.sluice.model.ModelEvent
import dev.sluice.model.ModelRequest
import dev.sluice.model.OutputMode
import dev.sluice.model.OutputSpec
import dev.sluice.model.Role
import dev.sluice.model.Usage
import dev.sluice.schema.IntegerSchema
import dev.sluice.schema.MapSchema
import dev.sluice.schema.ObjectSchema
import dev.sluice.schema.PropertySchema
import dev.sluice.schema.Schema
import dev.sluice.schema.SchemaDocument
import dev.sluice.schema.StringSchema
import dev.sluice.testing.Answer
import dev.sluice.testing.AnthropicReply
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
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withTimeout
import kotlinx.serialization.json.JsonObject

/** Over a real server: what a user writes, and what arrives at the far side. */
class AnthropicTest :
    FunSpec({
        suspend fun served(options: Anthropic.Builder.() -> Unit = {}, test: suspend (ScriptedServer, Anthropic) -> Unit) {
            ScriptedServer.start().use { server ->
                val client = Anthropic {
                    apiKey = "sk-secret"
                    baseUrl = server.url
                    clock = ManualClock(sleepsAreInstant = true)
                    options()
                }
                client.use { withTimeout(SAFETY_MILLIS) { test(server, it) } }
            }
        }

        suspend fun Anthropic.hello() = messages.create {
            model = "claude-haiku-4-5"
            maxTokens = 64
            user("Hello!")
        }

        fun Anthropic.helloStream() = messages.stream {
            model = "claude-haiku-4-5"
            maxTokens = 64
            user("Hello!")
        }

        fun typed(property: Schema, mode: OutputMode): ModelRequest {
            val schema = SchemaDocument(ObjectSchema("User", listOf(PropertySchema("name", property))))
            return ModelRequest(
                "claude-haiku-4-5",
                listOf(Message(Role.USER, "Ann")),
                OutputSpec("User", null, schema, mode),
                maxTokens = 9,
            )
        }

        test("a call says who asks, and brings the answer back") {
            served({ headers = mapOf("X-Team" to "a") }) { server, claude ->
                server.enqueue(AnthropicReply.builder().text("Hi!").usage(3, 2).requestId("req_7").build())
                val answer = claude.hello()
                answer.text shouldBe "Hi!"
                answer.usage!!.outputTokens shouldBe 2
                answer.requestId shouldBe "req_7"
                val request = server.takeRequest()
                listOf(request.method, request.path) shouldBe listOf("POST", "/v1/messages")
                listOf("X-Api-Key", "Authorization", "anthropic-version", "X-Team", "Content-Type").map(request::header) shouldBe
                    listOf("sk-secret", null, "2023-06-01", "a", "application/json")
                request.bodyJson shouldBe
                    json("""{"model":"claude-haiku-4-5","max_tokens":64,"messages":[{"role":"user","content":"Hello!"}]}""")
            }
        }

        test("the newer version of the API takes the key as a bearer's") {
            served({ apiVersion = "2026-10-21" }) { server, claude ->
                server.enqueue(AnthropicReply.text("Hi!"))
                claude.hello()
                val request = server.takeRequest()
                listOf("X-Api-Key", "Authorization", "anthropic-version").map(request::header) shouldBe
                    listOf(null, "Bearer sk-secret", "2026-10-21")
                val sampling = ModelRequest("claude-haiku-4-5", listOf(Message(Role.USER, "a")), maxTokens = 9, temperature = 0.0)
                shouldThrow<InvalidRequestException> { claude.complete(sampling) }.message!! shouldContain "temperature"
                shouldThrow<InvalidRequestException> { claude.stream(sampling).collect() }
                server.requestCount shouldBe 1
            }
        }

        test("a stream brings the text in pieces, and leaves its connection to the next") {
            served { server, claude ->
                repeat(3) {
                    server.enqueue(AnthropicReply.builder().textPieces("Once ", "upon ", "a time").build())
                    val events = claude.helloStream().toList()
                    events.map { it.text }.filter { it.isNotEmpty() } shouldBe listOf("Once ", "upon ", "a time")
                    (events.last() is MessageStreamEvent.MessageStop) shouldBe true
                }
                server.connectionsOpened shouldBe 1
            }
        }

        test("a call that fails for now is made again, also in a stream until its first event") {
            served { server, claude ->
                server.enqueue(AnthropicReply.error(529, "overloaded_error", "Busy"))
                server.enqueue(AnthropicReply.text("Hi!"))
                claude.hello().text shouldBe "Hi!"
                server.enqueue(Answer.sse().step(AnthropicReply.errorEvent("overloaded_error", "Busy")).build())
                server.enqueue(AnthropicReply.text("Hi!"))
                claude.helloStream().toList().joinToString("") { it.text } shouldBe "Hi!"
                server.requestCount shouldBe 4
            }
        }

        test("a stream that fails after its first event is not made again") {
            served { server, claude ->
                val events = AnthropicReply.text("Hi!").events()
                server.enqueue(Answer.sse().steps(events.take(1)).step(AnthropicReply.errorEvent("overloaded_error", "Busy")).build())
                shouldThrow<OverloadedException> { claude.helloStream().collect() }
                server.enqueue(AnthropicReply.builder().text("Hi!").withoutMessageStop().build())
                shouldThrow<ApiConnectionException> { claude.helloStream().collect() }.message!! shouldContain "message_stop"
                server.requestCount shouldBe 2
            }
        }

        test("a collector that has enough ends the request at the server") {
            served { server, claude ->
                server.enqueue(Answer.sse().steps(AnthropicReply.text("Hi!").events().take(4)).stall().build())
                claude.helloStream().first()
                server.takeRequest().exchange.awaitClientGone()
            }
        }

        test("the port asks by the real dialect, and sends what its plan says") {
            served { server, claude ->
                for (mode in claude.outputModes("claude-haiku-4-5")) {
                    val request = typed(StringSchema(), mode)
                    val input = """{"name":"Ann"}"""
                    val reply = AnthropicReply.builder().usage(3, 2)
                        .run { if (mode == OutputMode.JSON_SCHEMA) text(input) else toolUse("t1", "User", input) }.build()
                    server.enqueue(reply, reply)
                    claude.complete(request).run {
                        text shouldBe input
                        usage shouldBe Usage(3, 2)
                    }
                    server.takeRequest().bodyJson shouldBe claude.plan(request).body
                    val events = claude.stream(request).toList()
                    events.filterIsInstance<ModelEvent.Delta>().joinToString("") { it.text } shouldBe input
                    val last = (events.last() as ModelEvent.Finished).reply
                    last.text shouldBe input
                    last.usage shouldBe Usage(3, 2)
                    (last.finishReason in setOf(FinishReason.STOP, FinishReason.TOOL_CALLS)) shouldBe true
                    val streamed = server.takeRequest().bodyJson as JsonObject
                    JsonObject(streamed - "stream") shouldBe claude.plan(request).body
                }
            }
        }

        test("a type with a map is asked for by a tool, and the plan says so") {
            served { server, claude ->
                val request = typed(MapSchema(IntegerSchema()), OutputMode.JSON_SCHEMA)
                val plan = claude.plan(request)
                ("output_config" in plan.body) shouldBe false
                plan.concessions.joinToString() shouldContain "a tool is used instead"
                server.enqueue(AnthropicReply.builder().toolUse("t1", "User", """{"name":{"a":1}}""").build())
                claude.complete(request).text shouldBe """{"name":{"a":1}}"""
                server.takeRequest().bodyJson shouldBe plan.body
            }
        }

        test("closing refuses what comes") {
            served { server, claude ->
                claude.close()
                shouldThrow<ClientClosedException> { claude.hello() }
                server.requestCount shouldBe 0
            }
        }

        test("the environment fills what the options leave open") {
            ScriptedServer.start().use { server ->
                val variables = mapOf("ANTHROPIC_AUTH_TOKEN" to "t-env", "ANTHROPIC_BASE_URL" to server.url, "ANTHROPIC_API_KEY" to " ")
                Anthropic.Builder().fromEnvironment(variables::get).build().use { claude ->
                    server.enqueue(AnthropicReply.text("Hi!"))
                    claude.hello()
                    val request = server.takeRequest()
                    listOf("X-Api-Key", "Authorization").map(request::header) shouldBe listOf(null, "Bearer t-env")
                    claude.toString() shouldBe "Anthropic(${server.url})"
                    claude.toString() shouldNotContain "t-env"
                }
            }
        }
    })

private const val SAFETY_MILLIS = 30_000L
