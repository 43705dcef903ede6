package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.openai.ChatCompletion;
import dev.sluice.openai.ChatCompletionChunk;
import dev.sluice.openai.ChatCompletionRequest;
import dev.sluice.openai.ChatCompletions;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Chat completions, {@code POST /chat/completions}. Safe for use by any number of threads.
 *
 * <p>Every call can fail with an {@link dev.sluice.errors.ApiException} (its subclasses say how),
 * with {@link dev.sluice.errors.InvalidRequestException} before anything is sent, and with {@link
 * dev.sluice.errors.ClientClosedException}.
 */
public final class OpenAIChatCompletions {
  private final ChatCompletions core;
  private final Calls calls;

  OpenAIChatCompletions(ChatCompletions core, Calls calls) {
    this.core = core;
    this.calls = calls;
  }

  /** Asks for a whole answer. Cancelling the future closes the connection. */
  public CompletableFuture<ChatCompletion> create(ChatCompletionRequest request) {
    requireNonNull(request, "request");
    return calls.start(continuation -> core.create(request, continuation));
  }

  /** As the other, with a request made in place. */
  public CompletableFuture<ChatCompletion> create(Consumer<ChatCompletionRequest.Builder> request) {
    return create(built(request));
  }

  /**
   * Asks for the answer as it arrives. Each reading is a request of its own; nothing is read ahead
   * beyond one network read. A call is retried until its first chunk was handed over, never after.
   */
  public SluiceStream<ChatCompletionChunk> stream(ChatCompletionRequest request) {
    return calls.stream(core.stream(requireNonNull(request, "request")));
  }

  /** As the other, with a request made in place. */
  public SluiceStream<ChatCompletionChunk> stream(Consumer<ChatCompletionRequest.Builder> request) {
    return stream(built(request));
  }

  private static ChatCompletionRequest built(Consumer<ChatCompletionRequest.Builder> request) {
    var builder = new ChatCompletionRequest.Builder();
    requireNonNull(request, "request").accept(builder);
    return builder.build();
  }
}
