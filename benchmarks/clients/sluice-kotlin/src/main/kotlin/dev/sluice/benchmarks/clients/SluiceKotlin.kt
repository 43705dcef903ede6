package dev.sluice.benchmarks.clients

import dev.sluice.OpenAI
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
 * Sluice's chat completions through Kotlin, each call in a coroutine of its own. Set: nothing but the address and the key. It asks for
 * the usage, which comes as one more chunk without text.
 */
class SluiceKotlin : ClientFactory {
    override fun open(root: String): Client = Calls(
        OpenAI {
            baseUrl = "$root/v1"
            apiKey = ClientFactory.KEY
        },
    )

    private class Calls(private val openai: OpenAI) : Client {
        private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

        override fun complete(prompt: String): CompletableFuture<String> = scope.future {
            openai.chat.completions.create {
                model = ClientFactory.MODEL
                user(prompt)
            }.text
        }

        override fun stream(prompt: String, onChunk: Consumer<String>): CompletableFuture<Void> = scope.future {
            openai.chat.completions.stream {
                model = ClientFactory.MODEL
                user(prompt)
            }.collect { onChunk.accept(it.text) }
        }.thenAccept {}

        override fun close() {
            scope.cancel()
            openai.close()
        }
    }
}
