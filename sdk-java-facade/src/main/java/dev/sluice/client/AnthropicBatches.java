package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.anthropic.ListRequest;
import dev.sluice.anthropic.batches.DeletedMessageBatch;
import dev.sluice.anthropic.batches.MessageBatch;
import dev.sluice.anthropic.batches.MessageBatchRequest;
import dev.sluice.anthropic.batches.MessageBatchResult;
import dev.sluice.anthropic.batches.MessageBatches;
import dev.sluice.paging.Page;
import dev.sluice.wire.RequestOptions;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Message batches, {@code /v1/messages/batches}.
 *
 * <p>Safe for use by any number of threads. Every call can fail with an {@link
 * dev.sluice.errors.ApiException} (its subclasses say how), with {@link
 * dev.sluice.errors.InvalidRequestException} before anything is sent, and with {@link
 * dev.sluice.errors.ClientClosedException}.
 */
public final class AnthropicBatches {
  private final MessageBatches core;
  private final Calls calls;

  AnthropicBatches(MessageBatches core, Calls calls) {
    this.core = core;
    this.calls = calls;
  }

  /** Starts a batch. */
  public CompletableFuture<MessageBatch> create(MessageBatchRequest request) {
    requireNonNull(request, "request");
    return calls.start(continuation -> core.create(request, continuation));
  }

  /** As the other, with a request made in place. */
  public CompletableFuture<MessageBatch> create(Consumer<MessageBatchRequest.Builder> request) {
    return create(Requests.filled(new MessageBatchRequest.Builder(), request).build());
  }

  /** All batches, the newest first. The next page is asked for when this one was read. */
  public SluiceStream<MessageBatch> list() {
    return list(ListRequest.ALL);
  }

  /** The same, from where {@code request} says. */
  public SluiceStream<MessageBatch> list(ListRequest request) {
    return calls.stream(core.list(requireNonNull(request, "request")));
  }

  /** The same, with a request made in place. */
  public SluiceStream<MessageBatch> list(Consumer<ListRequest.Builder> request) {
    return list(Requests.filled(new ListRequest.Builder(), request).build());
  }

  /** One page of them; its cursor goes into the next request. */
  public CompletableFuture<Page<MessageBatch>> page(ListRequest request) {
    requireNonNull(request, "request");
    return calls.start(continuation -> core.page(request, continuation));
  }

  /** A batch as it is now. */
  public CompletableFuture<MessageBatch> retrieve(String id) {
    return retrieve(id, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<MessageBatch> retrieve(String id, RequestOptions options) {
    requireNonNull(id, "id");
    requireNonNull(options, "options");
    return calls.start(continuation -> core.retrieve(id, options, continuation));
  }

  /**
   * Ends a batch early; what is already with a model is still answered, and what was answered
   * stays.
   */
  public CompletableFuture<MessageBatch> cancel(String id) {
    return cancel(id, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<MessageBatch> cancel(String id, RequestOptions options) {
    requireNonNull(id, "id");
    requireNonNull(options, "options");
    return calls.start(continuation -> core.cancel(id, options, continuation));
  }

  /** Deletes a batch and its results. It must have ended: cancel it first. */
  public CompletableFuture<DeletedMessageBatch> delete(String id) {
    return delete(id, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<DeletedMessageBatch> delete(String id, RequestOptions options) {
    requireNonNull(id, "id");
    requireNonNull(options, "options");
    return calls.start(continuation -> core.delete(id, options, continuation));
  }

  /**
   * What became of each request of a batch that has ended, as it arrives and in any order. Each
   * reading is a download of its own; nothing is read ahead beyond one network read. A download
   * that breaks off fails it after the results before.
   */
  public SluiceStream<MessageBatchResult> results(String id) {
    return results(id, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public SluiceStream<MessageBatchResult> results(String id, RequestOptions options) {
    return calls.stream(core.results(requireNonNull(id, "id"), requireNonNull(options, "options")));
  }
}
