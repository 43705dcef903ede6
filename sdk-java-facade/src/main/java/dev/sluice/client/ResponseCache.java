package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps answers that were accepted, so that the same question is not paid for twice: a map in
 * memory, a table, a server's cache.
 *
 * <p>The key tells everything that is sent by a call, and nothing else: provider, address, model,
 * messages, type, options and extra headers, as one short text. What a client adds to all its
 * calls, such as headers of its own, is not in it: give each such client its cache. The value is
 * the answer's text. What comes out of a cache is checked as if the model had said it; what does
 * not pass is asked for anew.
 *
 * <p>Called by several threads at once, where it may block. What it fails with costs a request, not
 * the extraction: listeners hear of it. A stage whose extraction was cancelled is left alone.
 */
public interface ResponseCache {
  /**
   * No cache: for a call that must not use the client's own, {@code ask.cache(ResponseCache.NONE)}.
   * Of the type that options take; {@link SluiceClient.Builder} takes both.
   */
  dev.sluice.extraction.ResponseCache NONE = dev.sluice.extraction.ResponseCache.NONE;

  /** {@code cache} as an option of one call: {@code ask.cache(ResponseCache.of(cache))}. */
  static dev.sluice.extraction.ResponseCache of(ResponseCache cache) {
    return new CoreResponseCache(requireNonNull(cache, "cache"));
  }

  /** Completes with the answer under {@code key}, or with null. */
  CompletionStage<@Nullable String> get(String key);

  /** Keeps {@code answer} under {@code key}; completes when it may be relied upon. */
  CompletionStage<?> put(String key, String answer);
}
