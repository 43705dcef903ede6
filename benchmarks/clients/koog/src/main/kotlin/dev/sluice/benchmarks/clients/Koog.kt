package dev.sluice.benchmarks.clients

import ai.koog.http.client.ktor.KtorKoogHttpClient
import ai.koog.prompt.Prompt
import ai.koog.prompt.dsl.prompt
import ai.koog.prompt.executor.clients.openai.OpenAIClientSettings
import ai.koog.prompt.executor.clients.openai.OpenAILLMClient
import ai.koog.prompt.llm.LLMCapability
import ai.koog.prompt.llm.LLMProvider
import ai.koog.prompt.llm.LLModel
import ai.koog.prompt.streaming.StreamFrame
import dev.sluice.benchmarks.harness.Client
import dev.sluice.benchmarks.harness.ClientFactory
import io.ktor.client.HttpClient
import io.ktor.client.engine.apache5.Apache5
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.future.future
import java.util.concurrent.CompletableFuture
import java.util.function.Consumer

/**
 * Koog's OpenAI client on Ktor with the engine that Koog ships with, each call in a coroutine of its own. Set: the address, the key, and
 * the engine by name. Its frames do not match chunks: one gives the whole text again at the end, and counts as a chunk without text.
 */
class Koog : ClientFactory {
    override fun open(root: String): Client {
        val http = HttpClient(Apache5)
        return Calls(http, OpenAILLMClient(ClientFactory.KEY, OpenAIClientSettings(baseUrl = root), KtorKoogHttpClient.Factory(http)))
    }

    private class Calls(private val http: HttpClient, private val openai: OpenAILLMClient) : Client {
        private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

        // Koog sends to OpenAI's other API unless the model is said to have this one.
        private val model =
            LLModel(LLMProvider.OpenAI, ClientFactory.MODEL, listOf(LLMCapability.Completion, LLMCapability.OpenAIEndpoint.Completions))

        override fun complete(prompt: String): CompletableFuture<String> = scope.future {
            openai.execute(request(prompt), model, emptyList()).textContent()
        }

        override fun stream(prompt: String, onChunk: Consumer<String>): CompletableFuture<Void> = scope.future {
            openai.executeStreaming(request(prompt), model).collect { frame ->
                onChunk.accept((frame as? StreamFrame.TextDelta)?.text.orEmpty())
            }
        }.thenAccept {}

        private fun request(text: String): Prompt = prompt("bench") { user(text) }

        override fun close() {
            scope.cancel()
            openai.close()
            http.close()
        }
    }
}
