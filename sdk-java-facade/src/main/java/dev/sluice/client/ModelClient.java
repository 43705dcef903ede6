package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.ClientBuilder;
import dev.sluice.limits.CallListener;
import dev.sluice.limits.RetryPolicy;
import dev.sluice.model.ChatModel;
import dev.sluice.model.FallbackRule;
import dev.sluice.model.Fallbacks;
import dev.sluice.transport.Timeouts;
import dev.sluice.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import kotlinx.coroutines.future.FutureKt;
import kotlinx.serialization.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A client of one provider. It owns connections: make one, share it, and close it at the end.
 *
 * <p>Safe for use by any number of threads. Closing ends every call and every stream with {@link
 * dev.sluice.errors.ClientClosedException}; it does not block, and may be repeated.
 */
public abstract sealed class ModelClient implements AutoCloseable
    permits OpenAIClient, AnthropicClient, GeminiClient {
  private final Calls calls;

  ModelClient(Calls calls) {
    this.calls = calls;
  }

  /** The core's client, for what is written in Kotlin beside this. */
  public abstract ChatModel chatModel();

  /**
   * This client's model, and that of {@code secondary} when a call fails for good with an outage: a
   * connection error, a timeout, 429 or 5xx. Each is asked for the model of the call.
   */
  public final ChatModel withFallback(ModelClient secondary) {
    return Fallbacks.withFallback(chatModel(), modelOf(secondary));
  }

  /**
   * The same, where {@code secondary} is asked for {@code model}, which is its own name of one.
   *
   * <pre>{@code
   * var either = claude.withFallback(openai, "gpt-4o-mini");
   * SluiceClient.on(either, it -> it.model("claude-haiku-4-5"));
   * }</pre>
   *
   * <p>A stream changes over only before its first event: afterwards the failure is the caller's.
   * If both fail, the second failure is thrown and carries the first. Neither client is owned by
   * what comes of it: close both. {@link Fallbacks} adds a third.
   */
  public final ChatModel withFallback(ModelClient secondary, String model) {
    return withFallback(secondary, model, FallbackRule.OUTAGES);
  }

  /** The same, on the errors that {@code rule} covers. */
  public final ChatModel withFallback(ModelClient secondary, String model, FallbackRule rule) {
    return Fallbacks.withFallback(
        chatModel(),
        modelOf(secondary),
        requireNonNull(model, "model"),
        requireNonNull(rule, "rule"));
  }

  private static ChatModel modelOf(ModelClient secondary) {
    return requireNonNull(secondary, "secondary").chatModel();
  }

  /** Closes the connections and ends what runs; nothing for a copy over another's connections. */
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
      permits OpenAIClient.Builder, AnthropicClient.Builder, GeminiClient.Builder {
    private final ClientBuilder<?> core;
    private final Timeouts.Builder timeouts;
    private final @Nullable Calls original;
    private @Nullable Executor executor;

    /** {@code original} are the calls of the client that is copied. */
    Builder(ClientBuilder<?> core, @Nullable Calls original) {
      this.core = core;
      this.timeouts = core.getTimeouts().newBuilder();
      this.original = original;
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
      core.headers(Arguments.map(value, "value", "header"));
      return self();
    }

    /** Sets parameters that are added to every URL. */
    public B query(Map<String, String> value) {
      core.query(Arguments.map(value, "value", "parameter"));
      return self();
    }

    /**
     * Sets fields of the body of every request that a model works on, over those of the options and
     * under the request's own extra fields: {@code extraBody(ExtraBody.of(Map.of("service_tier",
     * "flex")))}.
     */
    public B extraBody(JsonObject value) {
      core.extraBody(requireNonNull(value, "value"));
      return self();
    }

    /** Sets when a call that failed is made again. */
    public B retries(RetryPolicy value) {
      core.retries(requireNonNull(value, "value"));
      return self();
    }

    /**
     * Sets what stands between the client and its transport, for each try of a call; the first
     * outermost.
     */
    public B interceptors(List<? extends Interceptor> value) {
      core.interceptors(
          Arguments.<Interceptor>list(value, "value").stream().map(Builder::toCore).toList());
      return self();
    }

    /**
     * Sets who hears what is sent and received, and cannot change it: for logs, metrics and traces.
     * {@link dev.sluice.limits.CallLog} writes lines.
     */
    public B listener(CallListener value) {
      core.listener(requireNonNull(value, "value"));
      return self();
    }

    /**
     * Keeps the client within what a provider allows; share one among the clients of one key.
     *
     * <pre>{@code
     * builder.rateLimiter(
     *     new RateLimits.Builder().requestsPerMinute(500).tokensPerMinute(200_000L).maxConcurrent(50).build())
     * }</pre>
     */
    public B rateLimiter(dev.sluice.limits.RateLimiter value) {
      core.rateLimiter(requireNonNull(value, "value"));
      return self();
    }

    /** The same, with a limiter of Java's own making, such as one that a fleet shares. */
    public B rateLimiter(RateLimiter value) {
      return rateLimiter(new CoreRateLimiter(requireNonNull(value, "value")));
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
      return original == null ? new Calls(executor) : original.on(executor);
    }

    private static dev.sluice.transport.Interceptor toCore(Interceptor interceptor) {
      return new CoreInterceptor(interceptor);
    }

    @SuppressWarnings("unchecked")
    private B self() {
      return (B) this;
    }
  }
}
