package dev.sluice

import dev.sluice.errors.InvalidRequestException
import dev.sluice.errors.NotFoundException
import dev.sluice.errors.SluiceException
import dev.sluice.limits.CallAttempt
import dev.sluice.limits.CallListener
import dev.sluice.limits.CallLog
import dev.sluice.limits.RetryPolicy
import dev.sluice.openai.ListRequest
import dev.sluice.paging.Page
import dev.sluice.testing.Answer
import dev.sluice.testing.Gate
import dev.sluice.testing.OpenAiChatReply
import dev.sluice.testing.ScriptedServer
import dev.sluice.transport.FileContent
import dev.sluice.transport.HttpHeaders
import dev.sluice.transport.HttpRequest
import dev.sluice.transport.Interceptor
import dev.sluice.transport.ManualClock
import dev.sluice.wire.RequestOptions
import dev.sluice.wire.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withTimeout
import kotlinx.serialization.Serializable
import java.io.File

@Serializable
internal data class Echo(val id: String, val count: Int = 0)

/** Every endpoint beside chat, over a real server: what is sent, and what comes of the answer. */
class OpenAIEndpointsTest :
    FunSpec({
        suspend fun served(options: OpenAI.Builder.() -> Unit = {}, test: suspend (ScriptedServer, OpenAI) -> Unit) =
            ScriptedServer.start().use { server ->
                val client = OpenAI {
                    apiKey = "sk-secret"
                    baseUrl = "${server.url}/v1"
                    clock = ManualClock(sleepsAreInstant = true)
                    options()
                }
                client.use { withTimeout(20_000) { test(server, it) } }
            }

        context("lists") {
            fun page(more: Boolean, vararg ids: String) =
                Answer.json(
                    """{"object":"list","data":[${ids.joinToString {
                        """{"id":"$it","object":"fine_tuning.job"}"""
                    }}],"has_more":$more}""",
                )

            test("the next page is asked for when this one was taken, and not before") {
                served { server, openai ->
                    server.enqueue(page(true, "a", "b"), page(true, "c"), page(false, "d"))
                    val jobs = openai.fineTuning.jobs.list { limit = 2 }
                    jobs.take(2).map { it.id }.toList() shouldContainExactly listOf("a", "b")
                    server.requestCount shouldBe 1
                    server.takeRequest().run { "$method $target" } shouldBe "GET /v1/fine_tuning/jobs?limit=2"
                }
                served { server, openai ->
                    server.enqueue(page(true, "a", "b"), page(true, "c"), page(false, "d"))
                    openai.fineTuning.jobs.list { limit = 2 }.map { it.id }.toList() shouldContainExactly listOf("a", "b", "c", "d")
                    List(3) { server.takeRequest().target } shouldContainExactly listOf(
                        "/v1/fine_tuning/jobs?limit=2",
                        "/v1/fine_tuning/jobs?limit=2&after=b",
                        "/v1/fine_tuning/jobs?limit=2&after=c",
                    )
                }
            }

            test("one page at a time, for who wants to turn them") {
                served { server, openai ->
                    val body = """{"object":"list","data":[{"id":"a","object":"batch"}],"has_more":true,"x_vendor":1}"""
                    server.enqueue(Answer.json(body).newBuilder().header("x-request-id", "req_9").header("X-Left", "7").build())
                    openai.batches.page().run {
                        items.map { it.id } shouldContainExactly listOf("a")
                        nextCursor shouldBe "a"
                        hasNext shouldBe true
                        requestId shouldBe "req_9"
                        listOf(response.status, response.headers["X-Left"], response.body) shouldBe listOf(200, "7", body)
                    }
                }
            }

            test("every list has its page") {
                served { server, openai ->
                    val calls = listOf<suspend () -> Page<*>>(
                        { openai.models.page() },
                        { openai.fineTuning.jobs.eventsPage("j") },
                        { openai.fineTuning.jobs.checkpointsPage("j") },
                        { openai.chat.completions.messagesPage("c", ListRequest.Builder().limit(1).build()) },
                    )
                    repeat(calls.size) { server.enqueue(Answer.json("""{"data":[{"id":"a"}]}""")) }
                    calls.map { it().run { items.size to nextCursor } } shouldContainExactly
                        listOf(1 to null, 1 to "a", 1 to "a", 1 to "a")
                    List(calls.size) { server.takeRequest().target } shouldContainExactly listOf(
                        "/v1/models",
                        "/v1/fine_tuning/jobs/j/events",
                        "/v1/fine_tuning/jobs/j/checkpoints",
                        "/v1/chat/completions/c/messages?limit=1",
                    )
                }
            }

            test("models go on where a server says that it has more of them") {
                served { server, openai ->
                    server.enqueue(page(true, "a"), page(false, "b"))
                    openai.models.list().map { it.id }.toList() shouldContainExactly listOf("a", "b")
                    server.takeRequest()
                    server.takeRequest().target shouldBe "/v1/models?after=a"
                }
            }

            test("a server that does not say whether it has more is asked until a page is empty") {
                served { server, openai ->
                    server.enqueue(Answer.json("""{"data":[{"id":"m1"}]}"""), Answer.json("""{"data":[]}"""))
                    openai.files.list().toList().size shouldBe 1
                    server.requestCount shouldBe 2
                }
            }

            test("models come on one page, as the reference has it") {
                served { server, openai ->
                    val models = Answer.json("""{"object":"list","data":[{"id":"a","object":"model"},{"id":"b","object":"model"}]}""")
                    repeat(2) { server.enqueue(models) }
                    openai.models.list().map { it.id }.toList() shouldContainExactly listOf("a", "b")
                    server.requestCount shouldBe 1
                }
            }

            test("a server that never says that it has more, and ignores where a page begins, has told it all") {
                served { server, openai ->
                    repeat(2) { server.enqueue(Answer.json("""{"object":"list","data":[{"id":"a"},{"id":"b"}]}""")) }
                    openai.files.list().map { it.id }.toList() shouldContainExactly listOf("a", "b")
                    server.requestCount shouldBe 2
                }
            }

            test("a server that repeats its cursor ends with an error, not a loop") {
                served { server, openai ->
                    repeat(3) { server.enqueue(page(true, "a")) }
                    val seen = mutableListOf<String>()
                    val thrown = shouldThrow<SluiceException> { openai.fineTuning.jobs.list().collect { seen += it.id } }
                    thrown.message shouldContain "\"a\" a second time"
                    seen shouldContainExactly listOf("a", "a")
                    server.requestCount shouldBe 2
                }
            }
        }

        context("embeddings") {
            test("vectors travel in base64 and come in the order of the texts") {
                served { server, openai ->
                    // 1.0 and -2.5 as little-endian floats; then the plain form that some servers send all the same.
                    server.enqueue(
                        Answer.json(
                            """{"object":"list","data":[{"index":1,"embedding":[0.5,2]},{"index":0,"embedding":"AACAPwAAIMA="}],
                            "model":"e-1","usage":{"prompt_tokens":4,"total_tokens":4}}""",
                        ),
                    )
                    val answer = openai.embeddings.create {
                        model = "e-1"
                        text("a").text("b").dimensions(2)
                    }
                    answer.data.map { it.vector.toList() } shouldContainExactly listOf(listOf(1f, -2.5f), listOf(0.5f, 2f))
                    answer.usage!!.totalTokens shouldBe 4
                    json(server.takeRequest().bodyText) shouldBe
                        json("""{"model":"e-1","input":["a","b"],"dimensions":2,"encoding_format":"base64"}""")
                }
            }
            test("without a text or a model nothing is sent") {
                served { server, openai ->
                    shouldThrow<InvalidRequestException> { openai.embeddings.create { model = "e-1" } }.message shouldContain "text("
                    shouldThrow<InvalidRequestException> { openai.embeddings.create { text("a") } }.message shouldContain "model"
                    server.requestCount shouldBe 0
                }
            }
        }

        test("moderations: texts alone are strings, beside an image all are parts") {
            served { server, openai ->
                val result = """{"id":"m","model":"o","results":[{"flagged":true,"categories":{"hate":true,"violence":false},
                    "category_scores":{"hate":0.9}}]}"""
                server.enqueue(Answer.json(result), Answer.json(result))
                val answer = openai.moderations.create { text("x") }
                answer.isFlagged shouldBe true
                answer.results.single().flaggedCategories shouldContainExactly setOf("hate")
                answer.results.single().scores shouldBe mapOf("hate" to 0.9)
                openai.moderations.create { text("x").part(dev.sluice.openai.ChatContentPart.imageUrl("data:image/png;base64,AA==")) }
                json(server.takeRequest().bodyText) shouldBe json("""{"input":["x"]}""")
                json(server.takeRequest().bodyText) shouldBe json(
                    """{"input":[{"type":"text","text":"x"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}}]}""",
                )
            }
        }

        context("files") {
            val stored = Answer.json("""{"id":"file-1","object":"file","bytes":3,"filename":"a.jsonl","purpose":"batch"}""")

            test("are read while they are sent, again for each try, and their names cannot break the form") {
                val file = File.createTempFile("rows\"1", ".jsonl").apply { writeText("{}\n".repeat(100_000)) }
                try {
                    served { server, openai ->
                        server.enqueue(Answer.json("{}", 500), stored)
                        openai.files.create(FileContent.of(file), "batch").id shouldBe "file-1"
                        val bodies = List(2) { server.takeRequest().bodyText }
                        bodies[0] shouldBe bodies[1]
                        bodies[0] shouldContain "Content-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n"
                        bodies[0] shouldContain "name=\"file\"; filename=\"${file.name.replace("\"", "%22")}\""
                        bodies[0] shouldContain "{}\n".repeat(100_000)
                    }
                } finally {
                    file.delete()
                }
            }

            test("come back as bytes, and leaving early ends the download at the server") {
                served { server, openai ->
                    server.enqueue(Answer.text("hello"))
                    openai.files.content("file-1").toList().joinToString("") { it.decodeToString() } shouldBe "hello"
                    server.takeRequest().target shouldBe "/v1/files/file-1/content"
                    val never = Gate()
                    server.enqueue(Answer.builder().text("first").hold(never).text("rest").build())
                    openai.files.content("file-1").first().decodeToString() shouldBe "first"
                    server.takeRequest().exchange.awaitClientGone()
                }
            }

            test("a missing one, and an id that would lead elsewhere") {
                served { server, openai ->
                    server.enqueue(OpenAiChatReply.error(404, "No such file", "invalid_request_error"))
                    shouldThrow<NotFoundException> { openai.files.content("nope").toList() }.message shouldContain "No such file"
                    shouldThrow<InvalidRequestException> { openai.files.retrieve("..") }
                    shouldThrow<InvalidRequestException> { openai.files.retrieve(" ") }
                    server.enqueue(Answer.json("""{"id":"a/b","deleted":true}"""))
                    openai.files.delete("a/b").isDeleted shouldBe true
                    server.takeRequest()
                    server.takeRequest().run { "$method $target" } shouldBe "DELETE /v1/files/a%2Fb"
                }
            }
        }

        test("fine-tuning: a job that failed is an answer, not a failure of the call") {
            served { server, openai ->
                server.enqueue(
                    Answer.json("""{"id":"ftjob-1","object":"fine_tuning.job","status":"failed","error":{"message":"bad rows"}}"""),
                    Answer.json("""{"id":"ftjob-1","object":"fine_tuning.job","status":"cancelled"}"""),
                )
                val job = openai.fineTuning.jobs.create {
                    model = "gpt-4o-mini"
                    trainingFile = "file-1"
                }
                job.errorMessage shouldBe "bad rows"
                job.isFinished shouldBe true
                openai.fineTuning.jobs.cancel("ftjob-1").status shouldBe "cancelled"
                json(server.takeRequest().bodyText) shouldBe json("""{"model":"gpt-4o-mini","training_file":"file-1"}""")
                server.takeRequest().run { "$method $target $bodyText" } shouldBe "POST /v1/fine_tuning/jobs/ftjob-1/cancel "
            }
        }

        context("what a path without a name gets") {
            test("the answer as it is, and as a type") {
                served { server, openai ->
                    server.enqueue(Answer.json("""{"id":"x","count":2,"new":true}""").newBuilder().header("x-request-id", "req_9").build())
                    val answer = openai.raw.post("/new/path", json("""{"a":1}"""), RequestOptions { extraHeaders = mapOf("X-A" to "b") })
                    answer.decode<Echo>() shouldBe Echo("x", 2)
                    answer.response!!.status shouldBe 200
                    answer.response!!.body shouldBe """{"id":"x","count":2,"new":true}"""
                    answer.requestId shouldBe "req_9"
                    server.takeRequest().run {
                        "$method $target ${header("X-A")} ${header("Authorization")}" shouldBe "POST /v1/new/path b Bearer sk-secret"
                    }
                }
            }
            test("its events") {
                served { server, openai ->
                    server.enqueue(Answer.sse().event("one").event("[DONE]").build())
                    openai.raw.stream("/new", json("{}")).map { it.data }.toList() shouldContainExactly listOf("one")
                }
            }
        }

        context("three levels of options") {
            test("a copy shares the connection and has its own headers, a call has the last word") {
                served({ headers = mapOf("X-Level" to "client") }) { server, openai ->
                    repeat(3) { server.enqueue(OpenAiChatReply.text("Hi")) }
                    fun request(set: dev.sluice.openai.ChatCompletionRequest.Builder.() -> Unit = {}) =
                        dev.sluice.openai.ChatCompletionRequest.Builder().model("m").user("?").apply(set).build()
                    val copy = openai.withOptions { headers = mapOf("X-Level" to "copy") }
                    openai.chat.completions.create(request())
                    copy.chat.completions.create(request())
                    copy.chat.completions.create(request { extraHeaders = mapOf("X-Level" to "call") })
                    val requests = List(3) { server.takeRequest() }
                    requests.map { it.header("X-Level") } shouldContainExactly listOf("client", "copy", "call")
                    server.connectionsOpened shouldBe 1
                    copy.close()
                    server.enqueue(OpenAiChatReply.text("Hi"))
                    openai.chat.completions.create(request()).text shouldBe "Hi"
                }
            }
            test("a call may be made once where the client would try again") {
                served { server, openai ->
                    server.enqueue(Answer.json("{}", 500))
                    val once = RequestOptions { retries = RetryPolicy.NEVER }
                    shouldThrow<dev.sluice.errors.InternalServerException> { openai.models.retrieve("m", once) }
                    server.requestCount shouldBe 1
                }
            }
        }

        context("what stands beside the calls") {
            test("an interceptor runs for each try") {
                var tries = 0
                val counting = Interceptor { request, next ->
                    tries++
                    next.proceed(HttpRequest(request.method, request.url, request.headers.with("X-Try", "$tries"), request.body))
                }
                served({ interceptors = listOf(counting) }) { server, openai ->
                    server.enqueue(Answer.json("{}", 503), Answer.json("""{"id":"m","object":"model"}"""))
                    openai.models.retrieve("m").id shouldBe "m"
                    List(2) { server.takeRequest().header("X-Try") } shouldContainExactly listOf("1", "2")
                }
            }
            test("a listener hears everything, changes nothing, and no key is told") {
                val lines = mutableListOf<String>()
                val log = CallLog { lines += it }
                val rude = object : CallListener by log {
                    override fun onResponse(call: CallAttempt, status: Int, headers: HttpHeaders, millis: Long) {
                        log.onResponse(call, status, headers, millis)
                        error("a fault of the listener's")
                    }
                }
                served({ listener = rude }) { server, openai ->
                    server.enqueue(Answer.json("{}", 503), Answer.json("""{"id":"m","object":"model"}"""))
                    openai.models.retrieve("m").id shouldBe "m"
                    val text = lines.joinToString("\n")
                    text shouldContain "attempt 1: status 503"
                    text shouldContain "attempt 1: again in"
                    text shouldContain "attempt 2: done"
                    text shouldNotContain "sk-secret"
                }
            }
        }
    })
