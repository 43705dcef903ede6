package dev.sluice.benchmarks.clients;

import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.client.okhttp.AnthropicOkHttpClientAsync;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import dev.sluice.benchmarks.harness.Client;
import dev.sluice.benchmarks.harness.ClientFactory;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The asynchronous client of anthropic-java. Set: the address, the key, and {@code maxTokens},
 * which the API demands. A chunk is an event of any kind.
 */
public final class AnthropicJava implements ClientFactory {
  @Override
  public Client open(String root) {
    return new Calls(AnthropicOkHttpClientAsync.builder().baseUrl(root).apiKey(KEY).build());
  }

  private record Calls(AnthropicClientAsync anthropic) implements Client {
    @Override
    public CompletableFuture<String> complete(String prompt) {
      return anthropic
          .messages()
          .create(request(prompt))
          .thenApply(answer -> answer.content().get(0).asText().text());
    }

    @Override
    public CompletableFuture<Void> stream(String prompt, Consumer<String> onChunk) {
      return anthropic
          .messages()
          .createStreaming(request(prompt))
          .subscribe(event -> onChunk.accept(text(event)))
          .onCompleteFuture();
    }

    private static String text(RawMessageStreamEvent event) {
      if (!event.isContentBlockDelta()) return "";
      var delta = event.asContentBlockDelta().delta();
      return delta.isText() ? delta.asText().text() : "";
    }

    private static MessageCreateParams request(String prompt) {
      return MessageCreateParams.builder()
          .model(MODEL)
          .maxTokens(1024)
          .addUserMessage(prompt)
          .build();
    }

    @Override
    public void close() {
      anthropic.close();
    }
  }
}
