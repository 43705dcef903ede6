package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.model.ChatModel;
import dev.sluice.transport.Timeouts;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.future.FutureKt;
import org.jspecify.annotations.Nullable;

/**
 * A client of one provider. It owns connections: make one, share it, and close it at the end.
 *
 * <p>Safe for use by any number of threads. Closing ends every call and every stream with {@link
 * dev.sluice.errors.ClientClosedException}; it does not block, and may be repeated.
 */
public abstract sealed class ModelClient implements AutoCloseable
    permits OpenAIClient, AnthropicClient {
  private final Calls calls;

  ModelClient(Calls calls) {
    this.calls = calls;
  }

  /** The core's client, for what is written in Kotlin beside this. */
  public abstract ChatModel chatModel();

  /** Closes the connections and ends what runs. */
  @Override
  public final void close() {
    closeCore();
    calls.close();
  }

  @Override
  public final String toString() {
    return chatModel().toString();
  }

  abstract void closeCore();

  final Calls calls() {
    return calls;
  }

  /**
   * Sets what the clients of all providers have. Not safe for use by several threads at once.
   *
   * @param <B> the builder itself, so that calls chain
   */
  public abstract static sealed class Builder<B extends Builder<B>>
      permits OpenAIClient.Builder, AnthropicClient.Builder {
    private final Timeouts.Builder timeouts = new Timeouts.Builder();
    private @Nullable Executor executor;

    Builder() {}

    /** Sets how long it may take until a connection stands; 10 seconds unless set. */
    public B connectTimeout(Duration value) {
      timeouts.connectMillis(requireNonNull(value, "value").toMillis());
      return self();
    }

    /**
     * Sets how long the server may be silent until the first piece of content; 600 seconds unless
     * set, because a reasoning model may say nothing for minutes.
     */
    public B firstContentTimeout(Duration value) {
      timeouts.firstContentMillis(requireNonNull(value, "value").toMillis());
      return self();
    }

    /** Sets how long the server may be silent after that; 120 seconds unless set. */
    public B idleTimeout(Duration value) {
      timeouts.idleMillis(requireNonNull(value, "value").toMillis());
      return self();
    }

    /** Sets how long a whole call may take, with its retries; no limit unless set. */
    public B totalTimeout(Duration value) {
      timeouts.totalMillis(requireNonNull(value, "value").toMillis());
      return self();
    }

    /**
     * Runs callbacks on {@code value}: what reads streams, and what follows on futures. Unless it
     * is set, at most 64 run at once in the process, and they may block; callbacks that wait for
     * further calls by the hundred want an executor of their own, such as one of virtual threads.
     * It is not shut down with the client.
     */
    public B executor(Executor value) {
      executor = requireNonNull(value, "value");
      return self();
    }

    final Timeouts timeouts() {
      return timeouts.build();
    }

    final Calls newCalls() {
      return new Calls(executor);
    }

    /** Waits without a thread for a key that is fetched. */
    static @Nullable Object awaitKey(
        Supplier<? extends CompletionStage<String>> key,
        Continuation<? super String> continuation) {
      return FutureKt.await(key.get(), continuation);
    }

    @SuppressWarnings("unchecked")
    private B self() {
      return (B) this;
    }
  }
}
