package dev.sluice.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;

/**
 * Values that arrive over time: a {@code Publisher}, with the usual ways to read it at hand.
 *
 * <p>Cold: nothing is sent before it is read, and <b>each reading is a request of its own, and is
 * paid for</b>. So read it one way: subscribe, or {@link #forEach}, or {@link #toList}…
 *
 * <p>Values are handed over one at a time, on the client's threads for callbacks or the executor
 * that it was given; what takes them may block. Cancelling the subscription or the future, or
 * closing the stream, closes the connection.
 *
 * <p>It fails as the call behind it does, with a {@link dev.sluice.errors.SluiceException}; with
 * {@link dev.sluice.errors.ClientClosedException} when the client is closed.
 *
 * @param <T> what arrives; never null
 */
public interface SluiceStream<T> extends Publisher<T> {
  /**
   * Hands every value to {@code action}, and completes when the stream has ended. Cancelling the
   * future stops the stream. What {@code action} throws stops it too, and fails the future.
   */
  CompletableFuture<Void> forEach(Consumer<? super T> action);

  /** Collects every value. Cancelling the future stops the stream. */
  CompletableFuture<List<T>> toList();

  /**
   * Waits for the last value. Cancelling the future stops the stream. A stream that ends well
   * without a value fails the future with {@link java.util.NoSuchElementException}.
   */
  CompletableFuture<T> last();

  /**
   * Reads it as a blocking stream, one value ahead of the reader. The request starts with the first
   * value that is asked for.
   *
   * <p>Close it unless it is read to the end: closing closes the connection. Interrupting the
   * thread that waits does too, and throws {@link java.util.concurrent.CancellationException} with
   * the thread's interrupt flag set. What fails the stream is thrown where the value would be.
   */
  Stream<T> stream();

  /** The same as the JDK's own kind of publisher. */
  default Flow.Publisher<T> toFlowPublisher() {
    return FlowAdapters.toFlowPublisher(this);
  }
}
