package dev.sluice.limits

import dev.sluice.OpenAI
import dev.sluice.Sluice
import dev.sluice.testing.Answer
import dev.sluice.testing.Gate
import dev.sluice.testing.OpenAiChatReply
import dev.sluice.testing.ScriptedServer
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.withTimeout
import kotlinx.serialization.Serializable

@Serializable
private data class Job(val title: String)

@Serializable
private data class Salary(val amount: Int)

/** Extraction reads ahead and gives its permit back at the network's end, so that calls within a collector cannot wait for ever. */
class NestedStagesTest :
    FunSpec({
        suspend fun stages(key: String, body: suspend (ScriptedServer, Sluice, rest: Gate) -> Unit) {
            val rest = Gate()
            val answer = OpenAiChatReply.builder().pieces(4).text("""{"$key":[{"title":"a"},{"title":"b"},{"title":"c"}]}""").build()
            val list = answer.events()
            ScriptedServer.start { handler(OpenAiChatReply.text("""{"amount":7}""")) }.use { server ->
                server.enqueue(Answer.sse().steps(list.take(8)).hold(rest).steps(list.drop(8)).build())
                val client = OpenAI {
                    apiKey = "k"
                    baseUrl = "${server.url}/v1"
                    rateLimiter = RateLimits { maxConcurrent = 1 }
                }
                client.use { withTimeout(60_000) { body(server, Sluice(it) { model = "m" }, rest) } }
                server.peakExchanges shouldBe 1
            }
        }

        test("a call for each element of a list, with one exchange at once") {
            stages("items") { server, sluice, rest ->
                val seen = mutableListOf<Pair<String, Int>>()
                sluice.extractEach<Job> { user("?") }.collect { job ->
                    // Only now, inside of the collector, does the first stage's answer go on to its end.
                    rest.open()
                    seen += job.title to sluice.extract<Salary> { user(job.title) }.amount
                }
                seen shouldContainExactly listOf("a" to 7, "b" to 7, "c" to 7)
                server.requestCount shouldBe 4
            }
        }

        test("a check of each element that makes a call itself, with one exchange at once") {
            stages("items") { server, sluice, rest ->
                val seen = mutableListOf<String>()
                sluice.extractEach<Job> {
                    user("?")
                    validate { job ->
                        rest.open()
                        require(sluice.extract<Salary> { user(job.title) }.amount == 7) { "is not paid" }
                    }
                }.collect { seen += it.title }
                seen shouldContainExactly listOf("a", "b", "c")
                server.requestCount shouldBe 4
            }
        }

        test("a call within the partials of another, with one exchange at once") {
            stages("value") { _, sluice, rest ->
                var last: List<Job>? = null
                sluice.extractPartial<List<Job>> { user("?") }.collect { partial ->
                    rest.open()
                    sluice.extract<Salary> { user("?") }.amount shouldBe 7
                    last = partial.value
                }
                last shouldBe listOf(Job("a"), Job("b"), Job("c"))
            }
        }
    })
