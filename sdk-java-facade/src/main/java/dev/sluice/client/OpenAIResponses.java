package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.model.ChatModel;
import dev.sluice.openai.DeletedObject;
import dev.sluice.openai.ListRequest;
import dev.sluice.openai.responses.CompactedResponse;
import dev.sluice.openai.responses.InputTokenCount;
import dev.sluice.openai.responses.Response;
import dev.sluice.openai.responses.ResponseAccumulator;
import dev.sluice.openai.responses.ResponseItem;
import dev.sluice.openai.responses.ResponseRequest;
import dev.sluice.openai.responses.ResponseStreamEvent;
import dev.sluice.openai.responses.ResponseStreams;
import dev.sluice.openai.responses.Responses;
import dev.sluice.paging.Page;
import dev.sluice.wire.RequestOptions;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Responses, {@code /responses}.
 *
 * <p>Safe for use by any number of threads. Every call can fail with an {@link
 * dev.sluice.errors.ApiException} (its subclasses say how), with {@link
 * dev.sluice.errors.InvalidRequestException} before anything is sent, and with {@link
 * dev.sluice.errors.ClientClosedException}.
 */
public final class OpenAIResponses {
  private static final Assembly<ResponseStreamEvent, ?, Response> ASSEMBLY =
      new Assembly<>(
          ResponseStreams::textDeltas,
          ResponseAccumulator::new,
          ResponseAccumulator::add,
          ResponseAccumulator::toResponse);

  private final Responses core;
  private final Calls calls;

  OpenAIResponses(Responses core, Calls calls) {
    this.core = core;
    this.calls = calls;
  }

  /**
   * What extraction needs, over responses; the client's own is the same over chat completions.
   * Closing the client ends its calls too.
   *
   * <pre>{@code
   * SluiceClient.on(openai.responses().chatModel(), it -> it.model("gpt-5-mini"));
   * }</pre>
   */
  public ChatModel chatModel() {
    return core.getChatModel();
  }

  /**
   * Asks for the whole response; for one in the background, until it is queued. Cancelling the
   * future closes the connection. A response that failed is the exception that its error stands
   * for, as it is in a stream.
   */
  public CompletableFuture<Response> create(ResponseRequest request) {
    requireNonNull(request, "request");
    return calls.start(continuation -> core.create(request, continuation));
  }

  /** As the other, with a request made in place. */
  public CompletableFuture<Response> create(Consumer<ResponseRequest.Builder> request) {
    return create(built(request));
  }

  /**
   * Asks for the response as it arrives. It ends with {@link ResponseStreamEvent.Completed} or
   * {@link ResponseStreamEvent.Incomplete}; a response that fails ends with the exception that its
   * error stands for. Each reading is a request of its own; nothing is read ahead beyond one
   * network read. A call is retried until its first event was handed over, never after.
   */
  public AnswerStream<ResponseStreamEvent, Response> stream(ResponseRequest request) {
    return calls.stream(core.stream(requireNonNull(request, "request")), ASSEMBLY);
  }

  /** As the other, with a request made in place. */
  public AnswerStream<ResponseStreamEvent, Response> stream(
      Consumer<ResponseRequest.Builder> request) {
    return stream(built(request));
  }

  /**
   * The events, from the first, of a response that was begun as a stream in the background. Reading
   * them makes nothing anew.
   */
  public AnswerStream<ResponseStreamEvent, Response> stream(String id) {
    return stream(id, null);
  }

  /** The same, from behind the event with the sequence number {@code startingAfter}. */
  public AnswerStream<ResponseStreamEvent, Response> stream(
      String id, @Nullable Long startingAfter) {
    return stream(id, startingAfter, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public AnswerStream<ResponseStreamEvent, Response> stream(
      String id, @Nullable Long startingAfter, RequestOptions options) {
    requireNonNull(id, "id");
    requireNonNull(options, "options");
    return calls.stream(core.stream(id, startingAfter, options), ASSEMBLY);
  }

  /** A response as it is now, also one that failed. */
  public CompletableFuture<Response> retrieve(String id) {
    return retrieve(id, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<Response> retrieve(String id, RequestOptions options) {
    requireNonNull(id, "id");
    requireNonNull(options, "options");
    return calls.start(continuation -> core.retrieve(id, options, continuation));
  }

  /** Ends a response that is made in the background. */
  public CompletableFuture<Response> cancel(String id) {
    return cancel(id, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<Response> cancel(String id, RequestOptions options) {
    requireNonNull(id, "id");
    requireNonNull(options, "options");
    return calls.start(continuation -> core.cancel(id, options, continuation));
  }

  /** Deletes a response that was kept. */
  public CompletableFuture<DeletedObject> delete(String id) {
    return delete(id, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<DeletedObject> delete(String id, RequestOptions options) {
    requireNonNull(id, "id");
    requireNonNull(options, "options");
    return calls.start(continuation -> core.delete(id, options, continuation));
  }

  /**
   * The items that a response was asked with, the newest first. The next page is asked for when
   * this one was read.
   */
  public SluiceStream<ResponseItem> inputItems(String id) {
    return inputItems(id, ListRequest.ALL);
  }

  /** The same, from where and in what order {@code request} says. */
  public SluiceStream<ResponseItem> inputItems(String id, ListRequest request) {
    return calls.stream(
        core.inputItems(requireNonNull(id, "id"), requireNonNull(request, "request")));
  }

  /** One page of them; its cursor goes into the next request. */
  public CompletableFuture<Page<ResponseItem>> inputItemsPage(String id, ListRequest request) {
    requireNonNull(id, "id");
    requireNonNull(request, "request");
    return calls.start(continuation -> core.inputItemsPage(id, request, continuation));
  }

  /** Counts the tokens of the input of {@code request}, tools and all. Nothing is generated. */
  public CompletableFuture<InputTokenCount> countInputTokens(ResponseRequest request) {
    requireNonNull(request, "request");
    return calls.start(continuation -> core.countInputTokens(request, continuation));
  }

  /** As the other, with a request made in place. */
  public CompletableFuture<InputTokenCount> countInputTokens(
      Consumer<ResponseRequest.Builder> request) {
    return countInputTokens(built(request));
  }

  /**
   * A long conversation in fewer tokens. Of {@code request}, what is not part of the conversation
   * is not sent.
   */
  public CompletableFuture<CompactedResponse> compact(ResponseRequest request) {
    requireNonNull(request, "request");
    return calls.start(continuation -> core.compact(request, continuation));
  }

  /** As the other, with a request made in place. */
  public CompletableFuture<CompactedResponse> compact(Consumer<ResponseRequest.Builder> request) {
    return compact(built(request));
  }

  private static ResponseRequest built(Consumer<ResponseRequest.Builder> request) {
    return Requests.filled(new ResponseRequest.Builder(), request).build();
  }
}
