package dev.sluice

import dev.sluice.errors.AuthenticationException
import dev.sluice.testing.Answer
import dev.sluice.testing.OpenAiChatReply
import dev.sluice.testing.ScriptedServer
import dev.sluice.transport.Interceptor
import dev.sluice.wire.RequestOptions
import dev.sluice.wire.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.withTimeout
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

/** A client, copies of it, single calls: who has the last word. */
class ClientLevelsTest :
    FunSpec({
        suspend fun served(options: OpenAI.Builder.() -> Unit = {}, test: suspend (ScriptedServer, OpenAI) -> Unit) =
            ScriptedServer.start().use { server ->
                val client = OpenAI {
                    apiKey = "sk-secret"
                    baseUrl = server.url
                    options()
                }
                client.use { withTimeout(20_000) { test(server, it) } }
            }

        test("extra fields of the client, of a copy and of a call") {
            served({ extraBody = json("""{"seat":"client","tier":"client"}""") }) { server, openai ->
                suspend fun sent(client: OpenAI, extra: String): Map<String, String> {
                    server.enqueue(OpenAiChatReply.text("Hi"))
                    client.chat.completions.create {
                        model = "m"
                        user("Hello!")
                        extraBody = json(extra)
                    }
                    val body = Json.parseToJsonElement(server.takeRequest().bodyText).jsonObject
                    return body.filterKeys { it == "seat" || it == "tier" }.mapValues { it.value.jsonPrimitive.content }
                }
                sent(openai, "{}") shouldBe mapOf("seat" to "client", "tier" to "client")
                sent(openai, """{"tier":"call"}""") shouldBe mapOf("seat" to "client", "tier" to "call")
                sent(openai.withOptions { extraBody = json("""{"tier":"copy"}""") }, "{}") shouldBe mapOf("tier" to "copy")
            }
        }

        test("what only a model can understand goes to no other endpoint") {
            served({ extraBody = json("""{"seat":"client"}""") }) { server, openai ->
                server.enqueue(Answer.json("""{"id":"ftjob-1"}"""))
                openai.fineTuning.jobs.create {
                    model = "m"
                    trainingFile = "file-1"
                }
                server.takeRequest().bodyText shouldNotContain "seat"
            }
        }

        test("a builder that is used again changes no client that it made") {
            ScriptedServer.start().use { server ->
                val builder = OpenAI.Builder().baseUrl(server.url).apiKey("first")
                builder.build().use { first ->
                    builder.apiKey("second")
                    server.enqueue(Answer.json("""{"id":"m","object":"model"}"""))
                    first.withOptions { query = mapOf("a" to "b") }.models.retrieve("m")
                    server.takeRequest().header("Authorization") shouldBe "Bearer first"
                }
            }
        }

        test("a key that an interceptor signs with shows in no failure") {
            val signing = Interceptor { request, next -> next.proceed(request.withHeader("Authorization", "Bearer gateway-token-1")) }
            served({ interceptors = listOf(signing) }) { server, openai ->
                server.enqueue(Answer.json("""{"error":{"message":"gateway-token-1 is not valid"}}""", 401))
                val failure = shouldThrow<AuthenticationException> { openai.models.retrieve("m") }
                failure.message shouldContain "<hidden> is not valid"
                failure.toString() shouldNotContain "gateway-token-1"
            }
        }

        test("a raw path may bring its own query, and extra fields make a body") {
            served({ query = mapOf("api-version" to "1") }) { server, openai ->
                server.enqueue(Answer.json("{}"), Answer.json("{}"))
                openai.raw.get("/x?limit=2")
                server.takeRequest().target shouldBe "/x?limit=2&api-version=1"
                openai.raw.send("PATCH", "/x", null, RequestOptions { extraBody = json("""{"a":1}""") })
                server.takeRequest().bodyText shouldBe """{"a":1}"""
            }
        }
    })
