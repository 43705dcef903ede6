package dev.sluice.benchmarks.clients;

import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.sluice.benchmarks.harness.Client;
import dev.sluice.benchmarks.harness.ClientFactory;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The asynchronous client of openai-java. Set: nothing but the address and the key. */
public final class OpenAiJava implements ClientFactory {
  @Override
  public Client open(String root) {
    return new Calls(OpenAIOkHttpClientAsync.builder().baseUrl(root + "/v1").apiKey(KEY).build());
  }

  private record Calls(OpenAIClientAsync openai) implements Client {
    @Override
    public CompletableFuture<String> complete(String prompt) {
      return openai
          .chat()
          .completions()
          .create(request(prompt))
          .thenApply(answer -> answer.choices().get(0).message().content().orElseThrow());
    }

    @Override
    public CompletableFuture<Void> stream(String prompt, Consumer<String> onChunk) {
      return openai
          .chat()
          .completions()
          .createStreaming(request(prompt))
          .subscribe(chunk -> onChunk.accept(text(chunk)))
          .onCompleteFuture();
    }

    private static String text(ChatCompletionChunk chunk) {
      return chunk.choices().isEmpty() ? "" : chunk.choices().get(0).delta().content().orElse("");
    }

    private static ChatCompletionCreateParams request(String prompt) {
      return ChatCompletionCreateParams.builder().model(MODEL).addUserMessage(prompt).build();
    }

    @Override
    public void close() {
      openai.close();
    }
  }
}
