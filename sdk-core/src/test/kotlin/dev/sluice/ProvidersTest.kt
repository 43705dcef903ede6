package dev.sluice

import dev.sluice.errors.InvalidRequestException
import dev.sluice.model.OutputMode
import dev.sluice.openai.ChatCompletionRequest
import dev.sluice.testing.OpenAiChatReply
import dev.sluice.testing.ScriptedServer
import dev.sluice.wire.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.flow.toList

/** Servers that speak OpenAI's language, and the texts that name a provider and a model. */
class ProvidersTest :
    FunSpec({
        fun environment(vararg variables: Pair<String, String>): (String) -> String? = variables.toMap()::get

        test("a server's own variables are read, and no other's") {
            ScriptedServer.start().use { server ->
                server.enqueue(OpenAiChatReply.text("""{"value":{"name":"Ada"}}"""))
                val variables = environment("OLLAMA_BASE_URL" to "${server.url}/v1", "OPENAI_API_KEY" to "sk-never")
                Providers(variables).find("ollama/llama3.2").use { found ->
                    found.model shouldBe "llama3.2"
                    val sluice = Sluice(found) { maxTokens = 9 }
                    sluice.extract<Map<String, String>> { user("?") }
                }
                val sent = server.takeRequest()
                sent.header("Authorization") shouldBe "Bearer none"
                json(sent.bodyText)["max_tokens"].toString() shouldBe "9"
                json(sent.bodyText)["max_completion_tokens"] shouldBe null
            }
        }

        test("Azure's variable names the resource, and the paths of version 1 stand below it") {
            val variables = environment("AZURE_OPENAI_ENDPOINT" to "https://mine.openai.azure.com/", "AZURE_OPENAI_API_KEY" to "k")
            Providers(variables).find("azure/gpt-4o").use {
                it.client.toString() shouldBe "OpenAI(https://mine.openai.azure.com/openai/v1)"
            }
            shouldThrow<InvalidRequestException> { Providers(environment()).find("azure/gpt-4o") }.message shouldContain
                "AZURE_OPENAI_ENDPOINT"
        }

        test("a local server's variable may name a host alone") {
            for ((name, variable) in mapOf("ollama" to "OLLAMA_BASE_URL", "vllm" to "VLLM_BASE_URL", "llama.cpp" to "LLAMA_CPP_BASE_URL")) {
                for (given in listOf("http://gpu:11434", "http://gpu:11434/", "http://gpu:11434/v1")) {
                    Providers(environment(variable to given)).find("$name/m").use {
                        it.client.toString() shouldBe "OpenAI(http://gpu:11434/v1)"
                    }
                }
            }
        }

        test("a server that counts without being asked, and refuses the question, is not asked for the usage of a stream") {
            suspend fun streamed(server: CompatibleServer, options: ChatCompletionRequest.Builder.() -> Unit = {}) =
                ScriptedServer.start().use { scripted ->
                    scripted.enqueue(OpenAiChatReply.text("Hi").stream())
                    OpenAI.of(server) { apiKey("k").baseUrl("${scripted.url}/v1") }.use { client ->
                        client.chat.completions.stream { model("m").user("?").options() }.toList()
                    }
                    json(scripted.takeRequest().bodyText)["stream_options"]?.toString()
                }
            streamed(CompatibleServer.MISTRAL) shouldBe null
            streamed(CompatibleServer.MISTRAL) { streamOptions = json("""{"x":1}""") } shouldBe """{"x":1}"""
            streamed(CompatibleServer.GROQ) shouldBe """{"include_usage":true}"""
        }

        test("a missing key is asked for by its own name, before anything is sent") {
            Providers(environment()).find("groq/llama").use { found ->
                val thrown = shouldThrow<InvalidRequestException> { (found.client as OpenAI).models.retrieve("m") }
                thrown.message shouldContain "GROQ_API_KEY"
            }
        }

        test("what a server cannot do is not asked of it") {
            Providers(environment("DEEPSEEK_API_KEY" to "k")).find("deepseek/deepseek-chat").use {
                it.client.outputModes(it.model) shouldContainExactly
                    listOf(OutputMode.TOOLS, OutputMode.PARALLEL_TOOLS, OutputMode.JSON_OBJECT)
            }
        }

        test("OpenAI is asked by responses too, which the client that is owned holds") {
            Providers(environment("OPENAI_API_KEY" to "k")).find("openai-responses/gpt-5-mini").use {
                it.model shouldBe "gpt-5-mini"
                it.client.provider shouldBe "openai-responses"
                it.client.toString() shouldContain "/responses"
            }
        }

        test("a model's name may hold slashes") {
            Providers(environment("OPENROUTER_API_KEY" to "k")).find("openrouter/meta-llama/llama-3").use {
                it.model shouldBe "meta-llama/llama-3"
            }
        }

        test("a name that is none says what would be one") {
            for (name in listOf("gpt-4o", "nobody/model", "openai/", "")) {
                shouldThrow<InvalidRequestException> { Providers(environment()).find(name) }.message shouldContain
                    "anthropic/claude-haiku-4-5"
            }
        }

        test("every preset is whole") {
            for (server in CompatibleServer.ALL) (server.baseUrl != null || server.baseUrlVariable != null) shouldBe true
            CompatibleServer.ALL.map { it.name }.toSet().size shouldBe CompatibleServer.ALL.size
        }
    })
