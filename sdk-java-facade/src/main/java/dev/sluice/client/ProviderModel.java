package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.Anthropic;
import dev.sluice.Gemini;
import dev.sluice.OpenAI;
import dev.sluice.ProviderModelKt;
import dev.sluice.model.ChatModel;

/**
 * A client and one of its models, by the text that names both: {@code anthropic/claude-haiku-4-5},
 * {@code openai/gpt-4o-mini}, {@code groq/llama-3.3-70b-versatile}; {@code
 * openai-responses/gpt-5-mini} asks by responses in the place of chat completions. Owns the client;
 * close it at the end.
 *
 * <pre>{@code
 * try (var claude = ProviderModel.of("anthropic/claude-haiku-4-5")) {
 *   var sluice = SluiceClient.on(claude, it -> it.maxTokens(1024));
 * }
 * }</pre>
 */
public final class ProviderModel implements AutoCloseable {
  private final ModelClient client;
  private final ChatModel chatModel;
  private final String model;

  private ProviderModel(dev.sluice.ProviderModel core) {
    this.client = clientOf(core.getOwner());
    this.chatModel = core.getClient();
    this.model = core.getModel();
  }

  /**
   * The client and the model that {@code name} names. The key and what else a client needs come
   * from the environment; see {@code fromEnvironment} of each client's builder.
   *
   * @throws dev.sluice.errors.InvalidRequestException when there is no such provider, or no model
   *     behind the slash
   */
  public static ProviderModel of(String name) {
    return new ProviderModel(ProviderModelKt.provider(requireNonNull(name, "name")));
  }

  /** The client, as the environment's variables describe it. */
  public ModelClient client() {
    return client;
  }

  /** What is asked of the client: its chat model, or that of its responses. */
  public ChatModel chatModel() {
    return chatModel;
  }

  /** The provider's name of the model. */
  public String model() {
    return model;
  }

  /** Closes the client. */
  @Override
  public void close() {
    client.close();
  }

  @Override
  public String toString() {
    return "ProviderModel(" + client + ", " + model + ")";
  }

  private static ModelClient clientOf(AutoCloseable owner) {
    var calls = new Calls(null);
    if (owner instanceof OpenAI openai) return new OpenAIClient(openai, calls);
    if (owner instanceof Anthropic claude) return new AnthropicClient(claude, calls);
    return new GeminiClient((Gemini) owner, calls);
  }
}
