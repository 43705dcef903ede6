package dev.sluice.benchmarks.clients;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.sluice.benchmarks.harness.Client;
import dev.sluice.benchmarks.harness.ClientFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * LangChain4j's OpenAI models on the HTTP client that they come with, the JDK's. Its plain model
 * blocks, so its calls run on 64 threads. It keeps chunks without text to itself. Set: nothing but
 * the address and the key.
 */
public final class LangChain4j implements ClientFactory {
  @Override
  public Client open(String root) {
    return new Calls(root + "/v1");
  }

  private static final class Calls implements Client {
    private final ExecutorService callers = Executors.newFixedThreadPool(64, Calls::daemon);
    private final OpenAiChatModel plain;
    private final OpenAiStreamingChatModel streaming;

    Calls(String url) {
      plain = OpenAiChatModel.builder().baseUrl(url).apiKey(KEY).modelName(MODEL).build();
      streaming =
          OpenAiStreamingChatModel.builder().baseUrl(url).apiKey(KEY).modelName(MODEL).build();
    }

    @Override
    public CompletableFuture<String> complete(String prompt) {
      return CompletableFuture.supplyAsync(() -> plain.chat(prompt), callers);
    }

    @Override
    public CompletableFuture<Void> stream(String prompt, Consumer<String> onChunk) {
      var ended = new CompletableFuture<Void>();
      streaming.chat(prompt, new Handler(onChunk, ended));
      return ended;
    }

    @Override
    public void close() {
      callers.shutdownNow();
    }

    private static Thread daemon(Runnable work) {
      var thread = new Thread(work);
      thread.setDaemon(true);
      return thread;
    }
  }

  private record Handler(Consumer<String> onChunk, CompletableFuture<Void> ended)
      implements StreamingChatResponseHandler {
    @Override
    public void onPartialResponse(String text) {
      onChunk.accept(text);
    }

    @Override
    public void onCompleteResponse(ChatResponse whole) {
      ended.complete(null);
    }

    @Override
    public void onError(Throwable failure) {
      ended.completeExceptionally(failure);
    }
  }
}
