package dev.sluice.benchmarks.clients

import dev.sluice.Anthropic
import dev.sluice.benchmarks.harness.Client
import dev.sluice.benchmarks.harness.ClientFactory
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.future.future
import java.util.concurrent.CompletableFuture
import java.util.function.Consumer

/**
 * Sluice's messages of Anthropic through Kotlin, each call in a coroutine of its own. Set: the address, the key, and `maxTokens`, which
 * the API demands. A chunk is an event of any kind.
 */
class SluiceAnthropic : ClientFactory {
    override fun open(root: String): Client = Calls(
        Anthropic {
            baseUrl = root
            apiKey = ClientFactory.KEY
        },
    )

    private class Calls(private val anthropic: Anthropic) : Client {
        private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

        override fun complete(prompt: String): CompletableFuture<String> = scope.future {
            anthropic.messages.create {
                model = ClientFactory.MODEL
                maxTokens = 1024
                user(prompt)
            }.text
        }

        override fun stream(prompt: String, onChunk: Consumer<String>): CompletableFuture<Void> = scope.future {
            anthropic.messages.stream {
                model = ClientFactory.MODEL
                maxTokens = 1024
                user(prompt)
            }.collect { onChunk.accept(it.text) }
        }.thenAccept {}

        override fun close() {
            scope.cancel()
            anthropic.close()
        }
    }
}
