package dev.sluice.wire

import dev.sluice.errors.InvalidRequestException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain

class BaseUrlTest :
    FunSpec({
        context("a path is put before the query, and one slash stands between") {
            listOf(
                "https://api.openai.com/v1" to "https://api.openai.com/v1/chat/completions",
                "https://api.openai.com/v1/" to "https://api.openai.com/v1/chat/completions",
                " https://api.openai.com/v1// " to "https://api.openai.com/v1/chat/completions",
                "http://127.0.0.1:8080" to "http://127.0.0.1:8080/chat/completions",
                "HTTP://[::1]:8080/" to "http://[::1]:8080/chat/completions",
                "https://x.azure.com/openai/v1/?api-version=preview" to
                    "https://x.azure.com/openai/v1/chat/completions?api-version=preview",
            ).forEach { (base, url) ->
                test(base) { BaseUrl.parse(base, "baseUrl").resolve("/chat/completions") shouldBe url }
            }
        }

        test("parameters are added to the query and escaped") {
            BaseUrl.parse("https://a.test?x=1", "baseUrl").resolve("/p", mapOf("a b" to "c&d=ü/+")) shouldBe
                "https://a.test/p?x=1&a%20b=c%26d%3D%C3%BC%2F%2B"
        }

        test("a query can carry a key, so it is not shown") {
            BaseUrl.parse("https://a.test/v1?key=sk-secret", "baseUrl").toString() shouldBe "https://a.test/v1"
        }

        context("what is no address is refused by the name of its option, and not shown") {
            listOf(
                "api.secret.com/v1" to "does not start with https://",
                "ftp://secret.com" to "does not start with https://",
                "https://" to "",
                "https:///secret" to "names no host",
                "http://localhost:99999" to "beyond 65535",
                "https://me:secret@a.test" to "a user or a password",
                "https://a.test/#secret" to "fragment",
                "https://a.test/se cret" to "it is no URL",
                "" to "",
            ).forEach { (base, reason) ->
                test("'$base'") {
                    val message = shouldThrow<InvalidRequestException> { BaseUrl.parse(base, "OPENAI_BASE_URL") }.message!!
                    message shouldContain "OPENAI_BASE_URL"
                    message shouldContain reason
                    message shouldNotContain "secret"
                }
            }
        }
    })
