package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.openai.ListRequest;
import dev.sluice.openai.batches.Batch;
import dev.sluice.openai.batches.BatchRequest;
import dev.sluice.openai.batches.Batches;
import dev.sluice.paging.Page;
import dev.sluice.wire.RequestOptions;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Batches, {@code /batches}.
 *
 * <p>Safe for use by any number of threads. Every call can fail with an {@link
 * dev.sluice.errors.ApiException} (its subclasses say how), with {@link
 * dev.sluice.errors.InvalidRequestException} before anything is sent, and with {@link
 * dev.sluice.errors.ClientClosedException}.
 */
public final class OpenAIBatches {
  private final Batches core;
  private final Calls calls;

  OpenAIBatches(Batches core, Calls calls) {
    this.core = core;
    this.calls = calls;
  }

  /** Starts a batch. */
  public CompletableFuture<Batch> create(BatchRequest request) {
    requireNonNull(request, "request");
    return calls.start(continuation -> core.create(request, continuation));
  }

  /** As the other, with a request made in place. */
  public CompletableFuture<Batch> create(Consumer<BatchRequest.Builder> request) {
    return create(Requests.filled(new BatchRequest.Builder(), request).build());
  }

  /** All batches, the newest first. The next page is asked for when this one was read. */
  public SluiceStream<Batch> list() {
    return list(ListRequest.ALL);
  }

  /** The same, from where and in what order {@code request} says. */
  public SluiceStream<Batch> list(ListRequest request) {
    return calls.stream(core.list(requireNonNull(request, "request")));
  }

  /** The same, with a request made in place. */
  public SluiceStream<Batch> list(Consumer<ListRequest.Builder> request) {
    return list(Requests.filled(new ListRequest.Builder(), request).build());
  }

  /** One page of them; its cursor goes into the next request. */
  public CompletableFuture<Page<Batch>> page(ListRequest request) {
    requireNonNull(request, "request");
    return calls.start(continuation -> core.page(request, continuation));
  }

  /** A batch as it is now. */
  public CompletableFuture<Batch> retrieve(String id) {
    return retrieve(id, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<Batch> retrieve(String id, RequestOptions options) {
    requireNonNull(id, "id");
    requireNonNull(options, "options");
    return calls.start(continuation -> core.retrieve(id, options, continuation));
  }

  /** Ends a batch; what was answered stays. */
  public CompletableFuture<Batch> cancel(String id) {
    return cancel(id, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<Batch> cancel(String id, RequestOptions options) {
    requireNonNull(id, "id");
    requireNonNull(options, "options");
    return calls.start(continuation -> core.cancel(id, options, continuation));
  }
}
