package dev.sluice.benchmarks.harness;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Watches one stream: when its first chunk with text came, and how many did. A client calls it in
 * order, never twice at once, so plain fields do; the stream's future hands them on.
 */
final class StreamWatch implements Consumer<String> {
  private final int asked;
  private final IntConsumer onChunk;
  private long started;
  private long first;
  private int chunks;

  /** {@code onChunk} is told of every chunk with text, and the how manieth it is, from 1 on. */
  StreamWatch(int asked, IntConsumer onChunk) {
    this.asked = asked;
    this.onChunk = onChunk;
  }

  CompletableFuture<Void> open(Client client, String prompt) {
    started = System.nanoTime();
    return client.stream(prompt, this).thenRun(this::check);
  }

  /**
   * Chunks without text open and end a stream; which of them reach its reader differs from library
   * to library.
   */
  @Override
  public void accept(String text) {
    if (text.isEmpty()) return;
    if (++chunks == 1) first = System.nanoTime();
    onChunk.accept(chunks);
  }

  int chunks() {
    return chunks;
  }

  /** How long the first chunk took, or -1 if there was none. */
  long nanosToFirst() {
    return chunks == 0 ? -1 : first - started;
  }

  static String prompt(int chunks, int everyMillis) {
    return "Tell me a story. chunks=" + chunks + " everyMs=" + everyMillis;
  }

  private void check() {
    if (chunks != asked)
      throw new IllegalStateException("delivered " + chunks + " chunks of " + asked);
  }
}
