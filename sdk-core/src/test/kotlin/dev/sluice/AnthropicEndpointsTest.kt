package dev.sluice

import dev.sluice.anthropic.batches.MessageBatchResult
import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.NotFoundException
import dev.sluice.errors.SluiceException
import dev.sluice.testing.Answer
import dev.sluice.testing.AnthropicReply
import dev.sluice.testing.Gate
import dev.sluice.testing.ScriptedServer
import dev.sluice.transport.ManualClock
import dev.sluice.wire.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withTimeout

/** Anthropic's endpoints beside messages, over a real server. */
class AnthropicEndpointsTest :
    FunSpec({
        suspend fun served(test: suspend (ScriptedServer, Anthropic) -> Unit) = ScriptedServer.start().use { server ->
            val client = Anthropic {
                apiKey = "sk-secret"
                baseUrl = server.url
                clock = ManualClock(sleepsAreInstant = true)
            }
            client.use { withTimeout(SAFETY_MILLIS) { test(server, it) } }
        }

        fun line(id: String) =
            """{"custom_id":"$id","result":{"type":"succeeded","message":{"content":[{"type":"text","text":"ü$id"}]}}}""" + "\n"

        fun page(id: String, more: Boolean) =
            Answer.json("""{"data":[{"id":"$id"}],"first_id":"$id","last_id":"$id","has_more":$more}""")

        test("tokens are counted without a limit, and without what does not count") {
            served { server, claude ->
                server.enqueue(Answer.json("""{"input_tokens":14}"""))
                claude.messages.countTokens {
                    model = "claude-haiku-4-5"
                    maxTokens = 64
                    temperature = 0.5
                    stopSequences = listOf("x")
                    metadata = mapOf("user_id" to "u")
                    betas = listOf("b")
                    system = "Be brief"
                    user("Hello!")
                }.inputTokens shouldBe 14
                val request = server.takeRequest()
                listOf(request.method, request.path, request.header("anthropic-beta")) shouldBe
                    listOf("POST", "/v1/messages/count_tokens", "b")
                request.bodyJson shouldBe
                    json("""{"model":"claude-haiku-4-5","system":"Be brief","messages":[{"role":"user","content":"Hello!"}]}""")
            }
        }

        test("the next page is asked for when this one was taken, and not before") {
            served { server, claude ->
                server.enqueue(page("a", more = true), page("b", more = true), page("b", more = true))
                claude.models.list().take(1).toList()
                server.requestCount shouldBe 1
                val seen = ArrayList<Pair<String, Int>>()
                shouldThrow<SluiceException> { claude.models.list().collect { seen += it.id to server.requestCount } }
                seen shouldBe listOf("b" to 2, "b" to 3)
                List(3) { server.takeRequest() }.map { it.target } shouldBe listOf("/v1/models", "/v1/models", "/v1/models?after_id=b")
            }
        }

        test("a batch is made, asked after, and a missing one is the server's error") {
            served { server, claude ->
                server.enqueue(Answer.json("""{"id":"b1","processing_status":"in_progress"}"""))
                server.enqueue(AnthropicReply.error(404, "not_found_error", "No such batch"))
                val batch = claude.messages.batches.create {
                    add("a") {
                        model = "m"
                        maxTokens = 9
                        user("Hello!")
                    }
                }
                batch.isEnded shouldBe false
                shouldThrow<NotFoundException> { claude.messages.batches.cancel(batch.id) }.requestId shouldBe "req_1"
                val made = server.takeRequest()
                listOf(made.path, made.header("X-Api-Key"), made.header("anthropic-version")) shouldBe
                    listOf("/v1/messages/batches", "sk-secret", "2023-06-01")
                server.takeRequest().run { listOf(method, path, bodyText) } shouldBe
                    listOf("POST", "/v1/messages/batches/b1/cancel", "")
            }
        }

        test("results come as they arrive, cut anywhere") {
            served { server, claude ->
                val gate = Gate()
                server.enqueue(Answer.builder().chunked().text(line("a")).hold(gate).text(line("b") + line("c")).split(1).build())
                val seen = ArrayList<String>()
                claude.messages.batches.results("b1").collect {
                    seen += (it as MessageBatchResult.Succeeded).message.text
                    gate.open()
                }
                seen shouldBe listOf("üa", "üb", "üc")
                server.takeRequest().path shouldBe "/v1/messages/batches/b1/results"
            }
        }

        test("results that are not collected any more end the download at the server") {
            served { server, claude ->
                server.enqueue(Answer.builder().chunked().text(line("a")).stall().build())
                claude.messages.batches.results("b1").first().customId shouldBe "a"
                server.takeRequest().exchange.awaitClientGone()
            }
        }

        test("results that are cut fail after those that arrived") {
            served { server, claude ->
                server.enqueue(Answer.builder().chunked().text(line("a")).text("""{"custom_id":"b"""").cut().build())
                val seen = ArrayList<String>()
                val thrown = shouldThrow<ApiConnectionException> { claude.messages.batches.results("b1").collect { seen += it.customId } }
                seen shouldBe listOf("a")
                thrown.stackTraceToString() shouldNotContain "sk-secret"
            }
        }

        test("the key stays with the client's own server, wherever the server says that the results are") {
            ScriptedServer.start().use { other ->
                served { server, claude ->
                    server.enqueue(Answer.json("""{"id":"b1","processing_status":"ended","results_url":"${other.url}/r"}"""))
                    server.enqueue(Answer.text(line("a")))
                    val batch = claude.messages.batches.retrieve("b1")
                    claude.messages.batches.results(batch.id).toList().size shouldBe 1
                    listOf(server.requestCount, other.requestCount) shouldBe listOf(2, 0)
                }
            }
        }
    }) {
    private companion object {
        const val SAFETY_MILLIS = 20_000L
    }
}
