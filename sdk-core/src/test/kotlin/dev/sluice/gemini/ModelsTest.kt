package dev.sluice.gemini

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiResponseException
import dev.sluice.errors.ApiStatusException
import dev.sluice.errors.InternalServerException
import dev.sluice.errors.InvalidRequestException
import dev.sluice.errors.RateLimitException
import dev.sluice.errors.SluiceException
import dev.sluice.transport.HttpHeaders
import dev.sluice.wire.ScriptedAnswer
import dev.sluice.wire.ScriptedExchanges
import dev.sluice.wire.data
import dev.sluice.wire.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList

class ModelsTest :
    FunSpec({
        fun exchanges(vararg answers: String) = ScriptedExchanges(*answers.map { ScriptedAnswer(listOf(it)) }.toTypedArray())

        fun ScriptedExchanges.asked() = requests.map { "${it.method} ${it.url.substringAfter(".test/v1")}" }

        suspend fun generate(body: String) = modelsOver(exchanges(body)).generateContent { hello() }

        suspend fun stream(vararg reads: String) = modelsOver(*reads).generateContentStream { hello() }.toList()

        val stop = data(candidate("""{"text":"!"}""", ""","finishReason":"STOP""""))

        test("the model stands in the path, and cannot choose another") {
            val empty = """{"candidates":[]}"""
            val exchanges = exchanges(empty, empty, empty)
            for (name in listOf("gemini-1", "tunedModels/mine", "a:countTokens?x")) {
                modelsOver(exchanges).generateContent {
                    hello().model(name)
                }
            }
            exchanges.asked() shouldBe listOf(
                "POST /v1beta/models/gemini-1:generateContent",
                "POST /v1beta/tunedModels/mine:generateContent",
                "POST /v1beta/models/a%3AcountTokens%3Fx:generateContent",
            )
            for (name in listOf("models/../files", "models/", "..")) {
                shouldThrow<InvalidRequestException> { modelsOver(exchanges).generateContent { hello().model(name) } }
            }
        }

        test("a stream is asked for as events") {
            val exchanges = ScriptedExchanges(ScriptedAnswer(listOf(stop)))
            modelsOver(exchanges).generateContentStream { hello().extraQuery(mapOf("q" to "r")) }.toList()
            exchanges.asked() shouldBe listOf("POST /v1beta/models/gemini-1:streamGenerateContent?alt=sse&q=r")
            exchanges.requests.single().headers["Accept"] shouldBe "text/event-stream"
        }

        test("an answer has what is there") {
            val answer = generate(
                """{"candidates":[{"content":{"role":"model","parts":[{"text":"hm","thought":true},{"text":"a","thoughtSignature":"s"},
                {"text":"b"},{"functionCall":{"id":"c1","name":"f","args":{"x":1}}},{"inlineData":{"mimeType":"image/png","data":"QQ=="}},
                {"hologram":{}}]},"finishReason":"STOP","finishMessage":"m","safetyRatings":[{"category":"C"}]},{"index":1}],
                "usageMetadata":{"promptTokenCount":1,"cachedContentTokenCount":2,"toolUsePromptTokenCount":3,"candidatesTokenCount":4,
                "thoughtsTokenCount":5,"totalTokenCount":13},"modelVersion":"gemini-1","responseId":"r1","createTime":"now"}""",
            )
            listOf(answer.text, answer.finishReason, answer.modelVersion, answer.responseId, answer.requestId, answer.blockReason) shouldBe
                listOf("ab", "STOP", "gemini-1", "r1", "req_1", null)
            answer.functionCalls.single().run { listOf(id, name, args) } shouldBe listOf("c1", "f", json("""{"x":1}"""))
            answer.candidates.map { it.index } shouldBe listOf(0, 1)
            answer.candidates.first().run { listOf(finishMessage, safetyRatings.size) } shouldBe listOf("m", 1)
            val parts = answer.candidates.first().content.parts
            listOf(parts[0].isThought, parts[1].thoughtSignature, parts[4].mimeType, parts[4].data, parts[5].text) shouldBe
                listOf(true, "s", "image/png", "QQ==", null)
            answer.usage!!.run {
                listOf(promptTokens, cachedContentTokens, toolUsePromptTokens, candidatesTokens, thoughtsTokens, totalTokens)
            } shouldBe listOf(1L, 2L, 3L, 4L, 5L, 13L)
            answer.response!!.status shouldBe 200
        }

        test("does without what is not there") {
            for (body in listOf(
                """{"candidates":[]}""",
                """{"candidates":[{}]}""",
                """{"candidates":[{"finishReason":"FINISH_REASON_UNSPECIFIED"}]}""",
            )) {
                generate(body).run { listOf(text, functionCalls, finishReason, usage, modelVersion, blockReason) } shouldBe
                    listOf("", emptyList<FunctionCall>(), null, null, null, null)
            }
        }

        test("a blocked prompt is an answer with the reason, whole and streamed") {
            val blocked = """{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":4}}"""
            listOf(generate(blocked), stream(data(blocked)).single()).forEach {
                listOf(it.blockReason, it.candidates, it.text, it.usage?.promptTokens) shouldBe
                    listOf("SAFETY", emptyList<Candidate>(), "", 4L)
            }
        }

        test("a call's name is the header's, and else the answer's own") {
            val answer = ScriptedAnswer(listOf("""{"candidates":[],"responseId":"r1"}"""), headers = HttpHeaders.EMPTY)
            modelsOver(ScriptedExchanges(answer)).generateContent { hello() }.requestId shouldBe "r1"
        }

        context("a stream") {
            test("brings what is new, wherever it is cut") {
                val text = data(candidate("""{"text":"Gr"}""")) + data(candidate("""{"text":"üße"}""")) + stop
                for (cut in 0..text.length) stream(text.take(cut), text.drop(cut)).map { it.text } shouldBe listOf("Gr", "üße", "!")
            }

            test("ends with its body, once every answer has its reason") {
                val second = """{"candidates":[{"index":1,"content":{"parts":[{"text":"b"}]}}]}"""
                stream(stop, data("""{"usageMetadata":{"totalTokenCount":9}}""")).size shouldBe 2
                stream(data("""{"candidates":[{"finishReason":"MAX_TOKENS"}]}""")).single().finishReason shouldBe "MAX_TOKENS"
                for (cut in listOf(arrayOf(data(candidate("""{"text":"a"}"""))), arrayOf(stop, data(second)), arrayOf(": nothing\n\n"))) {
                    shouldThrow<ApiConnectionException> { stream(*cut) }.message!! shouldContain "finishReason"
                }
            }

            test("makes the response that would have come at once") {
                val exchanges = ScriptedExchanges(
                    ScriptedAnswer(
                        listOf(
                            data("""{"usageMetadata":{"promptTokenCount":4},"modelVersion":"g","responseId":"r1"}"""),
                            data(candidate("""{"text":"h","thought":true}""")),
                            data(candidate("""{"text":"m","thought":true},{"text":"A"}""")),
                            data(candidate("""{"text":"da"}""")),
                            data(candidate("""{"text":"","thoughtSignature":"s"}""")),
                            data(candidate("""{"text":" and"},{"functionCall":{"name":"f","args":{}}}""")),
                            data(candidate("""{"text":""}""", ""","finishReason":"STOP"""")),
                            data("""{"usageMetadata":{"candidatesTokenCount":6}}"""),
                        ),
                    ),
                )
                val whole = modelsOver(exchanges).generateContentStream { hello() }.toResponse()
                whole.raw shouldBe json(
                    """{"candidates":[{"content":{"role":"model","parts":[{"text":"hm","thought":true},{"text":"Ada"},
                    {"text":"","thoughtSignature":"s"},{"text":" and"},{"functionCall":{"name":"f","args":{}}}]},"index":0,
                    "finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":4,"candidatesTokenCount":6},"modelVersion":"g",
                    "responseId":"r1"}""",
                )
                whole.requestId shouldBe "req_1"
                ResponseAccumulator().toResponse().candidates shouldBe emptyList()
            }

            test("gives its text alone, in the pieces in which it came") {
                modelsOver(data(candidate("""{"text":"h","thought":true},{"text":"A"}""")), data(candidate("""{"text":""}""")), stop)
                    .generateContentStream { hello() }.textDeltas().toList() shouldBe listOf("A", "!")
            }
        }

        context("an error") {
            val slow = """{"error":{"code":429,"message":"Slow","status":"RESOURCE_EXHAUSTED",
                "details":[{"@type":"x"},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"1.5s"}]}}""".replace("\n", "")

            test("of a status has its class, its words and the wait that Google writes into its details") {
                for (body in listOf(slow, "[$slow]")) {
                    val exchanges = ScriptedExchanges(ScriptedAnswer(listOf(body), status = 429))
                    val thrown = shouldThrow<RateLimitException> { modelsOver(exchanges).generateContent { hello() } }
                    listOf(thrown.type, thrown.code, thrown.retryAfterMillis) shouldBe listOf("RESOURCE_EXHAUSTED", "429", 1_500L)
                    thrown.message!! shouldContain "Slow"
                }
            }

            test("in a stream, or under status 200, is that of its code") {
                shouldThrow<RateLimitException> { stream(stop, data(slow)) }.retryAfterMillis shouldBe 1_500
                shouldThrow<RateLimitException> { generate(slow) }
                shouldThrow<ApiStatusException> { stream(data("""{"error":{"code":503,"message":"m","status":"UNAVAILABLE"}}""")) }
                    .shouldBeInstanceOf<InternalServerException>().isRetryable shouldBe true
            }

            test("that is no JSON object says what it was") {
                shouldThrow<ApiResponseException> { stream(data("oops{")) }.message!! shouldContain "oops{"
            }
        }

        context("the list of models") {
            fun page(name: String, next: String?) =
                """{"models":[{"name":"models/$name"}]${next?.let { ""","nextPageToken":"$it"""" }.orEmpty()}}"""

            test("goes on by the page's token, and only when it is collected") {
                val exchanges = exchanges(page("a", "t1"), page("a", "t1"), page("b", ""))
                modelsOver(exchanges).list { pageSize = 1 }.take(1).toList().single().name shouldBe "models/a"
                modelsOver(exchanges).list { pageToken = "t0" }.toList().map { it.name } shouldBe listOf("models/a", "models/b")
                exchanges.asked() shouldBe listOf(
                    "GET /v1beta/models?pageSize=1",
                    "GET /v1beta/models?pageToken=t0",
                    "GET /v1beta/models?pageToken=t1",
                )
            }

            test("that repeats its token ends with an error") {
                shouldThrow<SluiceException> { modelsOver(exchanges(page("a", "t"), page("b", "t"))).list().toList() }
                    .message!! shouldContain "second time"
            }

            test("has models with what the server says of them") {
                val exchanges = exchanges(
                    """{"name":"models/g","displayName":"G","description":"d","inputTokenLimit":9,"outputTokenLimit":8,
                    "supportedGenerationMethods":["generateContent"]}""",
                    "{}",
                )
                modelsOver(exchanges).retrieve("models/g").run {
                    listOf(name, displayName, description, inputTokenLimit, outputTokenLimit, supportedMethods) shouldBe
                        listOf("models/g", "G", "d", 9L, 8L, listOf("generateContent"))
                }
                modelsOver(exchanges).retrieve("g").supportedMethods shouldBe emptyList()
                exchanges.asked() shouldBe listOf("GET /v1beta/models/g", "GET /v1beta/models/g")
                shouldThrow<InvalidRequestException> { ListRequest.Builder().pageSize(0).build() }
            }
        }
    })
