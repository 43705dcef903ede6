package dev.sluice.benchmarks.clients;

import dev.sluice.benchmarks.harness.Client;
import dev.sluice.benchmarks.harness.ClientFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/**
 * Spring AI's OpenAI model without a Spring context. Its plain call blocks, so that runs on 64
 * threads. Set: nothing but the address and the key. It asks for the usage, which comes as one more
 * chunk without text.
 */
public final class SpringAi implements ClientFactory {
  @Override
  public Client open(String root) {
    var options =
        OpenAiChatOptions.builder().baseUrl(root + "/v1").apiKey(KEY).model(MODEL).build();
    return new Calls(
        OpenAiChatModel.builder().options(options).build(),
        Executors.newFixedThreadPool(64, SpringAi::daemon));
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work);
    thread.setDaemon(true);
    return thread;
  }

  private record Calls(OpenAiChatModel model, ExecutorService callers) implements Client {
    @Override
    public CompletableFuture<String> complete(String prompt) {
      return CompletableFuture.supplyAsync(() -> text(model.call(new Prompt(prompt))), callers);
    }

    @Override
    public CompletableFuture<Void> stream(String prompt, Consumer<String> onChunk) {
      return model.stream(new Prompt(prompt))
          .doOnNext(chunk -> onChunk.accept(text(chunk)))
          .then()
          .toFuture();
    }

    private static String text(ChatResponse answer) {
      var result = answer.getResult();
      var text = result == null ? null : result.getOutput().getText();
      return text == null ? "" : text;
    }

    /** The model cannot be closed; its threads, which are no daemons, end after an idle minute. */
    @Override
    public void close() {
      callers.shutdownNow();
    }
  }
}
