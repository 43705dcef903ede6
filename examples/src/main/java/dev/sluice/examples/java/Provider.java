package dev.sluice.examples.java;

import dev.sluice.client.AnthropicClient;
import dev.sluice.client.ModelClient;
import dev.sluice.client.OpenAIClient;
import dev.sluice.testing.offline.OfflineModel;

/**
 * Whom an example asks: the provider whose key is set in the environment, or the offline model when
 * none is.
 */
record Provider(ModelClient client, String model, String strongModel) implements AutoCloseable {
  static final String GPT = "gpt-4o-mini";
  static final String STRONG_GPT = "gpt-4o";
  static final String CLAUDE = "claude-haiku-4-5";
  static final String STRONG_CLAUDE = "claude-sonnet-4-5";

  /** For an example that works with any provider. */
  static Provider connect() {
    if (isSet("ANTHROPIC_API_KEY"))
      return new Provider(AnthropicClient.fromEnvironment(), CLAUDE, STRONG_CLAUDE);
    if (isSet("OPENAI_API_KEY"))
      return new Provider(OpenAIClient.fromEnvironment(), GPT, STRONG_GPT);
    var claude = AnthropicClient.builder().apiKey("offline");
    return new Provider(
        claude.baseUrl(Offline.MODEL.getAnthropicBaseUrl()).build(), CLAUDE, STRONG_CLAUDE);
  }

  /** A client of OpenAI. */
  static OpenAIClient openAi() {
    return openAiBuilder().build();
  }

  /** A builder that knows whom to ask, for more options. */
  static OpenAIClient.Builder openAiBuilder() {
    if (isSet("OPENAI_API_KEY")) return OpenAIClient.builder().fromEnvironment();
    return OpenAIClient.builder().apiKey("offline").baseUrl(Offline.MODEL.getOpenAiBaseUrl());
  }

  @Override
  public void close() {
    client.close();
  }

  private static boolean isSet(String variable) {
    var value = System.getenv(variable);
    return value != null && !value.isBlank();
  }

  /**
   * Lives as long as the program. Every ninth request is one too many for it, as happens with
   * providers; clients wait and ask again.
   */
  private static final class Offline {
    static final OfflineModel MODEL =
        OfflineModel.builder().requestLimit(8).millisPerPiece(Long.getLong("pace", 15)).start();
  }
}
