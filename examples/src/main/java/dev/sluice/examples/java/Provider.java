package dev.sluice.examples.java;

import dev.sluice.client.AnthropicClient;
import dev.sluice.client.ModelClient;
import dev.sluice.client.OpenAIClient;
import dev.sluice.testing.offline.OfflineModel;
import org.jspecify.annotations.Nullable;

/** Whom an example asks: the provider whose key is set, or the offline model when none is. */
record Provider(ModelClient client, String model, @Nullable OfflineModel offline)
    implements AutoCloseable {
  private static final String CLAUDE = "claude-haiku-4-5";
  private static final String GPT = "gpt-4o-mini";

  static Provider connect() {
    if (isSet("ANTHROPIC_API_KEY"))
      return new Provider(AnthropicClient.fromEnvironment(), CLAUDE, null);
    if (isSet("OPENAI_API_KEY")) return new Provider(OpenAIClient.fromEnvironment(), GPT, null);
    var offline = OfflineModel.start();
    var claude =
        AnthropicClient.builder().apiKey("offline").baseUrl(offline.getAnthropicBaseUrl()).build();
    return new Provider(claude, CLAUDE, offline);
  }

  @Override
  public void close() {
    client.close();
    if (offline != null) offline.close();
  }

  private static boolean isSet(String variable) {
    var value = System.getenv(variable);
    return value != null && !value.isBlank();
  }
}
