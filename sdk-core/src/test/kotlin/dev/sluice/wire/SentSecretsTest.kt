package dev.sluice.wire

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiFailure
import dev.sluice.errors.ApiResponseException
import dev.sluice.errors.ApiStatusException
import dev.sluice.errors.ApiTimeoutException
import dev.sluice.transport.HttpHeaders
import dev.sluice.transport.HttpRequest
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.io.IOException

class SentSecretsTest :
    FunSpec({
        fun secrets(url: String = "https://api.test/", vararg headers: Pair<String, String>) =
            SentSecrets().apply { of(HttpRequest("POST", url, HttpHeaders.of(*headers))) }

        fun SentSecrets.shown(text: String) = (hideIn(ApiResponseException(text, 200, text)) as ApiResponseException).also {
            it.message shouldBe
                it.body
        }.body

        test("keys from headers and from the query are hidden, in each form they take") {
            val sent = secrets(
                "https://api.test/?api-key=in%2Bthe-query&api-version=2024-10-21",
                "Authorization" to "Bearer sk-head/er",
                "X-Team" to "accounting",
            )
            sent.shown("Bearer sk-head/er, sk-head\\/er") shouldBe "Bearer <hidden>, <hidden>"
            sent.shown("in%2Bthe-query in+the-query") shouldBe "<hidden> <hidden>"
            sent.shown("2024-10-21 accounting") shouldBe "2024-10-21 accounting"
        }

        test("a key that was cut is hidden too") {
            val sent = secrets(headers = arrayOf("x-api-key" to "sk-0123456789"))
            sent.shown("not sk-012345") shouldBe "not <hidden>"
            sent.shown("not sk-012345… [request id r]") shouldBe "not <hidden>… [request id r]"
            sent.shown("sk-01234 is another") shouldBe "sk-01234 is another"
        }

        test("a word for servers that ask for no key is none") {
            secrets(headers = arrayOf("Authorization" to "Bearer ollama")).shown("ollama is busy") shouldBe "ollama is busy"
        }

        test("every kind of failure is cleaned, and stays what it was") {
            val sent = secrets(headers = arrayOf("x-api-key" to "sk-secret-of-mine"))
            val status = ApiFailure(
                429,
                "m",
                body = "sk-secret-of-mine",
                retryAfterMillis = 7,
                requestId = "r",
                hint = "Wait.",
            ).toException()
            (sent.hideIn(status) as ApiStatusException).run {
                this::class shouldBe status::class
                body shouldBe "<hidden>"
                listOf(message, retryAfterMillis, requestId, isRetryable) shouldBe listOf(status.message, 7L, "r", true)
                stackTrace.toList() shouldBe status.stackTrace.toList()
            }
            val caused = ApiConnectionException("gone", IOException("sk-secret-of-mine"))
            sent.hideIn(caused).cause shouldBe null
            val late = ApiTimeoutException("sk-secret-of-mine", "idle", 5, requestId = "r")
            (sent.hideIn(late) as ApiTimeoutException).run {
                listOf(message, limit, limitMillis, requestId) shouldBe
                    listOf("<hidden>", "idle", 5L, "r")
            }
        }

        test("a failure without a key in it is left as it is") {
            val failure = ApiConnectionException("gone", IOException("reset"))
            (secrets(headers = arrayOf("x-api-key" to "sk-secret-of-mine")).hideIn(failure) === failure) shouldBe true
        }
    })
