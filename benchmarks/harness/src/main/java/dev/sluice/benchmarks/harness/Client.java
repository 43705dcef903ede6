package dev.sluice.benchmarks.harness;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A client library under measurement, used as its users would. One serves all calls of a process,
 * many of them at once; everything is left at the library's defaults but what its class comment
 * names.
 */
public interface Client extends AutoCloseable {
  /**
   * Sends a plain request; completes with the text of the answer, taken out of the library's own
   * typed answer.
   */
  CompletableFuture<String> complete(String prompt);

  /**
   * Streams an answer. {@code onChunk} gets the text of every chunk (empty for one without) taken
   * out of the library's own typed chunk, in order and never twice at once, on whatever thread the
   * library delivers it. The future completes once the stream has ended and all was delivered,
   * exceptionally if it failed or never started.
   */
  CompletableFuture<Void> stream(String prompt, Consumer<String> onChunk);

  @Override
  void close() throws Exception;
}
