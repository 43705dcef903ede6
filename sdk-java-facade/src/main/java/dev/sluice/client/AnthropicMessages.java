package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.anthropic.AnthropicMessage;
import dev.sluice.anthropic.MessageAccumulator;
import dev.sluice.anthropic.MessageRequest;
import dev.sluice.anthropic.MessageStreamEvent;
import dev.sluice.anthropic.MessageStreams;
import dev.sluice.anthropic.MessageTokenCount;
import dev.sluice.anthropic.Messages;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Messages, {@code /v1/messages}.
 *
 * <p>Safe for use by any number of threads. Every call can fail with an {@link
 * dev.sluice.errors.ApiException} (its subclasses say how), with {@link
 * dev.sluice.errors.InvalidRequestException} before anything is sent, and with {@link
 * dev.sluice.errors.ClientClosedException}.
 */
public final class AnthropicMessages {
  private static final Assembly<MessageStreamEvent, ?, AnthropicMessage> ASSEMBLY =
      new Assembly<>(
          MessageStreams::textDeltas,
          MessageAccumulator::new,
          MessageAccumulator::add,
          MessageAccumulator::toMessage);

  private final Messages core;
  private final Calls calls;
  private final AnthropicBatches batches;

  AnthropicMessages(Messages core, Calls calls) {
    this.core = core;
    this.calls = calls;
    this.batches = new AnthropicBatches(core.getBatches(), calls);
  }

  /** Many requests at once, answered within a day and for less. */
  public AnthropicBatches batches() {
    return batches;
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
  public AnswerStream<MessageStreamEvent, AnthropicMessage> stream(MessageRequest request) {
    return calls.stream(core.stream(requireNonNull(request, "request")), ASSEMBLY);
  }

  /** As the other, with a request made in place. */
  public AnswerStream<MessageStreamEvent, AnthropicMessage> stream(
      Consumer<MessageRequest.Builder> request) {
    return stream(built(request));
  }

  /**
   * Counts the tokens that {@code request} would send, tools, images and documents included.
   * Generates nothing; {@code maxTokens} is not needed.
   */
  public CompletableFuture<MessageTokenCount> countTokens(MessageRequest request) {
    requireNonNull(request, "request");
    return calls.start(continuation -> core.countTokens(request, continuation));
  }

  /** As the other, with a request made in place. */
  public CompletableFuture<MessageTokenCount> countTokens(
      Consumer<MessageRequest.Builder> request) {
    return countTokens(built(request));
  }

  private static MessageRequest built(Consumer<MessageRequest.Builder> request) {
    return Requests.filled(new MessageRequest.Builder(), request).build();
  }
}
