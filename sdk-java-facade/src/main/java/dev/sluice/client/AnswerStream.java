package dev.sluice.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A model's answer as it arrives, in its provider's events; the same for every provider.
 *
 * <pre>{@code
 * claude.messages().stream(it -> it.model("claude-haiku-4-5").maxTokens(1024).user("Hello!"))
 *     .accumulate(event -> System.out.print(event.getText()))
 *     .thenAccept(message -> System.out.println(message.getUsage()));
 * }</pre>
 *
 * <p>As with any {@link SluiceStream}, each reading is a request of its own. Who wants the events
 * and the whole reads once, with {@link #accumulate(Consumer)}.
 *
 * @param <T> the events
 * @param <A> the whole answer
 */
public interface AnswerStream<T, A> extends SluiceStream<T> {
  /** The answer's text as it arrives, without the events that bring none. */
  SluiceStream<String> textDeltas();

  /**
   * Reads the stream to its end and puts the answer together: the same that the call would have
   * brought without a stream. Cancelling the future stops the stream.
   */
  default CompletableFuture<A> accumulate() {
    return accumulate(event -> {});
  }

  /**
   * The same, and hands every event to {@code action} on the way. What {@code action} throws stops
   * the stream, and fails the future.
   */
  CompletableFuture<A> accumulate(Consumer<? super T> action);
}
