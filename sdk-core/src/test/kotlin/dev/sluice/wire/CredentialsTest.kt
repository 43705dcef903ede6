package dev.sluice.wire

import dev.sluice.errors.InvalidRequestException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.maps.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain

class CredentialsTest :
    FunSpec({
        context("a key that no header can hold is refused without being shown") {
            listOf(
                "sk-secret\n" to "line break",
                "\tsk-secret" to "space",
                "sk secret" to "space",
                "sk-secret\u0000" to "character",
                "  " to "blank",
            )
                .forEach { (key, reason) ->
                    test(reason + key.length) {
                        val message = shouldThrow<InvalidRequestException> { ApiKey.of(key, "OPENAI_API_KEY") }.message!!
                        message shouldContain reason
                        message shouldContain "OPENAI_API_KEY"
                        message shouldNotContain "secret"
                    }
                }
        }

        test("what a provider of keys gives is held to the same, when it is asked") {
            val key = ApiKey("apiKeyProvider") { "sk-secret\r\n" }
            shouldThrow<InvalidRequestException> { key.value() }.message!! shouldNotContain "secret"
        }

        test("a key is not part of what is printed") {
            ApiKey.of("sk-secret", "apiKey").toString() shouldBe "ApiKey(from apiKey)"
        }

        test("a variable that is set to nothing is not set") {
            val environment = Environment { name -> mapOf("A" to "", "B" to "  \n", "C" to " c\n")[name] }
            listOf(environment["A"], environment["B"], environment["C"], environment["D"]) shouldBe listOf(null, null, "c", null)
            environment.apiKey("A") shouldBe null
            environment.baseUrl("B") shouldBe null
            environment.headers("B").shouldBeEmpty()
        }

        test("headers stand in a variable one a line") {
            parseHeaderLines("X-A: 1\r\n\n x-b :  two: three \nX-C:", "VAR") shouldBe
                mapOf("X-A" to "1", "x-b" to "two: three", "X-C" to "")
        }

        test("a line that is no header is named by its number, and not shown") {
            val message = shouldThrow<InvalidRequestException> { parseHeaderLines("X-A: 1\nsk-secret", "OPENAI_CUSTOM_HEADERS") }.message!!
            message shouldContain "Line 2 of OPENAI_CUSTOM_HEADERS"
            message shouldNotContain "secret"
        }

        context("a header that cannot be sent is refused by its name") {
            listOf("X-Key" to "sk-secret\n", "X-Key" to "sk-secret€", "X Key" to "sk-secret").forEach { (name, value) ->
                test("$name, ending in ${value.last().code}") {
                    val message = shouldThrow<InvalidRequestException> { headersOf(mapOf(name to value)) }.message!!
                    message shouldContain name
                    message shouldNotContain "secret"
                }
            }
        }
    })
