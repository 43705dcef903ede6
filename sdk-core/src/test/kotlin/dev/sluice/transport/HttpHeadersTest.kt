package dev.sluice.transport

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class HttpHeadersTest :
    FunSpec({
        fun shown(name: String) = HttpHeaders.of(name to "value").toString()

        context("what sounds like a key is hidden") {
            listOf(
                "Authorization",
                "Proxy-Authorization",
                "X-Api-Key",
                "api-key",
                "x-goog-api-key",
                "cf-aig-authorization",
                "Ocp-Apim-Subscription-Key",
                "x-portkey-api-key",
                "Helicone-Auth",
                "X-Amz-Security-Token",
                "Cookie",
                "Set-Cookie",
                "X-Client-Secret",
                "X-Password",
            ).forEach { name -> test(name) { shown(name) shouldBe "{$name: <hidden>}" } }
        }

        context("what only sounds so is shown") {
            listOf(
                "Content-Type",
                "x-request-id",
                "x-ratelimit-remaining-tokens",
                "anthropic-ratelimit-tokens-reset",
                "anthropic-ratelimit-input-tokens-limit",
                "Idempotency-Key",
                "WWW-Authenticate",
            ).forEach { name -> test(name) { shown(name) shouldBe "{$name: value}" } }
        }
    })
