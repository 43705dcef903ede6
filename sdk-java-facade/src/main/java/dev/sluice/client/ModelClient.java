package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.ClientBuilder;
import dev.sluice.limits.RetryPolicy;
import dev.sluice.model.ChatModel;
import dev.sluice.transport.Timeouts;
import dev.sluice.transport.Transport;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
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
    private final ClientBuilder<?> core;
    private final Timeouts.Builder timeouts = new Timeouts.Builder();
    private @Nullable Executor executor;

    Builder(ClientBuilder<?> core) {
      this.core = core;
    }

    /** Sets the key. */
    public B apiKey(String value) {
      core.apiKey(requireNonNull(value, "value"));
      return self();
    }

    /**
     * Asks for the key for each try of a call, such as one that a vault hands out for an hour. It
     * may block, and may hand out one future to many calls: cancelling a call leaves that alone.
     * When no key comes, the call fails with {@link dev.sluice.errors.InvalidRequestException}.
     */
    public B apiKeyProvider(Supplier<? extends CompletionStage<String>> value) {
      requireNonNull(value, "value");
      core.apiKeyProvider(continuation -> FutureKt.await(ProvidedKey.from(value), continuation));
      return self();
    }

    /** Sets the address of the endpoints; the provider's own unless set. */
    public B baseUrl(String value) {
      core.baseUrl(requireNonNull(value, "value"));
      return self();
    }

    /** Sets headers of every request, over those of the library. */
    public B headers(Map<String, String> value) {
      core.headers(Arguments.map(value, "header"));
      return self();
    }

    /** Sets parameters that are added to every URL. */
    public B query(Map<String, String> value) {
      core.query(Arguments.map(value, "parameter"));
      return self();
    }

    /** Sets when a call that failed is made again. */
    public B retries(RetryPolicy value) {
      core.retries(requireNonNull(value, "value"));
      return self();
    }

    /** Sets how requests travel; it stays open when the client is closed. */
    public B transport(Transport value) {
      core.transport(requireNonNull(value, "value"));
      return self();
    }

    /** Takes what is not set here from the environment. */
    public B fromEnvironment() {
      core.fromEnvironment();
      return self();
    }

    /** Sets how long it may take until a connection stands; 10 seconds unless set. */
    public B connectTimeout(Duration value) {
      timeouts.connectMillis(Arguments.millis(value, "connect"));
      return self();
    }

    /**
     * Sets how long the server may be silent until the first piece of content; 600 seconds unless
     * set, because a reasoning model may say nothing for minutes.
     */
    public B firstContentTimeout(Duration value) {
      timeouts.firstContentMillis(Arguments.millis(value, "firstContent"));
      return self();
    }

    /** Sets how long the server may be silent after that; 120 seconds unless set. */
    public B idleTimeout(Duration value) {
      timeouts.idleMillis(Arguments.millis(value, "idle"));
      return self();
    }

    /** Sets how long a whole call may take, with its retries; no limit unless set. */
    public B totalTimeout(Duration value) {
      timeouts.totalMillis(Arguments.millis(value, "total"));
      return self();
    }

    /**
     * Runs callbacks on {@code value}: what reads streams, and what follows on futures. Calls
     * themselves need none of its threads.
     *
     * <p>Unless it is set, the client has threads of its own. 64 callbacks run at once; those that
     * wait for a future or for a stream of this library are not counted, so callbacks may wait for
     * further calls, by the thousand. On an executor with n threads, n callbacks that wait for what
     * other callbacks must do first wait for ever: let them chain by {@code thenCompose} instead.
     *
     * <p>When it refuses a callback, the call fails with {@link dev.sluice.errors.SluiceException},
     * on another thread. It is not shut down with the client.
     */
    public B executor(Executor value) {
      executor = requireNonNull(value, "value");
      return self();
    }

    final void withTimeouts() {
      core.timeouts(timeouts.build());
    }

    final Calls newCalls() {
      return new Calls(executor);
    }

    @SuppressWarnings("unchecked")
    private B self() {
      return (B) this;
    }
  }
}
