package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.openai.embeddings.EmbeddingList;
import dev.sluice.openai.embeddings.EmbeddingRequest;
import dev.sluice.openai.embeddings.Embeddings;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Embeddings, {@code POST /embeddings}.
 *
 * <p>Safe for use by any number of threads. Every call can fail with an {@link
 * dev.sluice.errors.ApiException} (its subclasses say how), with {@link
 * dev.sluice.errors.InvalidRequestException} before anything is sent, and with {@link
 * dev.sluice.errors.ClientClosedException}.
 */
public final class OpenAIEmbeddings {
  private final Embeddings core;
  private final Calls calls;

  OpenAIEmbeddings(Embeddings core, Calls calls) {
    this.core = core;
    this.calls = calls;
  }

  /** Makes a vector of each text. */
  public CompletableFuture<EmbeddingList> create(EmbeddingRequest request) {
    requireNonNull(request, "request");
    return calls.start(continuation -> core.create(request, continuation));
  }

  /** As the other, with a request made in place. */
  public CompletableFuture<EmbeddingList> create(Consumer<EmbeddingRequest.Builder> request) {
    return create(Requests.filled(new EmbeddingRequest.Builder(), request).build());
  }
}
