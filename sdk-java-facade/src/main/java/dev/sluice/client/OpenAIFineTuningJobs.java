package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.openai.ListRequest;
import dev.sluice.openai.finetuning.FineTuningCheckpoint;
import dev.sluice.openai.finetuning.FineTuningEvent;
import dev.sluice.openai.finetuning.FineTuningJob;
import dev.sluice.openai.finetuning.FineTuningJobRequest;
import dev.sluice.openai.finetuning.FineTuningJobs;
import dev.sluice.paging.Page;
import dev.sluice.wire.RequestOptions;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Fine-tuning jobs, {@code /fine_tuning/jobs}.
 *
 * <p>Safe for use by any number of threads. Every call can fail with an {@link
 * dev.sluice.errors.ApiException} (its subclasses say how), with {@link
 * dev.sluice.errors.InvalidRequestException} before anything is sent, and with {@link
 * dev.sluice.errors.ClientClosedException}.
 */
public final class OpenAIFineTuningJobs {
  private final FineTuningJobs core;
  private final Calls calls;

  OpenAIFineTuningJobs(FineTuningJobs core, Calls calls) {
    this.core = core;
    this.calls = calls;
  }

  /** Starts a job. */
  public CompletableFuture<FineTuningJob> create(FineTuningJobRequest request) {
    requireNonNull(request, "request");
    return calls.start(continuation -> core.create(request, continuation));
  }

  /** As the other, with a request made in place. */
  public CompletableFuture<FineTuningJob> create(Consumer<FineTuningJobRequest.Builder> request) {
    return create(Requests.filled(new FineTuningJobRequest.Builder(), request).build());
  }

  /** All jobs, the newest first. The next page is asked for when this one was read. */
  public SluiceStream<FineTuningJob> list() {
    return list(ListRequest.ALL);
  }

  /** The same, from where and in what order {@code request} says. */
  public SluiceStream<FineTuningJob> list(ListRequest request) {
    return calls.stream(core.list(requireNonNull(request, "request")));
  }

  /** The same, with a request made in place. */
  public SluiceStream<FineTuningJob> list(Consumer<ListRequest.Builder> request) {
    return list(Requests.filled(new ListRequest.Builder(), request).build());
  }

  /** One page of them; its cursor goes into the next request. */
  public CompletableFuture<Page<FineTuningJob>> page(ListRequest request) {
    requireNonNull(request, "request");
    return calls.start(continuation -> core.page(request, continuation));
  }

  /** A job as it is now. */
  public CompletableFuture<FineTuningJob> retrieve(String id) {
    return retrieve(id, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<FineTuningJob> retrieve(String id, RequestOptions options) {
    requireNonNull(id, "id");
    requireNonNull(options, "options");
    return calls.start(continuation -> core.retrieve(id, options, continuation));
  }

  /** Ends a job for good. */
  public CompletableFuture<FineTuningJob> cancel(String id) {
    return cancel(id, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<FineTuningJob> cancel(String id, RequestOptions options) {
    requireNonNull(id, "id");
    requireNonNull(options, "options");
    return calls.start(continuation -> core.cancel(id, options, continuation));
  }

  /** Halts a job. */
  public CompletableFuture<FineTuningJob> pause(String id) {
    return pause(id, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<FineTuningJob> pause(String id, RequestOptions options) {
    requireNonNull(id, "id");
    requireNonNull(options, "options");
    return calls.start(continuation -> core.pause(id, options, continuation));
  }

  /** Lets a halted job go on. */
  public CompletableFuture<FineTuningJob> resume(String id) {
    return resume(id, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<FineTuningJob> resume(String id, RequestOptions options) {
    requireNonNull(id, "id");
    requireNonNull(options, "options");
    return calls.start(continuation -> core.resume(id, options, continuation));
  }

  /** What happened to a job, the newest first. */
  public SluiceStream<FineTuningEvent> events(String id) {
    return events(id, ListRequest.ALL);
  }

  /** The same, from where and in what order {@code request} says. */
  public SluiceStream<FineTuningEvent> events(String id, ListRequest request) {
    return calls.stream(core.events(requireNonNull(id, "id"), requireNonNull(request, "request")));
  }

  /** One page of them; its cursor goes into the next request. */
  public CompletableFuture<Page<FineTuningEvent>> eventsPage(String id, ListRequest request) {
    requireNonNull(id, "id");
    requireNonNull(request, "request");
    return calls.start(continuation -> core.eventsPage(id, request, continuation));
  }

  /** The models that a job kept on its way, the newest first. */
  public SluiceStream<FineTuningCheckpoint> checkpoints(String id) {
    return checkpoints(id, ListRequest.ALL);
  }

  /** The same, from where and in what order {@code request} says. */
  public SluiceStream<FineTuningCheckpoint> checkpoints(String id, ListRequest request) {
    return calls.stream(
        core.checkpoints(requireNonNull(id, "id"), requireNonNull(request, "request")));
  }

  /** One page of them; its cursor goes into the next request. */
  public CompletableFuture<Page<FineTuningCheckpoint>> checkpointsPage(
      String id, ListRequest request) {
    requireNonNull(id, "id");
    requireNonNull(request, "request");
    return calls.start(continuation -> core.checkpointsPage(id, request, continuation));
  }
}
