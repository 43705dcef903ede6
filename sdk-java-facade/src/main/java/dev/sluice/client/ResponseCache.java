package dev.sluice.client;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps answers that were accepted, so that the same question is not paid for twice: a map in
 * memory, a table, a server's cache.
 *
 * <p>The key tells everything that is sent, and nothing else: provider, address, model, messages,
 * type and options, as one short text. The value is the answer's text. What comes out of a cache is
 * checked as if the model had said it; what does not pass is asked for anew.
 *
 * <p>Called by several threads at once, where it may block. What it fails with costs a request, not
 * the extraction: listeners hear of it. When the extraction is cancelled, so are the stages.
 */
public interface ResponseCache {
  /** Completes with the answer under {@code key}, or with null. */
  CompletionStage<@Nullable String> get(String key);

  /** Keeps {@code answer} under {@code key}; completes when it may be relied upon. */
  CompletionStage<?> put(String key, String answer);
}
