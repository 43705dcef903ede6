package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.anthropic.AnthropicMessage;
import dev.sluice.anthropic.MessageRequest;
import dev.sluice.anthropic.MessageStreamEvent;
import dev.sluice.anthropic.Messages;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Messages, {@code POST /v1/messages}. Safe for use by any number of threads.
 *
 * <p>Every call can fail with an {@link dev.sluice.errors.ApiException} (its subclasses say how),
 * with {@link dev.sluice.errors.InvalidRequestException} before anything is sent, and with {@link
 * dev.sluice.errors.ClientClosedException}.
 */
public final class AnthropicMessages {
  private final Messages core;
  private final Calls calls;

  AnthropicMessages(Messages core, Calls calls) {
    this.core = core;
    this.calls = calls;
  }

  /**
   * Asks for a whole answer. Cancelling the future closes the connection. It fails with {@link
   * dev.sluice.errors.InvalidRequestException} when {@code maxTokens} is so large that the answer
   * may take longer than a silent connection lasts: stream it then.
   */
  public CompletableFuture<AnthropicMessage> create(MessageRequest request) {
    requireNonNull(request, "request");
    return calls.start(continuation -> core.create(request, continuation));
  }

  /** As the other, with a request made in place. */
  public CompletableFuture<AnthropicMessage> create(Consumer<MessageRequest.Builder> request) {
    return create(built(request));
  }

  /**
   * Asks for the answer as it arrives. Each reading is a request of its own; nothing is read ahead
   * beyond one network read. A call is retried until its first event was handed over, never after.
   */
  public SluiceStream<MessageStreamEvent> stream(MessageRequest request) {
    return calls.stream(core.stream(requireNonNull(request, "request")));
  }

  /** As the other, with a request made in place. */
  public SluiceStream<MessageStreamEvent> stream(Consumer<MessageRequest.Builder> request) {
    return stream(built(request));
  }

  private static MessageRequest built(Consumer<MessageRequest.Builder> request) {
    var builder = new MessageRequest.Builder();
    requireNonNull(request, "request").accept(builder);
    return builder.build();
  }
}
