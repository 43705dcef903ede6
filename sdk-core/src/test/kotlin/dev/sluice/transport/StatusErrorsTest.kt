package dev.sluice.transport

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiFailure
import dev.sluice.errors.ApiStatusException
import dev.sluice.errors.AuthenticationException
import dev.sluice.errors.BadRequestException
import dev.sluice.errors.ConflictException
import dev.sluice.errors.InternalServerException
import dev.sluice.errors.NotFoundException
import dev.sluice.errors.OverloadedException
import dev.sluice.errors.PermissionDeniedException
import dev.sluice.errors.RateLimitException
import dev.sluice.errors.RequestTooLargeException
import dev.sluice.errors.UnexpectedStatusException
import dev.sluice.errors.UnprocessableEntityException
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject
import kotlin.reflect.KClass

private suspend fun failure(status: Int, text: String, vararg headers: Pair<String, String>): ApiFailure =
    FakeResponse(status, text, HttpHeaders.of(*headers)).readFailure(ManualClock(), 1_000)

private fun inStream(json: String): ApiFailure = streamFailure(Json.parseToJsonElement(json).jsonObject, "req_9")

/** Message, type, code, param. */
private fun ApiFailure.facts(): List<String?> = listOf(message, type, code, param)

class StatusErrorsTest :
    FunSpec({
        context("bodies") {
            val openAi = """{"error":{"message":"No such model","type":"invalid_request_error","param":"model","code":"model_not_found"}}"""
            val rows = mapOf(
                openAi to listOf("No such model", "invalid_request_error", "model_not_found", "model"),
                """{"error":{"message":"m","type":"t","param":null,"code":429}}""" to listOf("m", "t", "429", null),
                """{"error":"model is loading"}""" to listOf("model is loading", null, null, null),
                """{"type":"error","error":{"type":"not_found_error","message":"m"},"request_id":"req_1"}""" to
                    listOf("m", "not_found_error", null, null),
                """{"error":{"code":400,"message":"m","status":"INVALID_ARGUMENT"}}""" to listOf("m", "INVALID_ARGUMENT", "400", null),
                """[{"error":{"code":400,"message":"m","status":"INVALID_ARGUMENT"}}]""" to listOf("m", "INVALID_ARGUMENT", "400", null),
                """{"type":"https://e.com/probs/credit","title":"Out of credit","status":403,"detail":"Balance is 30"}""" to
                    listOf("Out of credit: Balance is 30", null, null, null),
                """{"object":"error","message":"m","type":"BadRequestError","param":null,"code":400}""" to
                    listOf("m", "BadRequestError", "400", null),
                """{"detail":[{"loc":["body"],"msg":"field required"}]}""" to
                    listOf("""[{"loc":["body"],"msg":"field required"}]""", null, null, null),
                """{"error":{"message":{"a":1}}}""" to listOf("""{"a":1}""", null, null, null),
                """{"error":null,"message":"m"}""" to listOf("m", null, null, null),
                """{"ok":false}""" to listOf("""{"ok":false}""", null, null, null),
                "[]" to listOf("[]", null, null, null),
                "" to listOf("", null, null, null),
                "upstream connect error" to listOf("upstream connect error", null, null, null),
                """{"error":{"message":"cut o""" to listOf("""{"error":{"message":"cut o""", null, null, null),
                "<html>\n<head><title>502 Bad Gateway</title></head><body>text</body></html>" to listOf(
                    "502 Bad Gateway",
                    null,
                    null,
                    null,
                ),
            )
            for ((body, facts) in rows) {
                test(body.ifEmpty { "nothing" }) {
                    val failure = failure(400, body)
                    failure.facts() shouldBe facts
                    failure.body shouldBe body
                }
            }

            test("a long text is cut, in the message more than in the body") {
                val failure = failure(500, "word ".repeat(10_000))
                failure.message.length shouldBe 501
                failure.body.length shouldBe 4_096
            }

            test("a hostile depth is no crash") {
                failure(500, "[".repeat(60_000)).message shouldStartWith "[[[["
                failure(500, "{\"error\":".repeat(7_000)).message shouldStartWith "{\"error\":"
            }

            test("a body that breaks off keeps what came") {
                val body = ScriptedBody().send("{\"error\":\"half").fail(ApiConnectionException("gone"))
                FakeResponse(503, body).readFailure(ManualClock(), 1_000).body shouldBe "{\"error\":\"half"
            }

            test("a body that falls silent keeps what came") {
                val clock = ManualClock()
                coroutineScope {
                    val failure = async { FakeResponse(503, ScriptedBody().send("half")).readFailure(clock, 1_000) }
                    clock.awaitAlarms(1)
                    clock.advance(1_000)
                    failure.await().body shouldBe "half"
                }
            }

            test("a body that trickles has one limit for all of it") {
                val clock = ManualClock()
                val slow = ScriptedBody().send("first")
                coroutineScope {
                    val failure = async { FakeResponse(503, slow).readFailure(clock, 1_000) }
                    clock.awaitAlarmIn(1_000)
                    repeat(3) {
                        clock.advance(300)
                        slow.send(" and more")
                    }
                    clock.advance(100)
                    failure.await().body shouldStartWith "first"
                }
            }

            test("a mark before the JSON is none of it") {
                failure(400, "\uFEFF" + """{"error":{"message":"m"}}""").message shouldBe "m"
            }

            test("an endless body is not read to its end") {
                val endless = object : BodySource {
                    override suspend fun read() = java.nio.ByteBuffer.allocate(16_384)
                }
                FakeResponse(500, endless).readFailure(ManualClock(), 1_000).status shouldBe 500
            }
        }

        context("classes by status") {
            val rows = mapOf<Int, Pair<KClass<out ApiStatusException>, Boolean>>(
                302 to (UnexpectedStatusException::class to false),
                400 to (BadRequestException::class to false),
                401 to (AuthenticationException::class to false),
                402 to (UnexpectedStatusException::class to false),
                403 to (PermissionDeniedException::class to false),
                404 to (NotFoundException::class to false),
                408 to (UnexpectedStatusException::class to true),
                409 to (ConflictException::class to true),
                413 to (RequestTooLargeException::class to false),
                418 to (UnexpectedStatusException::class to false),
                422 to (UnprocessableEntityException::class to false),
                429 to (RateLimitException::class to true),
                500 to (InternalServerException::class to true),
                503 to (InternalServerException::class to true),
                529 to (OverloadedException::class to true),
            )
            for ((status, expected) in rows) {
                test("$status") {
                    val exception = failure(status, """{"error":{"message":"m"}}""").toException()
                    exception::class shouldBe expected.first
                    exception.isRetryable shouldBe expected.second
                    exception.status shouldBe status
                }
            }

            test("x-should-retry overrides the status, both ways") {
                failure(400, "", "x-should-retry" to "true").isRetryable shouldBe true
                failure(500, "", "X-Should-Retry" to "false").isRetryable shouldBe false
                failure(500, "", "x-should-retry" to "maybe").isRetryable shouldBe true
            }
        }

        context("classes inside a stream, by the error's own words") {
            val rows = mapOf<String, KClass<out ApiStatusException>>(
                """{"error":{"message":"m","type":"rate_limit_error"}}""" to RateLimitException::class,
                """{"error":{"message":"m","type":"tokens","code":"rate_limit_exceeded"}}""" to RateLimitException::class,
                """{"error":{"message":"m","code":429}}""" to RateLimitException::class,
                """{"error":{"message":"m","code":"502"}}""" to InternalServerException::class,
                """{"type":"error","error":{"type":"overloaded_error","message":"m"}}""" to OverloadedException::class,
                """{"type":"error","error":{"type":"api_error","message":"m"}}""" to InternalServerException::class,
                """{"type":"error","code":"server_error","message":"m","param":null,"sequence_number":3}""" to
                    InternalServerException::class,
                """{"type":"error","code":"rate_limit_exceeded","message":"m"}""" to RateLimitException::class,
                """{"type":"response.failed","response":{"id":"r","error":{"code":"rate_limit_exceeded","message":"m"}}}""" to
                    RateLimitException::class,
                """{"code":"invalid_api_key","message":"m"}""" to AuthenticationException::class,
                """{"error":{"message":"m","type":"invalid_request_error"}}""" to BadRequestException::class,
                """{"error":{"message":"m","type":"never_heard_of"}}""" to InternalServerException::class,
                """{"error":"m"}""" to InternalServerException::class,
            )
            for ((json, type) in rows) {
                test(json) {
                    val exception = inStream(json).toException()
                    exception::class shouldBe type
                    exception.failure.message shouldBe "m"
                    exception.status shouldBe 200
                    exception.requestId shouldBe "req_9"
                    exception.message shouldStartWith "The stream carried an error"
                }
            }
        }

        test("the request's id is found in a header or in the body") {
            failure(500, "", "x-request-id" to "a").requestId shouldBe "a"
            failure(500, "", "Request-Id" to "b").requestId shouldBe "b"
            failure(500, """{"error":{},"request_id":"c"}""").requestId shouldBe "c"
            failure(500, "").requestId.shouldBeNull()
        }

        context("hints") {
            test("a key") { failure(401, "").toException().message shouldContain "environment variable" }
            test("a model") { failure(404, "").toException().message shouldContain "model's name" }
            test("a quota") {
                failure(429, """{"error":{"code":"insufficient_quota"}}""").toException().message shouldContain
                    "quota is spent"
            }
            test("a limit") { failure(429, "").toException().message shouldContain "more slowly" }
            test("a web page") {
                failure(403, "<html>no</html>", "content-type" to "text/html").toException().message shouldContain "base URL is wrong"
            }
            test("a redirect says where to, without the query") {
                val message = failure(308, "", "location" to "https://api.example.com/v1/x?key=SECRET").toException().message!!
                message shouldContain "https://api.example.com/v1/x"
                message shouldNotContain "SECRET"
                failure(302, "", "location" to "not a uri").toException().message shouldContain "check the base URL"
            }
        }

        context("how long to wait") {
            val now = ManualClock(startWallMillis = 784_111_777_000) // Sun, 06 Nov 1994 08:49:37 GMT
            val rows = mapOf(
                listOf("retry-after-ms" to "1500.4") to 1_501L,
                listOf("retry-after" to "2") to 2_000L,
                listOf("retry-after" to "0.25") to 250L,
                listOf("retry-after-ms" to "10", "retry-after" to "2") to 10L,
                listOf("retry-after-ms" to "soon", "retry-after" to "2") to 2_000L,
                listOf("retry-after" to "Sun, 06 Nov 1994 08:49:47 GMT") to 10_000L,
                listOf("retry-after" to "Sun, 06 Nov 1994 08:49:07 GMT") to null,
                listOf("retry-after" to "0") to null,
                listOf("retry-after" to "-3") to null,
                listOf("retry-after" to "NaN") to null,
                listOf("retry-after" to "Infinity") to null,
                listOf("retry-after" to "1e300") to Long.MAX_VALUE,
                listOf("retry-after" to "") to null,
                listOf("retry-after" to "tomorrow") to null,
                emptyList<Pair<String, String>>() to null,
            )
            for ((headers, millis) in rows) {
                test("$headers") { retryAfterMillis(HttpHeaders.of(*headers.toTypedArray()), now) shouldBe millis }
            }
        }
    })
