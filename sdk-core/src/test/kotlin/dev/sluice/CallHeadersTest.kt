package dev.sluice

import dev.sluice.anthropic.MessageRequest
import dev.sluice.errors.InvalidRequestException
import dev.sluice.testing.AnthropicReply
import dev.sluice.testing.GeminiReply
import dev.sluice.testing.OpenAiChatReply
import dev.sluice.testing.RecordedRequest
import dev.sluice.testing.ScriptedServer
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.withTimeout

/** What the headers of one call do to those of the client, seen at the server. */
class CallHeadersTest :
    FunSpec({
        suspend fun openai(call: Map<String, String>, options: OpenAI.Builder.() -> Unit): RecordedRequest = ScriptedServer.start().use {
            it.enqueue(OpenAiChatReply.text("Hi"))
            OpenAI { baseUrl("${it.url}/v1").options() }.use { client ->
                withTimeout(SAFETY_MILLIS) { client.chat.completions.create { model("m").user("?").extraHeaders(call) } }
            }
            it.takeRequest()
        }

        suspend fun anthropic(
            call: MessageRequest.Builder.() -> Unit,
            options: Anthropic.Builder.() -> Unit,
        ): RecordedRequest = ScriptedServer.start().use {
            it.enqueue(AnthropicReply.text("Hi"))
            Anthropic { baseUrl(it.url).options() }.use { client ->
                withTimeout(SAFETY_MILLIS) { client.messages.create { model("m").maxTokens(9).user("?").call() } }
            }
            it.takeRequest()
        }

        suspend fun gemini(call: Map<String, String>, options: Gemini.Builder.() -> Unit): RecordedRequest = ScriptedServer.start().use {
            it.enqueue(GeminiReply.text("Hi"))
            Gemini { baseUrl(it.url).options() }.use { client ->
                withTimeout(SAFETY_MILLIS) { client.models.generateContent { model("m").user("?").extraHeaders(call) } }
            }
            it.takeRequest()
        }

        fun RecordedRequest.keys() = listOf("Authorization", "X-Api-Key", "x-goog-api-key").map(::header)

        val bearer = mapOf("authorization" to "Bearer of-the-call")

        test("a client without a key makes calls that bring one") {
            openai(bearer) {}.keys() shouldBe listOf("Bearer of-the-call", null, null)
            anthropic({ extraHeaders = bearer }) {}.keys() shouldBe listOf("Bearer of-the-call", null, null)
            anthropic({ extraHeaders = mapOf("X-API-KEY" to "of-the-call") }) {}.keys() shouldBe listOf(null, "of-the-call", null)
            gemini(bearer) {}.keys() shouldBe listOf("Bearer of-the-call", null, null)
            gemini(mapOf("X-Goog-Api-Key" to "of-the-call")) {}.keys() shouldBe listOf(null, null, "of-the-call")
        }

        test("a call's key travels alone, whatever the client has") {
            openai(bearer) { apiKey = "sk-owner" }.keys() shouldBe listOf("Bearer of-the-call", null, null)
            anthropic({ extraHeaders = bearer }) { apiKey("sk-owner").authToken("t-owner") }.keys() shouldBe
                listOf("Bearer of-the-call", null, null)
            anthropic({ extraHeaders = bearer }) { headers = mapOf("x-api-key" to "sk-owner") }.keys() shouldBe
                listOf("Bearer of-the-call", null, null)
            anthropic({
                extraHeaders = mapOf("X-Api-Key" to "of-the-call")
            }) { apiKey("sk-owner").apiVersion("2026-10-21") }.keys() shouldBe
                listOf(null, "of-the-call", null)
            gemini(bearer) { apiKey = "sk-owner" }.keys() shouldBe listOf("Bearer of-the-call", null, null)
            gemini(bearer) { headers = mapOf("X-Goog-Api-Key" to "sk-owner") }.keys() shouldBe listOf("Bearer of-the-call", null, null)
        }

        test("without any key nothing is sent") {
            shouldThrow<InvalidRequestException> { openai(mapOf("X-A" to "b")) {} }
            shouldThrow<InvalidRequestException> { anthropic({ extraHeaders = mapOf("X-A" to "b") }) {} }
            shouldThrow<InvalidRequestException> { gemini(mapOf("X-A" to "b")) {} }
        }

        test("beta features add up, each once, wherever they are switched on") {
            val request = anthropic({
                betas = listOf("a-1", "b-1")
                extraHeaders = mapOf("Anthropic-Beta" to "c-1, a-1")
            }) {
                apiKey("sk-owner").headers(mapOf("anthropic-beta" to "d-1,b-1"))
            }
            request.header("anthropic-beta") shouldBe "d-1,b-1,a-1,c-1"
        }
    }) {
    private companion object {
        const val SAFETY_MILLIS = 20_000L
    }
}
