package dev.sluice.benchmarks.clients;

import dev.sluice.benchmarks.harness.Client;
import dev.sluice.benchmarks.harness.ClientFactory;
import dev.sluice.client.OpenAIClient;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Sluice's chat completions through its Java facade. Set: nothing but the address and the key. It
 * asks for the usage, which comes as one more chunk without text.
 */
public final class SluiceJava implements ClientFactory {
  @Override
  public Client open(String root) {
    return new Calls(OpenAIClient.builder().baseUrl(root + "/v1").apiKey(KEY).build());
  }

  private record Calls(OpenAIClient openai) implements Client {
    @Override
    public CompletableFuture<String> complete(String prompt) {
      return openai
          .chat()
          .completions()
          .create(ask -> ask.model(MODEL).user(prompt))
          .thenApply(answer -> answer.getText());
    }

    @Override
    public CompletableFuture<Void> stream(String prompt, Consumer<String> onChunk) {
      return openai.chat().completions().stream(ask -> ask.model(MODEL).user(prompt))
          .forEach(chunk -> onChunk.accept(chunk.getText()));
    }

    @Override
    public void close() {
      openai.close();
    }
  }
}
