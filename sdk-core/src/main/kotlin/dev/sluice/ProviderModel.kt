package dev.sluice

import dev.sluice.errors.InvalidRequestException
import dev.sluice.model.ChatModel

/**
 * A client and one of its models, by the text that names both: `anthropic/claude-haiku-4-5`, `openai/gpt-4o-mini`,
 * `groq/llama-3.3-70b-versatile`; `openai-responses/gpt-5-mini` asks by responses in the place of chat completions. Owns the client;
 * close it at the end.
 */
public class ProviderModel internal constructor(
    /** What is asked: the client, as the environment's variables describe it, or a part of it. */
    public val client: ChatModel,
    /** The provider's name of the model. */
    public val model: String,
    /** The client that holds the connections: [client] itself, or what it is a part of. */
    public val owner: AutoCloseable,
) : AutoCloseable {
    override fun close(): Unit = owner.close()

    override fun toString(): String = "ProviderModel($client, $model)"
}

/**
 * The client and the model that [name] names: `provider("anthropic/claude-haiku-4-5")`. The key and what else a client needs come from the
 * environment; see `fromEnvironment` of each client.
 *
 * @throws InvalidRequestException when there is no such provider, or no model behind the slash
 */
public fun provider(name: String): ProviderModel = Providers(System::getenv).find(name)

/** Finds a client by its provider's name. */
internal class Providers(private val environment: (String) -> String?) {
    fun find(name: String): ProviderModel {
        val provider = name.substringBefore('/')
        val model = name.substringAfter('/', "")
        if (model.isBlank()) throw refused(name, "names no model")
        return when (provider) {
            "openai" -> owning(OpenAI.Builder().fromEnvironment(environment).build(), model)

            "openai-responses" ->
                OpenAI.Builder().fromEnvironment(environment).build().let { ProviderModel(it.responses.chatModel, model, it) }

            "anthropic" -> owning(Anthropic.Builder().fromEnvironment(environment).build(), model)

            "gemini" -> owning(Gemini.Builder().fromEnvironment(environment).build(), model)

            else -> {
                val server =
                    CompatibleServer.ALL.firstOrNull { it.name == provider } ?: throw refused(name, "names no provider that is known")
                owning(OpenAI.Builder().server(server).fromEnvironment(environment).build(), model)
            }
        }
    }

    private fun <C> owning(client: C, model: String) where C : ChatModel, C : AutoCloseable = ProviderModel(client, model, client)

    private fun refused(name: String, problem: String): InvalidRequestException {
        val known = listOf("anthropic", "gemini", "openai", "openai-responses") + CompatibleServer.ALL.map { it.name }
        return InvalidRequestException(
            "\"$name\" $problem. Write provider/model, such as anthropic/claude-haiku-4-5. Providers: ${known.sorted().joinToString()}.",
        )
    }
}
