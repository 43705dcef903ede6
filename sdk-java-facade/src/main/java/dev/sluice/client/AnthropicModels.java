package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.anthropic.ListRequest;
import dev.sluice.anthropic.models.AnthropicModel;
import dev.sluice.anthropic.models.Models;
import dev.sluice.paging.Page;
import dev.sluice.wire.RequestOptions;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The models that a key may use, {@code /v1/models}.
 *
 * <p>Safe for use by any number of threads. Every call can fail with an {@link
 * dev.sluice.errors.ApiException} (its subclasses say how), with {@link
 * dev.sluice.errors.InvalidRequestException} before anything is sent, and with {@link
 * dev.sluice.errors.ClientClosedException}.
 */
public final class AnthropicModels {
  private final Models core;
  private final Calls calls;

  AnthropicModels(Models core, Calls calls) {
    this.core = core;
    this.calls = calls;
  }

  /** All models, the newest first. The next page is asked for when this one was read. */
  public SluiceStream<AnthropicModel> list() {
    return list(ListRequest.ALL);
  }

  /** The same, from where {@code request} says. */
  public SluiceStream<AnthropicModel> list(ListRequest request) {
    return calls.stream(core.list(requireNonNull(request, "request")));
  }

  /** The same, with a request made in place. */
  public SluiceStream<AnthropicModel> list(Consumer<ListRequest.Builder> request) {
    return list(Requests.filled(new ListRequest.Builder(), request).build());
  }

  /** One page of them; its cursor goes into the next request. */
  public CompletableFuture<Page<AnthropicModel>> page(ListRequest request) {
    requireNonNull(request, "request");
    return calls.start(continuation -> core.page(request, continuation));
  }

  /** One model, by its id or by an alias such as {@code claude-haiku-4-5}. */
  public CompletableFuture<AnthropicModel> retrieve(String id) {
    return retrieve(id, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<AnthropicModel> retrieve(String id, RequestOptions options) {
    requireNonNull(id, "id");
    requireNonNull(options, "options");
    return calls.start(continuation -> core.retrieve(id, options, continuation));
  }
}
