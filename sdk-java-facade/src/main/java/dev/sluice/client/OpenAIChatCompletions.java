package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.openai.ChatCompletion;
import dev.sluice.openai.ChatCompletionAccumulator;
import dev.sluice.openai.ChatCompletionChunk;
import dev.sluice.openai.ChatCompletionRequest;
import dev.sluice.openai.ChatCompletions;
import dev.sluice.openai.ChatMessage;
import dev.sluice.openai.ChatStreams;
import dev.sluice.openai.ChatToolCallDelta;
import dev.sluice.openai.DeletedObject;
import dev.sluice.openai.ListRequest;
import dev.sluice.paging.Page;
import dev.sluice.wire.RequestOptions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import kotlinx.coroutines.flow.Flow;

/**
 * Chat completions, {@code /chat/completions}.
 *
 * <p>Safe for use by any number of threads. Every call can fail with an {@link
 * dev.sluice.errors.ApiException} (its subclasses say how), with {@link
 * dev.sluice.errors.InvalidRequestException} before anything is sent, and with {@link
 * dev.sluice.errors.ClientClosedException}.
 */
public final class OpenAIChatCompletions {
  private static final Assembly<ChatCompletionChunk, ?, ChatCompletion> ASSEMBLY =
      new Assembly<>(
          ChatStreams::textDeltas,
          ChatCompletionAccumulator::new,
          ChatCompletionAccumulator::add,
          ChatCompletionAccumulator::toCompletion);

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
  public OpenAIChatStream stream(ChatCompletionRequest request) {
    return new ChatStream<>(core.stream(requireNonNull(request, "request")), calls, ASSEMBLY);
  }

  /** As the other, with a request made in place. */
  public OpenAIChatStream stream(Consumer<ChatCompletionRequest.Builder> request) {
    return stream(built(request));
  }

  /**
   * The completions that were kept, which a request asks for with {@code store}. The next page is
   * asked for when this one was read.
   */
  public SluiceStream<ChatCompletion> list() {
    return list(ListRequest.ALL);
  }

  /** The same, from where and in what order {@code request} says. */
  public SluiceStream<ChatCompletion> list(ListRequest request) {
    return calls.stream(core.list(requireNonNull(request, "request")));
  }

  /** The same, with a request made in place. */
  public SluiceStream<ChatCompletion> list(Consumer<ListRequest.Builder> request) {
    return list(Requests.filled(new ListRequest.Builder(), request).build());
  }

  /** One page of them; its cursor goes into the next request. */
  public CompletableFuture<Page<ChatCompletion>> page(ListRequest request) {
    requireNonNull(request, "request");
    return calls.start(continuation -> core.page(request, continuation));
  }

  /** One that was kept. */
  public CompletableFuture<ChatCompletion> retrieve(String id) {
    return retrieve(id, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<ChatCompletion> retrieve(String id, RequestOptions options) {
    requireNonNull(id, "id");
    requireNonNull(options, "options");
    return calls.start(continuation -> core.retrieve(id, options, continuation));
  }

  /** The messages of the request of one that was kept. */
  public SluiceStream<ChatMessage> messages(String id) {
    return messages(id, ListRequest.ALL);
  }

  /** The same, from where and in what order {@code request} says. */
  public SluiceStream<ChatMessage> messages(String id, ListRequest request) {
    return calls.stream(
        core.messages(requireNonNull(id, "id"), requireNonNull(request, "request")));
  }

  /** One page of them; its cursor goes into the next request. */
  public CompletableFuture<Page<ChatMessage>> messagesPage(String id, ListRequest request) {
    requireNonNull(id, "id");
    requireNonNull(request, "request");
    return calls.start(continuation -> core.messagesPage(id, request, continuation));
  }

  /** Gives one that was kept other labels. */
  public CompletableFuture<ChatCompletion> update(String id, Map<String, String> metadata) {
    return update(id, metadata, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<ChatCompletion> update(
      String id, Map<String, String> metadata, RequestOptions options) {
    requireNonNull(id, "id");
    var labels = Arguments.map(metadata, "metadata", "label");
    requireNonNull(options, "options");
    return calls.start(continuation -> core.update(id, labels, options, continuation));
  }

  /** Deletes one that was kept. */
  public CompletableFuture<DeletedObject> delete(String id) {
    return delete(id, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<DeletedObject> delete(String id, RequestOptions options) {
    requireNonNull(id, "id");
    requireNonNull(options, "options");
    return calls.start(continuation -> core.delete(id, options, continuation));
  }

  private static ChatCompletionRequest built(Consumer<ChatCompletionRequest.Builder> request) {
    return Requests.filled(new ChatCompletionRequest.Builder(), request).build();
  }

  private static final class ChatStream<C>
      extends FlowAnswerStream<ChatCompletionChunk, C, ChatCompletion> implements OpenAIChatStream {
    ChatStream(
        Flow<ChatCompletionChunk> flow,
        Calls calls,
        Assembly<ChatCompletionChunk, C, ChatCompletion> assembly) {
      super(flow, calls, assembly);
    }

    @Override
    public SluiceStream<ChatToolCallDelta> toolCallDeltas() {
      return through(ChatStreams::toolCallDeltas);
    }
  }
}
