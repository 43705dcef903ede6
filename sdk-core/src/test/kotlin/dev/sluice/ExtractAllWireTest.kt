package dev.sluice

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiTimeoutException
import dev.sluice.errors.BadRequestException
import dev.sluice.extraction.InvalidOutputException
import dev.sluice.extraction.Outcome
import dev.sluice.extraction.OutcomeOrder
import dev.sluice.extraction.RefusedOutputException
import dev.sluice.limits.RateLimits
import dev.sluice.limits.RetryPolicy
import dev.sluice.testing.Answer
import dev.sluice.testing.Gate
import dev.sluice.testing.OpenAiChatReply
import dev.sluice.testing.RecordedRequest
import dev.sluice.testing.RequestHandler
import dev.sluice.testing.ScriptedServer
import dev.sluice.transport.ManualClock
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.mapNotNull
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeout
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import java.io.IOException

@Serializable
private data class Receipt(val number: Int)

/** Many inputs over real sockets, as the server sees them. */
class ExtractAllWireTest :
    FunSpec({
        fun openAi(server: ScriptedServer, options: OpenAI.Builder.() -> Unit = {}) = OpenAI {
            apiKey = "k"
            baseUrl = "${server.url}/v1"
            retries = RetryPolicy.NEVER
            options()
        }

        for (order in OutcomeOrder.entries) {
            test("$order: 500 inputs, failures of every kind among them: each is accounted for, once, and no more run at once than said") {
                val full = Gate()
                val one = ScriptedServer.start {
                    handler = RequestHandler { request -> answer(request, full) }
                    // On one thread an exchange has ended before the next request is read: the peak is exact.
                    threads = 1
                }
                one.use { server ->
                    val time = ManualClock()
                    openAi(server) { clock = time }.use { openai ->
                        val outcomes = Sluice(openai) { model = "m" }.extractAll<_, Receipt>(0 until INPUTS, CONCURRENCY, order) { number ->
                            if (number % KINDS == 1) throw IOException("no file $number")
                            user("$number")
                            validate { if (it.number % KINDS == 5) reject("five is no good") }
                        }
                        coroutineScope {
                            val given = async(Dispatchers.Default) { outcomes.toList() }
                            // Only when as many wait for an answer as may does the server begin to answer.
                            full.awaitWaiting(CONCURRENCY)
                            full.open()
                            // The silent ones are last; nothing but their time limits is left to wait for.
                            outcomes.progress.first { it.done == INPUTS - WAITED_FOR }
                            val passing = launch {
                                while (true) {
                                    time.awaitAlarms(1)
                                    time.advance(FOREVER)
                                }
                            }
                            val all = given.await()
                            passing.cancelAndJoin()
                            check(all, order)
                            outcomes.progress.first().run {
                                listOf(done, total, succeeded) shouldContainExactly
                                    listOf(INPUTS, INPUTS, all.count { it.getOrNull() != null })
                                usage shouldBe all.map { it.usage }.reduce { sum, its -> sum + its }
                            }
                        }
                    }
                    server.peakExchanges shouldBe CONCURRENCY
                }
            }
        }

        test("cancelling the collector closes every connection that waits") {
            val gate = Gate()
            ScriptedServer.start { handler = RequestHandler { Answer.sse().hold(gate).build() } }.use { server ->
                openAi(server).use { openai ->
                    coroutineScope {
                        val collecting = launch(Dispatchers.Default) {
                            Sluice(openai) {
                                model = "m"
                            }.extractAll<_, Receipt>(generateSequence(0) { it + 1 }, 8) { user("$it") }.collect {}
                        }
                        server.awaitRequests(8)
                        collecting.cancelAndJoin()
                        server.requests.forEach { it.exchange.awaitClientGone() }
                        server.requestCount shouldBe 8
                    }
                }
            }
        }

        test("two stages, one exchange at once: the second takes the first's outcomes, and both come to their end") {
            ScriptedServer.start {
                threads = 1
                handler =
                    RequestHandler { OpenAiChatReply.text("""{"number":${numberIn(it)}}""").answer(it) }
            }.use { server ->
                openAi(server) { rateLimiter = RateLimits { maxConcurrent = 1 } }.use { openai ->
                    val sluice = Sluice(openai) { model = "m" }
                    val first = sluice.extractAll<_, Receipt>(0 until 40, concurrency = 5) { user("$it") }
                    val second = sluice.extractAll<_, Receipt>(
                        first.mapNotNull {
                            it.getOrNull()
                        },
                        concurrency = 3,
                    ) { user("${it.number}") }
                    val seen = mutableListOf<Int>()
                    withTimeout(60_000) {
                        second.collect { outcome ->
                            // A third stage, in the collector itself.
                            seen += sluice.extract<Receipt> { user("${outcome.getOrThrow().number}") }.number
                        }
                    }
                    seen shouldContainExactly (0 until 40).toList()
                    server.requestCount shouldBe 120
                    server.peakExchanges shouldBe 1
                }
            }
        }
    }) {
    private companion object {
        const val INPUTS = 500
        const val CONCURRENCY = 20
        const val KINDS = 10
        const val SILENT = 12
        const val FOREVER = 3_600_000L

        /** The silent ones that are asked at all. */
        val WAITED_FOR = (0 until INPUTS).count { isSilent(it) && it % KINDS != 1 }

        fun isSilent(number: Int) = number >= INPUTS - SILENT

        fun messages(request: RecordedRequest) = request.bodyJson.jsonObject.getValue("messages").jsonArray

        fun numberIn(request: RecordedRequest): Int = messages(request).first().jsonObject.getValue("content").jsonPrimitive.content.toInt()

        fun answer(request: RecordedRequest, full: Gate): Answer {
            val number = numberIn(request)
            val isFirst = messages(request).size == 1
            val good = """{"number":$number}"""
            val answer = when {
                isSilent(number) -> return Answer.silence()
                number % KINDS == 0 -> OpenAiChatReply.error(400, "number $number is refused")
                (number % KINDS == 2 && isFirst) || number % KINDS == 3 -> OpenAiChatReply.text("""{"number":"none"}""").answer(request)
                number % KINDS == 4 -> OpenAiChatReply.text(good).answer(request).newBuilder().truncate(20).cut().build()
                number % KINDS == 6 -> OpenAiChatReply.builder().refusal("I will not").build().answer(request)
                else -> OpenAiChatReply.text(good).answer(request)
            }
            // Nothing of it counts before its end, and that comes when the gate is open.
            return answer.newBuilder().chunked().hold(full).build()
        }

        fun check(outcomes: List<Outcome<Int, Receipt>>, order: OutcomeOrder) {
            outcomes.map { it.index }.let { if (order == OutcomeOrder.INPUT) it else it.sorted() } shouldContainExactly
                (0 until INPUTS).toList()
            for (outcome in outcomes) {
                withClue(outcome) {
                    val number = outcome.input
                    outcome.index shouldBe number
                    val error = outcome.errorOrNull()
                    when {
                        number % KINDS == 1 -> error.shouldBeInstanceOf<IOException>().message shouldBe "no file $number"

                        isSilent(number) -> error.shouldBeInstanceOf<ApiTimeoutException>()

                        number % KINDS == 0 -> error.shouldBeInstanceOf<BadRequestException>()

                        number % KINDS == 3 || number % KINDS == 5 -> {
                            error.shouldBeInstanceOf<InvalidOutputException>()
                            outcome.attempts.size shouldBe 3
                        }

                        number % KINDS == 4 -> error.shouldBeInstanceOf<ApiConnectionException>()

                        number % KINDS == 6 -> error.shouldBeInstanceOf<RefusedOutputException>()

                        else -> {
                            outcome.getOrThrow() shouldBe Receipt(number)
                            outcome.attempts.size shouldBe if (number % KINDS == 2) 2 else 1
                        }
                    }
                }
            }
        }
    }
}
