package dev.sluice.openai

import dev.sluice.errors.InvalidRequestException
import dev.sluice.transport.HttpRequest
import dev.sluice.transport.Timeouts
import dev.sluice.wire.ApiKey
import dev.sluice.wire.BaseUrl
import dev.sluice.wire.Environment
import dev.sluice.wire.ScriptedExchanges
import dev.sluice.wire.WireCalls
import dev.sluice.wire.events
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain

class OpenAiConfigTest :
    FunSpec({
        suspend fun sent(config: OpenAiConfig, options: ChatCompletionRequest.Builder.() -> Unit = {}): HttpRequest {
            val exchanges = ScriptedExchanges(events("""{"choices":[]}"""))
            ChatCompletions(OpenAiCalls(WireCalls(exchanges, config.toEndpoint(), Timeouts.DEFAULT))).create {
                model = "m"
                user("Hello!")
                options()
            }
            return exchanges.requests.single()
        }

        fun key(text: String) = ApiKey.of(text, "apiKey")

        test("a request carries the key, the organization and the project") {
            val request = sent(OpenAiConfig(apiKey = key("sk-1"), organization = "org", project = "proj"))
            request.method shouldBe "POST"
            request.url shouldBe "https://api.openai.com/v1/chat/completions"
            request.headers["Authorization"] shouldBe "Bearer sk-1"
            request.headers["OpenAI-Organization"] shouldBe "org"
            request.headers["OpenAI-Project"] shouldBe "proj"
            request.headers["Accept"] shouldBe "application/json"
            request.body!!.contentType shouldBe "application/json"
        }

        test("the request's headers stand over the client's, and the client's over the library's") {
            val config =
                OpenAiConfig(apiKey = key("sk-1"), headers = mapOf("user-agent" to "mine", "X-A" to "client"), query = mapOf("q" to "1"))
            val request = sent(config) {
                extraHeaders = mapOf("x-a" to "request")
                extraQuery = mapOf("r" to "2")
            }
            request.headers.all("User-Agent") shouldBe listOf("mine")
            request.headers.all("X-A") shouldBe listOf("request")
            request.url shouldBe "https://api.openai.com/v1/chat/completions?q=1&r=2"
        }

        test("a gateway's own scheme needs no key") {
            sent(OpenAiConfig(headers = mapOf("authorization" to "Basic abc"))).headers.all("Authorization") shouldBe listOf("Basic abc")
        }

        test("without a key nothing is sent, and the message names the variable and the option") {
            val message = shouldThrow<InvalidRequestException> { sent(OpenAiConfig()) }.message!!
            message shouldContain "OPENAI_API_KEY"
            message shouldContain "apiKey"
        }

        test("a provider of keys is asked for each call") {
            var asked = 0
            val config = OpenAiConfig(apiKey = ApiKey("apiKeyProvider") { "sk-${++asked}" })
            listOf(sent(config), sent(config)).map { it.headers["Authorization"] } shouldBe listOf("Bearer sk-1", "Bearer sk-2")
        }

        test("the environment is read as OpenAI's own clients read it") {
            val variables = mapOf(
                "OPENAI_API_KEY" to " sk-secret\n",
                "OPENAI_BASE_URL" to "http://127.0.0.1:1/v1/",
                "OPENAI_ORG_ID" to "org",
                "OPENAI_PROJECT_ID" to "",
                "OPENAI_CUSTOM_HEADERS" to "X-A: 1\nX-B: 2",
            )
            val read = OpenAiEnvironment(Environment(variables::get))
            val request = sent(OpenAiConfig(read.baseUrl!!, read.apiKey, read.organization, read.project, read.headers))
            request.url shouldBe "http://127.0.0.1:1/v1/chat/completions"
            request.headers["Authorization"] shouldBe "Bearer sk-secret"
            request.headers["OpenAI-Organization"] shouldBe "org"
            request.headers["OpenAI-Project"] shouldBe null
            request.headers["X-B"] shouldBe "2"
        }

        test("an empty environment sets nothing") {
            val read = OpenAiEnvironment(Environment { null })
            listOf(read.baseUrl, read.apiKey, read.organization, read.project) shouldBe listOf(null, null, null, null)
        }

        test("nothing prints the key") {
            val config =
                OpenAiConfig(
                    BaseUrl.parse("https://a.test/v1?key=sk-secret", "baseUrl"),
                    key("sk-secret"),
                    headers = mapOf("X-Api-Key" to "sk-secret"),
                )
            val request = sent(config)
            listOf(config, config.toEndpoint(), request, key("sk-secret")).forEach { it.toString() shouldNotContain "sk-secret" }
        }
    })
