package dev.sluice.anthropic

import dev.sluice.errors.InvalidRequestException
import dev.sluice.transport.HttpRequest
import dev.sluice.transport.Timeouts
import dev.sluice.wire.ApiKey
import dev.sluice.wire.BaseUrl
import dev.sluice.wire.Environment
import dev.sluice.wire.ScriptedExchanges
import dev.sluice.wire.WireCalls
import dev.sluice.wire.events
import dev.sluice.wire.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain

class AnthropicConfigTest :
    FunSpec({
        val newer = ApiVersion("2026-10-21")

        fun messages(exchanges: ScriptedExchanges, config: AnthropicConfig, timeouts: Timeouts = Timeouts.DEFAULT) =
            messagesOver(WireCalls(exchanges, config.toEndpoint(), timeouts), config.apiVersion)

        suspend fun sent(config: AnthropicConfig, options: MessageRequest.Builder.() -> Unit = {}): HttpRequest {
            val exchanges = ScriptedExchanges(events("""{"type":"message","content":[]}"""))
            messages(exchanges, config).create {
                model = "claude-haiku-4-5"
                maxTokens = 10
                user("Hello!")
                options()
            }
            return exchanges.requests.single()
        }

        fun key(text: String) = ApiKey.of(text, "apiKey")

        test("a request carries the key and the version that every gateway takes") {
            val request = sent(AnthropicConfig(apiKey = key("sk-1")))
            request.url shouldBe "https://api.anthropic.com/v1/messages"
            request.headers["X-Api-Key"] shouldBe "sk-1"
            request.headers["Authorization"] shouldBe null
            request.headers["anthropic-version"] shouldBe "2023-06-01"
            request.headers["anthropic-beta"] shouldBe null
        }

        test("a token is a bearer's, and may stand beside the key") {
            sent(AnthropicConfig(authToken = key("t-1"))).headers.run { listOf(this["X-Api-Key"], this["Authorization"]) } shouldBe
                listOf(null, "Bearer t-1")
            sent(AnthropicConfig(apiKey = key("sk-1"), authToken = key("t-1"))).headers.run {
                listOf(this["X-Api-Key"], this["Authorization"])
            } shouldBe
                listOf("sk-1", "Bearer t-1")
        }

        test("from version 2026-10-21 on the key is a bearer's") {
            val request = sent(AnthropicConfig(apiKey = key("sk-1"), apiVersion = newer))
            request.headers["X-Api-Key"] shouldBe null
            request.headers["Authorization"] shouldBe "Bearer sk-1"
            request.headers["anthropic-version"] shouldBe "2026-10-21"
        }

        context("from version 2026-10-21 on a sampling parameter is refused before anything is sent") {
            val options = mapOf<String, MessageRequest.Builder.() -> Unit>(
                "temperature" to { temperature = 1.0 },
                "top_p" to { topP = 1.0 },
                "top_k" to { extraBody = json("""{"top_k":5}""") },
            )
            for ((name, option) in options) {
                test(name) {
                    val exchanges = ScriptedExchanges()
                    val request = MessageRequest.Builder().model("m").maxTokens(1).user("a").apply(option).build()
                    val messages = messages(exchanges, AnthropicConfig(apiKey = key("sk-1"), apiVersion = newer))
                    shouldThrow<InvalidRequestException> { messages.create(request) }.message!! shouldContain name
                    shouldThrow<InvalidRequestException> { messages.stream(request).collect {} }.message!! shouldContain "2026-10-21"
                    exchanges.requests.shouldBeEmpty()
                    sent(AnthropicConfig(apiKey = key("sk-1")), option).headers["anthropic-version"] shouldBe "2023-06-01"
                }
            }
        }

        test("a sampling parameter that is null is none") {
            sent(AnthropicConfig(apiKey = key("sk-1"), apiVersion = newer)) { extraBody = json("""{"temperature":null}""") }
                .headers["anthropic-version"] shouldBe "2026-10-21"
        }

        test("a message with the role system is for the versions that know it, and is refused before anything is sent for others") {
            val system = MessageParam.system("Be brief.")
            system.json shouldBe json("""{"role":"system","content":"Be brief."}""")
            val exchanges = ScriptedExchanges()
            val request = MessageRequest.Builder().model("m").maxTokens(1).user("a").message(system).build()
            val messages = messages(exchanges, AnthropicConfig(apiKey = key("sk-1")))
            val message = shouldThrow<InvalidRequestException> { messages.create(request) }.message!!
            message shouldContain "2023-06-01"
            message shouldContain "2026-10-21"
            shouldThrow<InvalidRequestException> { messages.stream(request).collect {} }
            shouldThrow<InvalidRequestException> { messages.countTokens(request) }
            shouldThrow<InvalidRequestException> { messages.batches.create { add("a", request) } }
            exchanges.requests.shouldBeEmpty()
            sent(AnthropicConfig(apiKey = key("sk-1"), apiVersion = newer)) { message(system) }.method shouldBe "POST"
        }

        test("a version is a date") {
            shouldThrow<InvalidRequestException> { ApiVersion("latest") }.message!! shouldContain "2023-06-01"
        }

        context("an answer that may take longer than a silent connection lasts") {
            val exchanges = ScriptedExchanges(events("""{"content":[]}"""), events("""{"content":[]}"""))
            val config = AnthropicConfig(apiKey = key("sk-1"))

            fun request(tokens: Int) = MessageRequest.Builder().model("m").maxTokens(tokens).user("a").build()

            test("is refused with a way out, and nothing is sent") {
                val message = shouldThrow<InvalidRequestException> {
                    messages(ScriptedExchanges(), config).create(request(21_334))
                }.message!!
                message shouldContain "21334 tokens may take longer than 600 s"
                message shouldContain "Stream it, set a maxTokens of 21333 or less"
            }

            test("is not refused up to the limit, nor where the client's own limit is longer") {
                messages(exchanges, config).create(request(21_333))
                val patient = Timeouts.Builder().firstContentMillis(1_200_000).build()
                messages(exchanges, config, patient).create(request(42_666))
                shouldThrow<InvalidRequestException> { messages(ScriptedExchanges(), config, patient).create(request(42_667)) }
            }

            test("is not refused where the call's own limit is longer, and is where it is shorter") {
                val patient = Timeouts.Builder().firstContentMillis(1_200_000).build()
                val calls = ScriptedExchanges(events("""{"content":[]}"""))
                messages(calls, config).create(request(42_666).newBuilder().timeouts(patient).build())
                shouldThrow<InvalidRequestException> {
                    messages(ScriptedExchanges(), config, patient).create(request(42_666).newBuilder().timeouts(Timeouts.DEFAULT).build())
                }
            }

            test("is not refused in a stream") {
                val stop = events(dev.sluice.wire.event("message_stop", """{"type":"message_stop"}"""))
                messages(ScriptedExchanges(stop), config).stream(request(64_000)).collect {}
            }
        }

        test("betas travel in their header") {
            sent(AnthropicConfig(apiKey = key("sk-1"))) { betas = listOf("a-1", "b-2") }.headers["anthropic-beta"] shouldBe "a-1,b-2"
        }

        test("a base URL may be written with the version of the API") {
            for (base in listOf("http://127.0.0.1:1", "http://127.0.0.1:1/", "http://127.0.0.1:1/v1", "http://127.0.0.1:1/v1/")) {
                sent(AnthropicConfig(BaseUrl.parse(base, "baseUrl"), key("sk-1"))).url shouldBe "http://127.0.0.1:1/v1/messages"
            }
        }

        test("a gateway's own scheme needs no key") {
            sent(AnthropicConfig(headers = mapOf("authorization" to "Basic abc"))).headers.all("Authorization") shouldBe listOf("Basic abc")
        }

        test("without a key nothing is sent, and the message names the variables and the option") {
            val message = shouldThrow<InvalidRequestException> { sent(AnthropicConfig()) }.message!!
            for (name in listOf("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "apiKey")) message shouldContain name
        }

        test("the environment is read as Anthropic's own clients read it") {
            val variables = mapOf(
                "ANTHROPIC_API_KEY" to "",
                "ANTHROPIC_AUTH_TOKEN" to "t-1",
                "ANTHROPIC_BASE_URL" to "http://127.0.0.1:1",
                "ANTHROPIC_CUSTOM_HEADERS" to "X-A: 1",
            )
            val read = AnthropicEnvironment(Environment(variables::get))
            val request = sent(AnthropicConfig(read.baseUrl!!, read.apiKey, read.authToken, headers = read.headers))
            request.url shouldBe "http://127.0.0.1:1/v1/messages"
            request.headers.run { listOf(this["X-Api-Key"], this["Authorization"], this["X-A"]) } shouldBe listOf(null, "Bearer t-1", "1")
        }

        test("nothing prints the key") {
            val config = AnthropicConfig(apiKey = key("sk-secret"), authToken = key("sk-secret"))
            listOf(config, config.toEndpoint(), sent(config)).forEach { it.toString() shouldNotContain "sk-secret" }
        }
    })
