package dev.sluice.wire

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiException
import dev.sluice.errors.ApiResponseException
import dev.sluice.errors.AuthenticationException
import dev.sluice.errors.OverloadedException
import dev.sluice.openai.ChatCompletionChunk
import dev.sluice.openai.ChatEventDecoder
import dev.sluice.openai.ChunkDecoder
import dev.sluice.transport.HttpHeaders
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withContext
import kotlinx.serialization.json.JsonObject
import java.util.concurrent.Executors

class WireCallsTest :
    FunSpec({
        fun stream(exchanges: ScriptedExchanges): Flow<ChatCompletionChunk> =
            callsOver(exchanges).stream(WireCall.post("/x", JsonObject(emptyMap()), RequestOptions.NONE), ::ChunkDecoder)

        fun text(content: String) = data("""{"choices":[{"index":0,"delta":{"content":"$content"}}]}""")

        val done = data("[DONE]")

        suspend fun once(answer: ScriptedAnswer) =
            callsOver(ScriptedExchanges(answer)).once(WireCall.post("/x", JsonObject(emptyMap()), RequestOptions.NONE)) { json, response ->
                json to
                    response.requestId
            }

        test("events keep their order, however the network cuts them") {
            val whole = (1..50).joinToString("") { text("é$it ") } + done
            for (size in listOf(1, 3, 17, 100, 10_000)) {
                val reads = whole.chunked(size)
                stream(ScriptedExchanges(ScriptedAnswer(reads))).toList().joinToString("") { it.text } shouldBe
                    (1..50).joinToString("") { "é$it " }
            }
        }

        test("nothing more is read while the collector has not taken what one read brought") {
            val exchanges = ScriptedExchanges(events(text("a") + text("b"), text("c"), done))
            val readsSeen = ArrayList<Int>()
            stream(exchanges).collect { readsSeen += exchanges.exchanges.single().response.readCount }
            readsSeen shouldBe listOf(1, 1, 2)
        }

        test("what stands after the terminal event is read, so that the connection can be used again") {
            val exchanges = ScriptedExchanges(events(text("a"), done, ": bye\n\n"))
            stream(exchanges).toList().size shouldBe 1
            exchanges.exchanges.single().response.readCount shouldBe 4
        }

        test("events are emitted in the collector's context") {
            Executors.newSingleThreadExecutor { Thread(it, "collector") }.asCoroutineDispatcher().use { mine ->
                val threads = HashSet<String>()
                withContext(mine) {
                    stream(ScriptedExchanges(events(text("a"), text("b") + done))).collect {
                        threads +=
                            Thread.currentThread().name
                    }
                }
                threads.map { it.substringBefore(" @") } shouldBe listOf("collector")
            }
        }

        test("an error that comes first is tried again, because nothing was delivered") {
            val exchanges = ScriptedExchanges(
                events(data("""{"error":{"type":"overloaded_error","message":"busy"}}""")),
                events(text("a"), done),
            )
            stream(exchanges).toList().map { it.text } shouldBe listOf("a")
            exchanges.exchanges.map { it.delivered } shouldBe listOf(false, true)
        }

        test("an error after the first event is not tried again, and comes after what stood before it") {
            val failing = events(text("a") + text("b") + data("""{"error":{"type":"overloaded_error","message":"busy"}}"""))
            val exchanges = ScriptedExchanges(failing, events(text("again"), done))
            val seen = ArrayList<String>()
            shouldThrow<OverloadedException> { stream(exchanges).collect { seen += it.text } }
            seen shouldBe listOf("a", "b")
            exchanges.exchanges.size shouldBe 1
        }

        test("what a stream has told of its cost counts, also when it fails right after") {
            val usage = data("""{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}""")
            val exchanges =
                ScriptedExchanges(events(text("a") + usage + data("""{"error":{"message":"busy","type":"overloaded_error"}}""")))
            val call = WireCall.generate("/x", JsonObject(emptyMap()), RequestOptions.NONE)
            shouldThrow<ApiException> { callsOver(exchanges).stream(call) { ChatEventDecoder(null, it) }.collect() }
            exchanges.exchanges.single().usedTokens shouldBe 7
        }

        test("a connection that breaks is not tried again once something was delivered") {
            val broken = ScriptedAnswer(listOf(text("a")), failure = ApiConnectionException("reset"))
            val exchanges = ScriptedExchanges(broken, events(text("again"), done))
            shouldThrow<ApiConnectionException> { stream(exchanges).toList() }.message shouldBe "reset"
            exchanges.exchanges.size shouldBe 1
        }

        test("a collector's own exception passes through as it is, even one of ours") {
            val exchanges = ScriptedExchanges(events(text("a"), done), events(text("again"), done))
            val mine = ApiConnectionException("the collector's")
            val thrown = shouldThrow<ApiConnectionException> { stream(exchanges).collect { throw mine } }
            thrown.message shouldBe "the collector's"
            exchanges.exchanges.size shouldBe 1
        }

        test("a collector that has enough ends the call") {
            val exchanges = ScriptedExchanges(events(text("a") + text("b"), text("c"), done))
            stream(exchanges).take(1).toList().map { it.text } shouldBe listOf("a")
            exchanges.exchanges.single().response.readCount shouldBe 1
        }

        test("each collection is a call of its own") {
            val exchanges = ScriptedExchanges(events(text("a"), done), events(text("b"), done))
            val flow = stream(exchanges)
            exchanges.requests.size shouldBe 0
            (flow.toList() + flow.toList()).map { it.text } shouldBe listOf("a", "b")
        }

        test("an error status is its exception, before anything is decoded") {
            val refused = ScriptedAnswer(listOf("""{"error":{"message":"Incorrect key","type":"invalid_request_error"}}"""), status = 401)
            shouldThrow<AuthenticationException> { stream(ScriptedExchanges(refused)).toList() }.requestId shouldBe "req_1"
            shouldThrow<AuthenticationException> { once(refused) }.message!! shouldContain "Incorrect key"
        }

        test("a page where a stream should be is shown, not decoded") {
            val page =
                ScriptedAnswer(listOf("<html>Please log in</html>"), headers = HttpHeaders.of("content-type" to "text/html; charset=utf-8"))
            val thrown = shouldThrow<ApiResponseException> { stream(ScriptedExchanges(page)).toList() }
            thrown.message!! shouldContain "is text/html, not a stream of events. It begins: <html>Please log in"
            thrown.body shouldBe "<html>Please log in</html>"
        }

        test("an error document where a stream should be is that error") {
            val body = """{"error":{"type":"overloaded_error","message":"busy"}}"""
            val answer = ScriptedAnswer(listOf(body), headers = HttpHeaders.of("content-type" to "application/json"))
            shouldThrow<OverloadedException> { stream(ScriptedExchanges(answer)).toList() }
        }

        context("a stream that is labelled as JSON is a stream all the same") {
            val labelled = HttpHeaders.of("content-type" to "application/json")
            val starts = mapOf(
                "data" to "",
                "a comment" to ": hello\n\n",
                "a name" to "event: x\n",
                "an id" to "id: 1\n",
                "a mark" to "\uFEFF\n\n",
            )
            for ((what, start) in starts) {
                test("that begins with $what") {
                    val whole = start + text("é") + done
                    for (size in listOf(1, 5, 1_000)) {
                        val exchanges = ScriptedExchanges(ScriptedAnswer(whole.chunked(size), headers = labelled))
                        stream(exchanges).toList().map { it.text } shouldBe listOf("é")
                    }
                }
            }

            test("and a text that is neither is shown") {
                val answer = ScriptedAnswer(listOf("da", "mn"), headers = labelled)
                shouldThrow<ApiResponseException> { stream(ScriptedExchanges(answer)).toList() }.message!! shouldContain
                    "is application/json, not a stream of events. It begins: damn"
                shouldThrow<ApiResponseException> { stream(ScriptedExchanges(ScriptedAnswer(emptyList(), headers = labelled))).toList() }
            }
        }

        test("a mark before the JSON is none of it") { once(ScriptedAnswer(listOf("\uFEFF", "{}"))).first shouldBe json("{}") }

        test("an answer that is no JSON object is shown, and so is an empty one") {
            val thrown = shouldThrow<ApiResponseException> { once(ScriptedAnswer(listOf("<html>", "oops"))) }
            thrown.message!! shouldContain "(status 200) is not a JSON object. It begins: <html>oops"
            thrown.message!! shouldContain "[request id req_1]"
            thrown.isRetryable shouldBe false
            shouldThrow<ApiResponseException> { once(ScriptedAnswer(emptyList())) }.message!! shouldContain "It begins: (nothing)"
        }

        test("a huge answer that is no JSON is cut in the message") {
            val thrown = shouldThrow<ApiResponseException> { once(ScriptedAnswer(listOf("x".repeat(100_000)))) }
            (thrown.message!!.length < 500) shouldBe true
            (thrown.body.length < 5_000) shouldBe true
        }

        test("an event that is no JSON is shown with the request id") {
            val thrown = shouldThrow<ApiResponseException> { stream(ScriptedExchanges(events(text("a"), data("oops{")))).toList() }
            thrown.message!! shouldContain "oops{"
            thrown.requestId shouldBe "req_1"
        }

        test("an answer in pieces is put together") {
            once(ScriptedAnswer(listOf("\n {\"a\"", ":\"ü", "\"} "))) shouldBe (json("""{"a":"ü"}""") to "req_1")
        }
    })
