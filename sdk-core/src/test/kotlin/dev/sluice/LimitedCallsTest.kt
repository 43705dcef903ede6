package dev.sluice

import dev.sluice.errors.InvalidRequestException
import dev.sluice.limits.RateLimiter
import dev.sluice.limits.RateLimits
import dev.sluice.limits.RatePermit
import dev.sluice.openai.responses.ResponseStreamEvent
import dev.sluice.testing.Answer
import dev.sluice.testing.OpenAiChatReply
import dev.sluice.testing.OpenAiResponsesReply
import dev.sluice.testing.ScriptedServer
import dev.sluice.transport.FileContent
import dev.sluice.transport.HttpHeaders
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.longs.shouldBeInRange
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withTimeout

/** Writes down what a client asks of its limiter. */
private class Ledger : RateLimiter {
    val estimates = mutableListOf<Long>()
    val settled = mutableListOf<Long>()
    var releases = 0
    var isBroken = false
    val events = mutableListOf<String>()

    override suspend fun acquire(estimatedTokens: Long): RatePermit {
        estimates += estimatedTokens
        events += "leave"
        return object : RatePermit {
            override fun observe(headers: HttpHeaders) = failIfBroken()

            override fun settle(actualTokens: Long) {
                settled += actualTokens
                failIfBroken()
            }

            override fun release() {
                releases++
                failIfBroken()
            }
        }
    }

    private fun failIfBroken() = check(!isBroken) { "the store is away" }
}

/** What a client and its limiter have to say to each other. */
class LimitedCallsTest :
    FunSpec({
        suspend fun limited(limiter: RateLimiter, options: OpenAI.Builder.() -> Unit = {}, test: suspend (ScriptedServer, OpenAI) -> Unit) =
            ScriptedServer.start().use { server ->
                val client = OpenAI {
                    apiKey = "sk-secret"
                    baseUrl = server.url
                    rateLimiter = limiter
                    options()
                }
                client.use { withTimeout(20_000) { test(server, it) } }
            }

        test("a request reserves its text and the most that its answers may have, and settles what was counted") {
            val ledger = Ledger()
            limited(ledger) { server, openai ->
                server.enqueue(OpenAiChatReply.builder().text("Hi").usage(7, 3).build())
                openai.chat.completions.create {
                    model = "m"
                    user("a".repeat(4_000))
                    maxTokens = 500
                    n = 2
                }
                ledger.estimates.single() shouldBeInRange 2_000L..2_050L
                ledger.settled shouldContainExactly listOf(10)
                ledger.releases shouldBe 1
            }
        }

        test("an image is not taken for text") {
            val ledger = Ledger()
            limited(ledger) { server, openai ->
                server.enqueue(OpenAiChatReply.text("A cat."))
                openai.raw.post(
                    "/chat/completions",
                    dev.sluice.wire.json("""{"image_url":"data:image/png;base64,${"A".repeat(100_000)}"}"""),
                )
                ledger.estimates.single() shouldBeInRange 0L..10L
            }
        }

        test("files that go up, and what is only looked at, cost no tokens") {
            val ledger = Ledger()
            limited(ledger) { server, openai ->
                server.enqueue(Answer.json("""{"id":"file-1","object":"file"}"""))
                openai.files.create(FileContent.of("a.jsonl", ByteArray(100_000)), "batch")
                server.enqueue(Answer.json("""{"id":"b","object":"batch","usage":{"total_tokens":5000000}}"""))
                openai.batches.retrieve("b")
                ledger.estimates shouldContainExactly listOf(0, 0)
                ledger.settled shouldContainExactly emptyList()
                ledger.releases shouldBe 2
            }
        }

        test("a store that is away decides no call") {
            val ledger = Ledger().apply { isBroken = true }
            limited(ledger) { server, openai ->
                server.enqueue(OpenAiChatReply.text("Hi"))
                openai.chat.completions.create {
                    user("Hello!")
                    model = "m"
                }.text shouldBe "Hi"
                ledger.releases shouldBe 1
            }
        }

        test("the key is asked for after the wait, and a call that is not sent costs nothing") {
            val ledger = Ledger()
            val noKey: OpenAI.Builder.() -> Unit = {
                apiKeyProvider = ApiKeyProvider {
                    ledger.events += "key"
                    throw InvalidRequestException("the vault is shut")
                }
            }
            limited(ledger, noKey) { server, openai ->
                shouldThrow<InvalidRequestException> {
                    openai.chat.completions.create {
                        user("Hello!")
                        model = "m"
                    }
                }
                ledger.events shouldContainExactly listOf("leave", "key")
                ledger.settled shouldContainExactly listOf(0)
                ledger.releases shouldBe 1
                server.requestCount shouldBe 0
            }
        }

        test("who is at a stream's end may go on to another call, though only one may run") {
            limited(RateLimits { maxConcurrent = 1 }) { server, openai ->
                server.enqueue(OpenAiResponsesReply.text("Hi"))
                server.enqueue(Answer.json("""{"id":"m","object":"model"}"""))
                val ids = mutableListOf<String>()
                openai.responses.stream {
                    user("Hello!")
                    model = "m"
                }.collect { event ->
                    if (event is ResponseStreamEvent.Completed) ids += openai.models.retrieve("m").id
                }
                ids shouldContainExactly listOf("m")
            }
        }

        test("pages hold no place while they are read") {
            limited(RateLimits { maxConcurrent = 1 }) { server, openai ->
                server.enqueue(
                    Answer.json("""{"data":[{"id":"a"}],"has_more":false}"""),
                    Answer.json("""{"id":"b","object":"fine_tuning.job"}"""),
                )
                openai.fineTuning.jobs.list().toList().map { openai.fineTuning.jobs.retrieve("b").id } shouldContainExactly listOf("b")
            }
        }
    })
