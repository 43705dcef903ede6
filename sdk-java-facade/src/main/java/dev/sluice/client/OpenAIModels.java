package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.openai.DeletedObject;
import dev.sluice.openai.ListRequest;
import dev.sluice.openai.models.Models;
import dev.sluice.openai.models.OpenAIModel;
import dev.sluice.paging.Page;
import dev.sluice.wire.RequestOptions;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The models that a key may use, {@code /models}.
 *
 * <p>Safe for use by any number of threads. Every call can fail with an {@link
 * dev.sluice.errors.ApiException} (its subclasses say how), with {@link
 * dev.sluice.errors.InvalidRequestException} before anything is sent, and with {@link
 * dev.sluice.errors.ClientClosedException}.
 */
public final class OpenAIModels {
  private final Models core;
  private final Calls calls;

  OpenAIModels(Models core, Calls calls) {
    this.core = core;
    this.calls = calls;
  }

  /** All models. The next page is asked for when this one was read. */
  public SluiceStream<OpenAIModel> list() {
    return list(ListRequest.ALL);
  }

  /** The same, from where and in what order {@code request} says. */
  public SluiceStream<OpenAIModel> list(ListRequest request) {
    return calls.stream(core.list(requireNonNull(request, "request")));
  }

  /** The same, with a request made in place. */
  public SluiceStream<OpenAIModel> list(Consumer<ListRequest.Builder> request) {
    return list(Requests.filled(new ListRequest.Builder(), request).build());
  }

  /** One page of them; its cursor goes into the next request. */
  public CompletableFuture<Page<OpenAIModel>> page(ListRequest request) {
    requireNonNull(request, "request");
    return calls.start(continuation -> core.page(request, continuation));
  }

  /** One model. */
  public CompletableFuture<OpenAIModel> retrieve(String id) {
    return retrieve(id, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<OpenAIModel> retrieve(String id, RequestOptions options) {
    requireNonNull(id, "id");
    requireNonNull(options, "options");
    return calls.start(continuation -> core.retrieve(id, options, continuation));
  }

  /** Deletes a model of one's own, such as a fine-tuned one. */
  public CompletableFuture<DeletedObject> delete(String id) {
    return delete(id, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<DeletedObject> delete(String id, RequestOptions options) {
    requireNonNull(id, "id");
    requireNonNull(options, "options");
    return calls.start(continuation -> core.delete(id, options, continuation));
  }
}
