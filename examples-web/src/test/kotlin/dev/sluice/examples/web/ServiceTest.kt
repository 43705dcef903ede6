package dev.sluice.examples.web

import dev.sluice.testing.Answer
import dev.sluice.testing.Gate
import dev.sluice.testing.OpenAiChatReply
import dev.sluice.testing.ScriptedServer
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

private const val ANALYSIS = """{"reasoning":"It boils fast.","productName":"Kettle 3000","strengths":["sturdy","fast"],""" +
    """"weaknesses":["loud"],"topics":[{"label":"sound","confidence":0.9}],"verdict":"Buy it","score":8.5}"""
private const val TICKET = """{"summary":"The bill is wrong","category":"BILLING","priority":"HIGH","confidence":0.8}"""

/** What the page's script relies on, over HTTP, from both servers. */
class ServiceTest :
    FunSpec({
        for (kind in WebServer.entries) {
            val model = autoClose(ScriptedServer.start())
            lateinit var server: WebServer.Running
            beforeSpec { server = kind.start("${model.url}/v1") }
            afterSpec { server.close() }

            test("$kind: an object is streamed as events, each with all there is, and a result at last") {
                model.enqueue(OpenAiChatReply.text(ANALYSIS))
                val response = post("${server.url}/analyse", """{"text":"A kettle"}""")
                response.statusCode() shouldBe 200
                response.headers().firstValue("content-type").get() shouldContain "text/event-stream"
                val events = events(response.body())
                events.size shouldBeGreaterThan 1
                events.dropLast(1).forEach { (name, data) ->
                    name shouldBe "partial"
                    data.getValue("attempt").jsonPrimitive.content shouldBe "1"
                }
                val (name, result) = events.last()
                name shouldBe "result"
                result.getValue("value") shouldBe Json.parseToJsonElement(ANALYSIS)
                result.keys shouldContainExactly setOf("attempts", "value", "inputTokens", "outputTokens")
                model.takeRequest().bodyText shouldContain "A kettle"
            }

            test("$kind: what still grows is told") {
                val gate = Gate()
                model.enqueue(cutAt(ANALYSIS, "It boils", gate))
                postForLines("${server.url}/analyse", """{"text":"A kettle"}""").body().use { lines ->
                    val first = lines.iterator().asSequence().first { it.startsWith("data:") }
                    val data = Json.parseToJsonElement(first.removePrefix("data:")).jsonObject
                    data.getValue("open").jsonArray.map { it.jsonPrimitive.content } shouldBe listOf("reasoning")
                    data.getValue("value").jsonObject.getValue("reasoning").jsonPrimitive.content shouldBe "It boils"
                }
                model.takeRequest().exchange.awaitClientGone()
            }

            test("$kind: a browser that leaves while the model is silent ends the model's request") {
                model.enqueue(cutAt(ANALYSIS, "It boils", Gate()))
                val lines = postForLines("${server.url}/analyse", """{"text":"A kettle"}""").body()
                lines.iterator().next()
                lines.close()
                model.takeRequest().exchange.awaitClientGone()
            }

            test("$kind: a failure of the model is an event in a person's words") {
                model.enqueue(OpenAiChatReply.error(429, "slow down", "rate_limit_error"))
                val (name, data) = events(post("${server.url}/analyse", """{"text":"A kettle"}""").body()).single()
                name shouldBe "failure"
                data.getValue("canRetry").jsonPrimitive.content shouldBe "true"
                data.getValue("title").jsonPrimitive.content shouldContain "Too many questions"
                model.takeRequest()
            }

            test("$kind: a ticket is one answer") {
                model.enqueue(OpenAiChatReply.text(TICKET))
                val response = post("${server.url}/tickets", """{"text":"My bill is wrong"}""")
                response.statusCode() shouldBe 200
                Json.parseToJsonElement(response.body()) shouldBe Json.parseToJsonElement(TICKET)
                model.takeRequest()
            }

            test("$kind: a caller who leaves ends the request for a ticket too") {
                model.enqueue(Answer.silence())
                postAndLeave("${server.url}/tickets", """{"text":"My bill is wrong"}""") { model.takeRequest() }.exchange.awaitClientGone()
            }

            test("$kind: a chat's answer comes token by token") {
                model.enqueue(OpenAiChatReply.text("Hello there!"))
                val events = events(post("${server.url}/chat", """{"text":"Hi"}""").body())
                events.filter { it.first == "token" }.joinToString("") { it.second.getValue("text").jsonPrimitive.content } shouldBe
                    "Hello there!"
                events.last().first shouldBe "done"
                model.takeRequest()
            }

            for (path in listOf("analyse", "tickets", "chat")) {
                test("$kind: /$path refuses a question without text, and one that is no JSON, before it asks") {
                    val asked = model.requestCount
                    val blank = post("${server.url}/$path", """{"text":"  "}""")
                    blank.statusCode() shouldBe 400
                    blank.body() shouldContain "There is no text"
                    post("${server.url}/$path", "{}").statusCode() shouldBe 400
                    val broken = post("${server.url}/$path", "hello")
                    broken.statusCode() shouldBe 400
                    broken.body() shouldContain "cannot be read"
                    (post("${server.url}/$path", """{"text":"hi"}""", "text/plain").statusCode() in 400..499) shouldBe true
                    (post("${server.url}/$path", """{"text":"${"x".repeat(400_000)}"}""").statusCode() in 400..499) shouldBe true
                    model.requestCount shouldBe asked
                }
            }

            test("$kind: the page is served, with its script and its style") {
                get("${server.url}/").body() shouldContain "<textarea"
                for (file in listOf("app.js", "style.css", "index.html")) get("${server.url}/$file").statusCode() shouldBe 200
            }
        }
    })

/** Names and data of server-sent events that were read to the end. */
private fun events(body: String): List<Pair<String, JsonObject>> = body.trim().split("\n\n").map { event ->
    val fields = event.lines().associate { it.substringBefore(':') to it.substringAfter(':').trim() }
    fields.getValue("event") to Json.parseToJsonElement(fields.getValue("data")).jsonObject
}

/** Streams [json] up to and with [until], then waits at [gate]. */
internal fun cutAt(json: String, until: String, gate: Gate): Answer {
    val split = json.indexOf(until) + until.length
    val events = OpenAiChatReply.builder().textPieces(json.take(split), json.drop(split)).build().events()
    return Answer.sse().steps(events.take(FIRST_PIECE)).hold(gate).steps(events.drop(FIRST_PIECE)).build()
}

/** The role's event and that of the first piece. */
private const val FIRST_PIECE = 2
