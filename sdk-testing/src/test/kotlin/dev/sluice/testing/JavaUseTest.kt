package dev.sluice.testing

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain

class JavaUseTest :
    FunSpec({
        test("a handler is a lambda") {
            JavaUse.askAHandler() shouldContainExactly listOf("""{"method":"POST"}""", "/v1/x", "hello", "HTTP/2")
        }

        test("a client's going is seen") { JavaUse.goInTheMiddle().isClientGone shouldBe true }

        test("replies are served whole, in part, and with an error") {
            val (whole, part) = JavaUse.serveReplies()
            whole shouldContain "[DONE]"
            part shouldContain """{"error":{"message":"busy""""
            part shouldNotContain "[DONE]"
        }
    })
