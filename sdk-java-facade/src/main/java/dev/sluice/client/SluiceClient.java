package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.Sluice;
import dev.sluice.errors.InvalidRequestException;
import dev.sluice.extraction.Ask;
import dev.sluice.extraction.ElementEvent;
import dev.sluice.extraction.Explanation;
import dev.sluice.extraction.Extraction;
import dev.sluice.model.ChatModel;
import dev.sluice.schema.OutputType;
import jakarta.validation.Validator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function3;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import tools.jackson.databind.json.JsonMapper;

/**
 * Typed values out of a language model: asks it for a Java type and reads, checks and builds the
 * answer.
 *
 * <pre>{@code
 * try (var claude = AnthropicClient.fromEnvironment()) {
 *   var sluice = SluiceClient.on(claude, it -> it.model("claude-haiku-4-5").maxTokens(1024));
 *   CompletableFuture<Analysis> analysis = sluice.extract(Analysis.class, ask -> ask.user(text));
 * }
 * }</pre>
 *
 * <p>Cheap to make, immutable, safe for use by several threads. It does not own the client: closing
 * that ends what runs here. What a type may be is said at {@link OutputTypes}.
 *
 * <p>Errors: {@link dev.sluice.errors.ApiException} when the call fails, {@link
 * dev.sluice.extraction.OutputException} when the answer gives no value. Futures and streams fail
 * with them; {@code join} wraps them in a {@code CompletionException}, out of which {@link
 * dev.sluice.errors.SluiceException#from} takes them. A type that has no schema, or an ask that
 * asks nothing or names no model, is thrown at once.
 *
 * <p>Cancelling a future closes the connection of its call.
 */
public final class SluiceClient {
  private final Sluice core;
  private final Calls calls;
  private final OutputTypes types;
  private final boolean hasModel;
  private final Consumer<Ask.Builder<?>> eachCall;

  private SluiceClient(Builder from) {
    this.core = from.core.build();
    this.calls = from.calls;
    this.types = from.types;
    this.hasModel = from.core.getModel() != null;
    this.eachCall = from.eachCall;
  }

  /** Asks {@code client}, with no defaults. */
  public static SluiceClient on(ModelClient client) {
    return builder(client).build();
  }

  /** Asks {@code client}; {@code defaults} hold for every call that does not set its own. */
  public static SluiceClient on(ModelClient client, Consumer<Sluice.Builder> defaults) {
    return builder(client).defaults(defaults).build();
  }

  /** Asks the model of {@code provider}, with no other defaults. */
  public static SluiceClient on(ProviderModel provider) {
    return on(provider, it -> {});
  }

  /** The same; {@code defaults} hold for every call that does not set its own. */
  public static SluiceClient on(ProviderModel provider, Consumer<Sluice.Builder> defaults) {
    requireNonNull(provider, "provider");
    return new Builder(provider.chatModel(), provider.client().calls())
        .defaults(it -> it.model(provider.model()))
        .defaults(defaults)
        .build();
  }

  /** Asks any model, with no defaults. */
  public static SluiceClient on(ChatModel model) {
    return builder(model).build();
  }

  /** Asks any model; {@code defaults} hold for every call that does not set its own. */
  public static SluiceClient on(ChatModel model, Consumer<Sluice.Builder> defaults) {
    return builder(model).defaults(defaults).build();
  }

  /** Makes one with options. */
  public static Builder builder(ModelClient client) {
    requireNonNull(client, "client");
    return new Builder(client.chatModel(), client.calls());
  }

  /** Makes one with options, for any model. */
  public static Builder builder(ChatModel model) {
    return new Builder(requireNonNull(model, "model"), Calls.withoutClient());
  }

  /**
   * Asks for a {@code T} and completes with the whole of it. An invalid answer goes back to the
   * model, with what is wrong, as long as attempts are left.
   */
  public <T> CompletableFuture<T> extract(Class<T> type, Consumer<? super Ask.Builder<T>> ask) {
    return extract(types.of(type), ask);
  }

  /** As the other, for a type with type arguments. */
  public <T> CompletableFuture<T> extract(TypeRef<T> type, Consumer<? super Ask.Builder<T>> ask) {
    return extract(types.of(type), ask);
  }

  /** As the other, for a type that was read before. */
  public <T> CompletableFuture<T> extract(
      OutputType<T> type, Consumer<? super Ask.Builder<T>> ask) {
    Ask<T> asked = asked(type, ask);
    return calls.start(continuation -> core.extract(type, asked, continuation));
  }

  /** As {@link #extract}, with the story: usage, every attempt, request ids. */
  public <T> CompletableFuture<Extraction<T>> extractDetailed(
      Class<T> type, Consumer<? super Ask.Builder<T>> ask) {
    return extractDetailed(types.of(type), ask);
  }

  /** As the other, for a type with type arguments. */
  public <T> CompletableFuture<Extraction<T>> extractDetailed(
      TypeRef<T> type, Consumer<? super Ask.Builder<T>> ask) {
    return extractDetailed(types.of(type), ask);
  }

  /** As the other, for a type that was read before. */
  public <T> CompletableFuture<Extraction<T>> extractDetailed(
      OutputType<T> type, Consumer<? super Ask.Builder<T>> ask) {
    Ask<T> asked = asked(type, ask);
    return calls.start(continuation -> core.extractDetailed(type, asked, continuation));
  }

  /**
   * Asks for a {@code T} and shows it as it grows: a {@link Partial} whenever something visible
   * changed, the newest for a slow reader. The last one is whole and validated; a stream that gives
   * none fails.
   */
  public <T> PartialStream<T> extractPartial(Class<T> type, Consumer<? super Ask.Builder<T>> ask) {
    return extractPartial(types.of(type), ask);
  }

  /** As the other, for a type with type arguments. */
  public <T> PartialStream<T> extractPartial(
      TypeRef<T> type, Consumer<? super Ask.Builder<T>> ask) {
    return extractPartial(types.of(type), ask);
  }

  /** As the other, for a type that was read before, by {@link OutputTypes}. */
  public <T> PartialStream<T> extractPartial(
      OutputType<T> type, Consumer<? super Ask.Builder<T>> ask) {
    Ask<T> asked = asked(type, ask);
    if (!(type instanceof JacksonOutputType<T> own)) {
      throw new IllegalArgumentException(
          type + " was not made by OutputTypes, so no method reference names its fields");
    }
    return new FlowPartialStream<>(
        FlowKt.mapNotNull(
            core.extractPartial(type, asked), (it, continuation) -> TypedPartial.of(it, own)),
        calls);
  }

  /**
   * Asks for a list of {@code T} and gives each element as it closes, validated. Invalid ones are
   * asked for again when the list has ended, and come then; {@code ask.invalidElements(…)} has
   * other ways. What is invalid in the end fails the stream with {@link
   * dev.sluice.extraction.InvalidOutputException}.
   */
  public <T> SluiceStream<T> extractEach(Class<T> type, Consumer<? super Ask.Builder<T>> ask) {
    return extractEach(types.of(type), ask);
  }

  /** As the other, for a type with type arguments. */
  public <T> SluiceStream<T> extractEach(TypeRef<T> type, Consumer<? super Ask.Builder<T>> ask) {
    return extractEach(types.of(type), ask);
  }

  /** As the other, for a type that was read before. */
  public <T> SluiceStream<T> extractEach(OutputType<T> type, Consumer<? super Ask.Builder<T>> ask) {
    return calls.stream(core.extractEach(type, asked(type, ask)));
  }

  /** As {@link #extractEach}, with rejected elements reported instead of thrown, and the story. */
  public <T> SluiceStream<ElementEvent<T>> extractEachDetailed(
      Class<T> type, Consumer<? super Ask.Builder<T>> ask) {
    return extractEachDetailed(types.of(type), ask);
  }

  /** As the other, for a type with type arguments. */
  public <T> SluiceStream<ElementEvent<T>> extractEachDetailed(
      TypeRef<T> type, Consumer<? super Ask.Builder<T>> ask) {
    return extractEachDetailed(types.of(type), ask);
  }

  /** As the other, for a type that was read before. */
  public <T> SluiceStream<ElementEvent<T>> extractEachDetailed(
      OutputType<T> type, Consumer<? super Ask.Builder<T>> ask) {
    return calls.stream(core.extractEachDetailed(type, asked(type, ask)));
  }

  /**
   * What would be sent, in which mode, and what of the type the provider cannot express. Sends
   * nothing; print it.
   */
  public <T> Explanation explain(Class<T> type, Consumer<? super Ask.Builder<T>> ask) {
    return explain(types.of(type), ask);
  }

  /** As the other, for a type with type arguments. */
  public <T> Explanation explain(TypeRef<T> type, Consumer<? super Ask.Builder<T>> ask) {
    return explain(types.of(type), ask);
  }

  /** As the other, for a type that was read before. */
  public <T> Explanation explain(OutputType<T> type, Consumer<? super Ask.Builder<T>> ask) {
    return core.explain(type, asked(type, ask));
  }

  /**
   * Asks for a {@code T} about each of {@code inputs}, for no more than {@code concurrency} of them
   * at once. What becomes of each is an {@link dev.sluice.extraction.Outcome}: a failed one fails
   * nothing else.
   *
   * <pre>{@code
   * sluice.extractAll(Summary.class, documents, 50, (document, ask) -> ask.user("Summarise:\n" + document))
   *     .forEach(outcome -> save(outcome.getInput(), outcome.getOrNull(), outcome.errorOrNull()));
   * }</pre>
   *
   * <p>{@code ask} makes the ask for one input; it may block, such as to read a file. What it
   * throws is the failure of that input.
   *
   * <p>The inputs are taken one at a time, each when a call can be made for it, from wherever they
   * come: the source may block, and need not end. A {@code Stream} is one by {@code
   * stream::iterator}.
   */
  public <I, T> OutcomeStream<I, T> extractAll(
      Class<T> type,
      Iterable<? extends I> inputs,
      int concurrency,
      BiConsumer<? super I, ? super Ask.Builder<T>> ask) {
    return extractAll(types.of(type), inputs, concurrency, ask);
  }

  /** As the other, for a type with type arguments. */
  public <I, T> OutcomeStream<I, T> extractAll(
      TypeRef<T> type,
      Iterable<? extends I> inputs,
      int concurrency,
      BiConsumer<? super I, ? super Ask.Builder<T>> ask) {
    return extractAll(types.of(type), inputs, concurrency, ask);
  }

  /** As the other, for a type that was read before. */
  public <I, T> OutcomeStream<I, T> extractAll(
      OutputType<T> type,
      Iterable<? extends I> inputs,
      int concurrency,
      BiConsumer<? super I, ? super Ask.Builder<T>> ask) {
    requireNonNull(type, "type");
    requireNonNull(inputs, "inputs");
    var asking = this.<I, T>asking(ask);
    return FlowOutcomeStream.of(
        order -> core.<I, T>extractAll(type, inputs, concurrency, order, asking), calls);
  }

  /**
   * As the other, with inputs that arrive over time, such as the outcomes of an earlier stage. One
   * is requested when a call can be made for it.
   */
  public <I, T> OutcomeStream<I, T> extractAll(
      Class<T> type,
      Publisher<? extends I> inputs,
      int concurrency,
      BiConsumer<? super I, ? super Ask.Builder<T>> ask) {
    return extractAll(types.of(type), inputs, concurrency, ask);
  }

  /** As the other, for a type with type arguments. */
  public <I, T> OutcomeStream<I, T> extractAll(
      TypeRef<T> type,
      Publisher<? extends I> inputs,
      int concurrency,
      BiConsumer<? super I, ? super Ask.Builder<T>> ask) {
    return extractAll(types.of(type), inputs, concurrency, ask);
  }

  /** As the other, for a type that was read before. */
  public <I, T> OutcomeStream<I, T> extractAll(
      OutputType<T> type,
      Publisher<? extends I> inputs,
      int concurrency,
      BiConsumer<? super I, ? super Ask.Builder<T>> ask) {
    requireNonNull(type, "type");
    Flow<? extends I> flow = FlowStream.flowOf(requireNonNull(inputs, "inputs"));
    var asking = this.<I, T>asking(ask);
    return FlowOutcomeStream.of(
        order -> core.<I, T>extractAll(type, flow, concurrency, order, asking), calls);
  }

  /**
   * All the results, in the order of {@code futures}. The first failure fails it at once and
   * cancels the others; cancelling it cancels them all.
   *
   * <p>Give it the futures that the calls returned, and go on from the whole list:
   *
   * <pre>{@code
   * SluiceClient.allOf(pages.stream().map(page -> sluice.extract(Job.class, ask -> ask.user(page))).toList())
   *     .thenApply(jobs -> jobs.stream().map(Job::title).toList());
   * }</pre>
   *
   * <p>What {@code thenApply} makes of a call's future knows nothing of the call: cancelling it
   * leaves the call running, and paid for. So do not map the futures one by one.
   */
  public static <T> CompletableFuture<List<T>> allOf(
      List<? extends CompletableFuture<? extends T>> futures) {
    return TaskGroup.of(Arguments.list(futures, "futures"));
  }

  /** What does the work. */
  Sluice core() {
    return core;
  }

  @Override
  public String toString() {
    return "SluiceClient(" + core + ")";
  }

  private <T> Ask<T> asked(OutputType<T> type, Consumer<? super Ask.Builder<T>> ask) {
    requireNonNull(type, "type");
    requireNonNull(ask, "ask");
    var builder = new Ask.Builder<T>();
    eachCall.accept(builder);
    ask.accept(builder);
    Ask<T> asked = builder.build();
    requireModel(asked.getOptions().getModel());
    return asked;
  }

  private <I, T> Function3<Ask.Builder<T>, I, Continuation<? super Unit>, @Nullable Object> asking(
      BiConsumer<? super I, ? super Ask.Builder<T>> ask) {
    requireNonNull(ask, "ask");
    return (builder, input, continuation) -> {
      eachCall.accept(builder);
      ask.accept(input, builder);
      requireModel(builder.getModel());
      return Unit.INSTANCE;
    };
  }

  private void requireModel(@Nullable String model) {
    if (!hasModel && model == null) {
      throw new InvalidRequestException(
          "No model is named. Name it in the call, ask -> ask.model(\"…\"), or for all calls:"
              + " SluiceClient.on(client, defaults -> defaults.model(\"…\")).");
    }
  }

  /** Makes a {@link SluiceClient}. Not safe for use by several threads at once. */
  public static final class Builder {
    private final Sluice.Builder core;
    private Calls calls;
    private OutputTypes types = OutputTypes.standard();
    private Consumer<Ask.Builder<?>> eachCall = ask -> {};

    private Builder(ChatModel model, Calls calls) {
      this.core = new Sluice.Builder(model);
      this.calls = calls;
    }

    /** Sets options that hold for every call that does not set its own. */
    public Builder defaults(Consumer<Sluice.Builder> defaults) {
      requireNonNull(defaults, "defaults").accept(core);
      return this;
    }

    /**
     * Sets options of each call as it is made, over the defaults and under what the call sets
     * itself: what depends on the moment, such as a header of the request that is being served.
     * Runs on the thread that makes the call; in {@code extractAll}, where the ask for an input is
     * made. May be said several times.
     *
     * <pre>{@code
     * builder.eachCall(ask -> ask.extraHeaders(Map.of("X-Tenant", Tenant.current())))
     * }</pre>
     */
    public Builder eachCall(Consumer<Ask.Builder<?>> options) {
      eachCall = eachCall.andThen(requireNonNull(options, "options"));
      return this;
    }

    /**
     * Looks for answers in {@code cache}, and keeps there what was accepted. A call can have
     * another, or {@link ResponseCache#NONE}.
     */
    public Builder cache(ResponseCache cache) {
      return cache(ResponseCache.of(cache));
    }

    /**
     * The same for a cache as a call takes it: what {@link ResponseCache#of} gives, or {@link
     * ResponseCache#NONE}, which is what a client has unless it is given one.
     */
    public Builder cache(dev.sluice.extraction.ResponseCache cache) {
      core.cache(requireNonNull(cache, "cache"));
      return this;
    }

    /** Reads types with this mapper: its modules, mix-ins, naming strategy and visibility. */
    public Builder jsonMapper(JsonMapper mapper) {
      types = types.with(mapper);
      return this;
    }

    /** Checks values with this validator, and not with the provider on the class path. */
    public Builder validator(Validator validator) {
      types = types.with(validator);
      return this;
    }

    /**
     * Checks values for these groups of Jakarta Validation, and not for {@code Default}. What this
     * means, and how to say it of one call, is said at {@link OutputTypes#groups}.
     */
    public Builder validationGroups(Class<?>... groups) {
      types = types.groups(groups);
      return this;
    }

    /**
     * Runs callbacks on {@code executor}: what reads streams, and what follows on futures; on the
     * client's threads unless set. What it must be able to do is said at {@link
     * ModelClient.Builder#executor}.
     */
    public Builder executor(Executor executor) {
      calls = calls.on(requireNonNull(executor, "executor"));
      return this;
    }

    /** The finished {@link SluiceClient}. */
    public SluiceClient build() {
      return new SluiceClient(this);
    }
  }
}
